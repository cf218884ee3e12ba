package org.genericsftp.destination;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tries whether files can be written to a folder: writes a small one, reads it back and removes it. */
public abstract class WriteProbe {
    private static final byte[] CONTENT =
            "The Generic SFTP Client tries whether it can write here.\n".getBytes(StandardCharsets.UTF_8);

    /** Makes the file, and forces it to the disk where the destination is durable. */
    protected abstract void write(byte[] content) throws IOException;

    /** Reads the file, as far as so many bytes. */
    protected abstract byte[] read(int most) throws IOException;

    /** Removes the file, if it is there. */
    protected abstract void remove() throws IOException;

    public final void run() throws IOException {
        try {
            write(CONTENT);
            if (!Arrays.equals(read(CONTENT.length), CONTENT)) {
                throw new IOException("what was written could not be read back");
            }
        } catch (IOException | RuntimeException e) {
            removeAfter(e);
            throw e;
        }
        remove();
    }

    private void removeAfter(Exception failure) {
        try {
            remove();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
