package org.genericsftp.destination;

import java.util.List;
import java.util.function.Predicate;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/**
 * Small files that the workers keep at the destination for each other, in a folder of its own that takes no copies. Whoever
 * may write to the destination may write, alter and delete these, too: what they hold is to be doubted.
 */
public interface KeptFiles {
    /** Where they are, below the destination directory. */
    RelativePath FOLDER = new RelativePath(".gsc-journal");

    /** One that is there. */
    record Kept(String name, long sizeBytes) {}

    /**
     * The regular files that are there, by name; no links. None where the folder is not there.
     *
     * @param names those that matter
     * @param most how many are told; the others are left out
     */
    List<Kept> list(Predicate<String> names, int most) throws FileException;

    /**
     * What a file holds, as far as so many bytes.
     *
     * @throws FileException FILE_NOT_FOUND; PERMISSION_DENIED or NAME_COLLISION where something else stands there
     */
    byte[] read(String name, int most) throws FileException;

    /**
     * Puts a file in its place, or in that of the one of this name: whole, or not at all. It survives a loss of power, where the
     * destination is durable.
     */
    void write(String name, byte[] content) throws FileException;

    /** Removes a file, if it is there. */
    void remove(String name) throws FileException;
}
