package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.genericsftp.file.RelativePath;

/** Tries whether files can be written to the destination: writes a small one, reads it back and removes it. */
final class WriteProbe {
    static final String TRY = "Cannot write to the destination directory";

    private static final byte[] CONTENT =
            "The Generic SFTP Client tries whether it can write here.\n".getBytes(StandardCharsets.UTF_8);

    private final ShareConnection connection;
    private final Folders folders;
    private final ShareTree tree;
    private final boolean durable;

    WriteProbe(ShareConnection connection, Folders folders, ShareTree tree, boolean durable) {
        this.connection = connection;
        this.folders = folders;
        this.tree = tree;
        this.durable = durable;
    }

    /** @throws SMBApiException the server says no */
    void run(String temporaryName) throws IOException {
        folders.forget();
        folders.make(RelativePath.ROOT);
        RelativePath path = RelativePath.ROOT.child(temporaryName);
        try {
            ShareLink link = connection.link();
            File created = tree.create(link, TRY, path);
            link.call(TRY, RelativePath.ROOT, share -> {
                try (created) {
                    created.write(CONTENT, 0);
                    if (durable) {
                        created.flush();
                    }
                }
                return true;
            });
            byte[] found = link.call(TRY, RelativePath.ROOT, share -> {
                try (File file = ShareTree.read(share, tree.stored(path), Entry.PLAIN)) {
                    byte[] bytes = new byte[CONTENT.length];
                    return Arrays.copyOf(bytes, Math.max(0, file.read(bytes, 0)));
                }
            });
            if (!Arrays.equals(found, CONTENT)) {
                throw new IOException("what was written could not be read back");
            }
        } catch (IOException | SMBApiException e) {
            removeAfter(e, path);
            throw e;
        }
        tree.delete(TRY, path, false);
    }

    private void removeAfter(Exception failure, RelativePath path) {
        try {
            tree.delete(TRY, path, false);
        } catch (IOException | SMBApiException e) {
            failure.addSuppressed(e);
        }
    }
}
