package org.genericsftp.file;

/**
 * A regular file on the server, as the listing told it.
 *
 * @param path relative to the source directory; also where its copy goes, relative to the destination directory
 * @param remoteName the whole path in the server's own bytes
 */
public record RemoteFile(RelativePath path, FileStamp stamp, RemoteName remoteName) implements SourceEntry {
    @Override
    public String name() {
        return path.toString();
    }
}
