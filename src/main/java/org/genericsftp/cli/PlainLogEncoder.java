package org.genericsftp.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A line for each event: time, level, thread, who, what. Whatever the texts hold, there is no other line in it but the
 * frames of a stack trace, which are indented: nothing from outside can look like an event.
 */
final class PlainLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST = 8192;
    private static final int DEEPEST_CAUSE = 20;

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(160)
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(" [")
                .append(printable(event.getThreadName()))
                .append("] ")
                .append(simpleName(event.getLoggerName()))
                .append(": ")
                .append(printable(event.getFormattedMessage()));
        appendContext(text, event);
        text.append('\n');
        appendTrace(text, event.getThrowableProxy());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Which client, request and trace it is about, as far as the message itself does not say it. */
    private static void appendContext(StringBuilder text, ILoggingEvent event) {
        StringJoiner context = new StringJoiner(", ", " {", "}").setEmptyValue("");
        new TreeMap<>(event.getMDCPropertyMap()).forEach((key, value) -> {
            if (!event.getFormattedMessage().contains(value)) {
                context.add(printable(key) + "=" + printable(value));
            }
        });
        text.append(context);
    }

    private static void appendTrace(StringBuilder text, @Nullable IThrowableProxy first) {
        IThrowableProxy thrown = first;
        for (int depth = 0; thrown != null && depth < DEEPEST_CAUSE; depth++) {
            text.append(depth == 0 ? "    " : "    caused by ")
                    .append(thrown.getClassName())
                    .append(": ")
                    .append(printable(thrown.getMessage()))
                    .append('\n');
            StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
            int shown = frames.length - thrown.getCommonFrames();
            for (int i = 0; i < shown; i++) {
                text.append("        ").append(frames[i].getSTEAsString()).append('\n');
            }
            thrown = thrown.getCause();
        }
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String printable(@Nullable String text) {
        return text == null ? "" : Printable.escape(text, LONGEST);
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
