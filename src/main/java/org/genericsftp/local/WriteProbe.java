package org.genericsftp.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Tries whether files can be written to a folder: writes a small one, reads it back and removes it. */
final class WriteProbe {
    private static final byte[] CONTENT =
            "The Generic SFTP Client tries whether it can write here.\n".getBytes(StandardCharsets.UTF_8);

    private final Folder folder;
    private final String name;
    private final boolean durable;

    WriteProbe(Folder folder, String temporaryName, boolean durable) {
        this.folder = folder;
        this.name = temporaryName;
        this.durable = durable;
    }

    void run() throws IOException {
        try (FileChannel channel = folder.create(name)) {
            writeTo(channel);
            readBack();
        } catch (IOException e) {
            removeAfter(e);
            throw e;
        }
        folder.deleteFile(name);
    }

    private void writeTo(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(CONTENT);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        if (durable) {
            channel.force(true);
        }
    }

    private void readBack() throws IOException {
        ByteBuffer found = ByteBuffer.allocate(CONTENT.length);
        try (FileChannel channel = folder.read(name)) {
            while (found.hasRemaining() && channel.read(found) >= 0) {
                // A read may give a part only.
            }
        }
        if (!found.flip().equals(ByteBuffer.wrap(CONTENT))) {
            throw new IOException("what was written could not be read back");
        }
    }

    private void removeAfter(IOException failure) {
        try {
            if (folder.look(name) != null) {
                folder.deleteFile(name);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
