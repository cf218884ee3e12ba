package org.genericsftp.sftp;

import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;

/**
 * A folder that is to be listed.
 *
 * @param remote its path on the server, without links
 * @param depth how far below the source directory
 * @param start whether the listing begins with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FoundFolder(RelativePath path, byte[] remote, int depth, boolean start) {
    /** For people to read. */
    String shown() {
        return path.isRoot() ? "the source directory" : Printable.escape(path.toString());
    }
}
