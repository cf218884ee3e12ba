package org.genericsftp.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.genericsftp.destination.WriteProbe;

/** Tries whether files can be written to a local folder. */
final class LocalProbe extends WriteProbe {
    private final Folder folder;
    private final String name;
    private final boolean durable;

    LocalProbe(Folder folder, String temporaryName, boolean durable) {
        this.folder = folder;
        this.name = temporaryName;
        this.durable = durable;
    }

    @Override
    protected void write(byte[] content) throws IOException {
        try (OwnFile file = OwnFile.create(folder, name)) {
            FileChannel channel = file.channel();
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(true);
            }
        }
    }

    @Override
    protected byte[] read(int most) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(most);
        try (FileChannel channel = folder.read(name)) {
            while (found.hasRemaining() && channel.read(found) >= 0) {
                // A read may give a part only.
            }
        }
        return Arrays.copyOf(found.array(), found.position());
    }

    @Override
    protected void remove() throws IOException {
        if (folder.look(name) != null) {
            folder.deleteFile(name);
        }
    }
}
