package org.genericsftp.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.genericsftp.file.Printable;

/** Keeps the beginning of what the server's sftp subsystem writes to its standard error. */
final class SubsystemErrors extends OutputStream {
    private static final int LONGEST = 400;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.min(length, LONGEST - kept.size()));
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** In one line; empty if there was nothing. */
    synchronized String text() {
        String all = kept.toString(StandardCharsets.UTF_8);
        return Printable.escape(all.strip().replaceAll("\\s+", " "));
    }
}
