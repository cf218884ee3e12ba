package org.genericsftp.sftp;

import java.util.function.Consumer;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.SftpReply;

/**
 * Tells what a symbolic link is to us: the file that it leads to, if that lies inside the source directory and links are
 * followed; else something to be skipped.
 */
final class EntryResolver {
    private final RealPaths paths;
    private final boolean followLinks;

    EntryResolver(RealPaths paths, boolean followLinks) {
        this.paths = paths;
        this.followLinks = followLinks;
    }

    /** Finds out where a link leads, and tells what it is to us. */
    void resolveLink(RelativePath path, byte[] link, FileStamp ownStamp, Consumer<SourceEntry> found) {
        SourceEntry skipped = new SkippedEntry(path, ownStamp, SkipReason.LINK);
        if (!followLinks) {
            found.accept(skipped);
            return;
        }
        paths.target(link).then(place -> {
            if (place instanceof RealPaths.Place.Inside inside && !place.isAt(link)) {
                statTarget(path, inside.path(), skipped, found);
            } else {
                found.accept(skipped);
            }
        });
    }

    /** It is read from where it really is, so that nothing is followed any more. */
    private void statTarget(RelativePath path, byte[] target, SourceEntry skipped, Consumer<SourceEntry> found) {
        paths.lstat(target).then(reply -> {
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
