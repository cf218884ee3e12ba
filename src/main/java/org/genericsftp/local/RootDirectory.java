package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.genericsftp.destination.Place;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The path of the destination directory, and the folder that it leads to. The path may lead through links, which are the
 * operator's, so that folder may change.
 */
final class RootDirectory {
    private final Path directory;
    private final Folder.Opener opener;
    /** What the path led to when it was last opened, and how often that was another folder than before. */
    private @Nullable Object identity;

    private int changes;
    private volatile @Nullable Place place;

    RootDirectory(Path directory, Folder.Opener opener) {
        this.directory = directory;
        this.opener = opener;
    }

    /** @throws FileException DESTINATION_UNAVAILABLE where there is no such directory */
    Folder open() throws IOException {
        try {
            Path realPath = directory.toRealPath();
            Folder root = opener.open(realPath);
            try {
                Object key = root.key();
                note(realPath, key == null ? realPath : key);
            } catch (IOException e) {
                root.close();
                throw e;
            }
            return root;
        } catch (NoSuchFileException e) {
            throw unavailable("is not there; it is not made, lest a missing mount fill the disk below it", e);
        } catch (NotDirectoryException e) {
            throw unavailable("is no directory", e);
        }
    }

    private synchronized void note(Path realPath, Object found) {
        if (identity != null && !identity.equals(found)) {
            changes++;
        }
        identity = found;
        place = new Place(realPath.toString(), List.of(found, changes));
    }

    private FileException unavailable(String why, IOException cause) {
        String message = "The destination directory " + directory + " " + why;
        return new FileException(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, message, cause);
    }

    /** The folder that the path led to when it was last opened. */
    Place place() {
        return Objects.requireNonNull(place);
    }

    /** Whether the path still leads to the folder that it led to when it was last opened. Opens nothing. */
    boolean isUnchanged() {
        Object before;
        synchronized (this) {
            before = identity;
        }
        try {
            return leadsTo(before);
        } catch (IOException e) {
            // Opening it shows what is wrong.
            return false;
        }
    }

    /** Whether the path leads to the folder of that key; false where the file system has no keys. */
    boolean leadsTo(@Nullable Object key) throws IOException {
        var found = Files.readAttributes(directory, BasicFileAttributes.class);
        return found.isDirectory() && key != null && key.equals(found.fileKey());
    }
}
