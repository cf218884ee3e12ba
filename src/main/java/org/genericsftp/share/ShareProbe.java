package org.genericsftp.share;

import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.util.Arrays;
import org.genericsftp.destination.WriteProbe;
import org.genericsftp.file.RelativePath;

/** Tries whether files can be written to the folder on the share. */
final class ShareProbe extends WriteProbe {
    private static final String TRY = "Cannot write to the destination directory";

    private final ShareTree tree;
    private final ShareLink link;
    private final RelativePath path;
    private final boolean durable;

    ShareProbe(ShareTree tree, ShareLink link, String temporaryName, boolean durable) {
        this.tree = tree;
        this.link = link;
        this.path = RelativePath.ROOT.child(temporaryName);
        this.durable = durable;
    }

    @Override
    protected void write(byte[] content) throws IOException {
        File created = tree.create(link, TRY, path);
        link.call(TRY, RelativePath.ROOT, share -> {
            try (created) {
                created.write(content, 0);
                if (durable) {
                    created.flush();
                }
            }
            return true;
        });
    }

    @Override
    protected byte[] read(int most) throws IOException {
        return link.call(TRY, RelativePath.ROOT, share -> {
            try (File file = ShareTree.read(share, tree.stored(path), Entry.PLAIN)) {
                byte[] bytes = new byte[most];
                return Arrays.copyOf(bytes, Math.max(0, file.read(bytes, 0)));
            }
        });
    }

    @Override
    protected void remove() throws IOException {
        tree.delete(TRY, path, false);
    }
}
