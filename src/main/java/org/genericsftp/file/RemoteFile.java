package org.genericsftp.file;

import org.jspecify.annotations.Nullable;

/**
 * A regular file on the server, as the listing told it.
 *
 * @param path relative to the source directory
 * @param remoteName the whole path in the server's own bytes
 * @param place where its copy goes, relative to the destination directory
 */
public record RemoteFile(RelativePath path, FileStamp stamp, RemoteName remoteName, RelativePath place)
        implements SourceEntry {
    /** One whose copy goes to the same path. */
    public RemoteFile(RelativePath path, FileStamp stamp, RemoteName remoteName) {
        this(path, stamp, remoteName, path);
    }

    @Override
    public String name() {
        return path.toString();
    }

    /** The same, with its copy at another place. */
    public RemoteFile at(RelativePath other) {
        return new RemoteFile(path, stamp, remoteName, other);
    }

    /** Its copy. */
    public PlacedFile placed() {
        return new PlacedFile(place, stamp);
    }

    /** The same, of another size or time. */
    public RemoteFile with(FileStamp other) {
        return new RemoteFile(path, other, remoteName, place);
    }

    /** Where its copy goes, where that is not its own path; else null. */
    public @Nullable String otherPlace() {
        return place.equals(path) ? null : place.value();
    }
}
