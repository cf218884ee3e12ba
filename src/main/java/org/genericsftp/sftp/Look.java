package org.genericsftp.sftp;

import java.util.Arrays;
import java.util.Optional;
import org.genericsftp.file.FileStamp;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.SftpReply;

/**
 * What was seen at a path.
 *
 * @param lstat the answer to LSTAT; not every server tells of the link itself in it
 * @param target where a link leads, as far as the server told
 */
record Look(SftpReply lstat, Optional<byte[]> target) {

    /** @param target the answer to READLINK, or to REALPATH where there is no READLINK */
    static Look of(SftpReply lstat, SftpReply target, byte[] path) {
        return new Look(lstat, SftpReply.onlyName(target).filter(told -> !Arrays.equals(told, path)));
    }

    boolean isLink() {
        return target.isPresent() || type() == Attributes.FileType.LINK;
    }

    boolean isFile() {
        return !isLink() && type() == Attributes.FileType.FILE;
    }

    Attributes.FileType type() {
        return lstat instanceof SftpReply.Attrs attrs ? attrs.attributes().type() : Attributes.FileType.UNKNOWN;
    }

    /** The stamp of what is at the path itself: nothing is told of what a link leads to. */
    FileStamp stamp() {
        boolean own = lstat instanceof SftpReply.Attrs && isLink() == (type() == Attributes.FileType.LINK);
        return own ? ((SftpReply.Attrs) lstat).attributes().stamp() : FileStamp.UNKNOWN;
    }
}
