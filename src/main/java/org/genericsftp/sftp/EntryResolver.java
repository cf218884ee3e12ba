package org.genericsftp.sftp;

import java.util.function.Consumer;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;

/**
 * Tells what a symbolic link is to us: the file that it leads to, if that lies inside the source directory and links are
 * followed; else something to be skipped. The server resolves it (REALPATH); where it lies is compared here.
 */
final class EntryResolver {
    private final ReplyLoop loop;
    private final byte[] root;
    private final boolean followLinks;

    EntryResolver(ReplyLoop loop, boolean followLinks) {
        this.loop = loop;
        this.root = loop.session().root();
        this.followLinks = followLinks;
    }

    /** Finds out where a link leads, and tells what it is to us. */
    void resolveLink(RelativePath path, byte[] link, FileStamp ownStamp, Consumer<SourceEntry> found) {
        SourceEntry skipped = new SkippedEntry(path, ownStamp, SkipReason.LINK);
        if (!followLinks) {
            found.accept(skipped);
            return;
        }
        loop.ask(new SftpRequest.RealPath(link), reply -> {
            if (reply instanceof SftpReply.Names real
                    && real.names().size() == 1
                    && RemotePath.isIn(real.names().get(0).name(), root)) {
                statTarget(path, real.names().get(0).name(), skipped, found);
            } else {
                found.accept(skipped);
            }
        });
    }

    /** LSTAT, so that a server whose REALPATH does not resolve links can't lead anywhere else. */
    private void statTarget(RelativePath path, byte[] target, SourceEntry skipped, Consumer<SourceEntry> found) {
        loop.ask(new SftpRequest.LStat(target), reply -> {
            boolean file =
                    reply instanceof SftpReply.Attrs attrs && attrs.attributes().type() == Attributes.FileType.FILE;
            found.accept(
                    file
                            ? new RemoteFile(
                                    path, ((SftpReply.Attrs) reply).attributes().stamp(), new RemoteName(target))
                            : skipped);
        });
    }
}
