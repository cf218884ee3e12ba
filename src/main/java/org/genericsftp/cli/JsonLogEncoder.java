package org.genericsftp.cli;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import org.genericsftp.file.Printable;

/** An object for each event, a line each. Logback leaves in it some characters that a terminal would carry out. */
final class JsonLogEncoder extends JsonEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8).stripTrailing();
        return (Printable.escapeJson(line) + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
