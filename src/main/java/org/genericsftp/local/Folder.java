package org.genericsftp.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An open folder. Takes single names, follows no link. Safe for use by many threads. */
interface Folder extends Closeable {
    /** Differs between this folder and another one that is put in its place; null where the system has no such key. */
    @Nullable
    Object key() throws IOException;

    /**
     * What is under the name, a link being a link; null where there is nothing.
     *
     * @throws NameTakenException something has another name that is the same to the file system
     */
    @Nullable
    BasicFileAttributes look(String name) throws IOException;

    /** Opens a folder that is there. */
    Folder open(String name) throws IOException;

    /** Makes a folder with the mode and the group that it is to have, or does nothing where something stands already. */
    void make(String name) throws IOException;

    /** Whether what gets a name has exactly it, whatever the name. */
    default boolean keepsNames() {
        return true;
    }

    /**
     * For a name at which nothing stands.
     *
     * @throws NameRefusedException what gets it would not have exactly it
     */
    default void requireKeepable(String name) throws IOException {}

    /** Begins a file that is not there yet, to be written and read back: for its owner only, until {@link #permit}. */
    FileChannel create(String name) throws IOException;

    /** Gives a file that was just begun the mode and the group that files are to have here. */
    void permit(String name, FileChannel open) throws IOException;

    FileChannel read(String name) throws IOException;

    /** What stands at the name may be another file by now: {@link OwnFile#setModified} is for those that are open. */
    void setModified(String name, Instant modified) throws IOException;

    /** Atomically puts one file in the place of the other. */
    void replace(String from, String to) throws IOException;

    void deleteFile(String name) throws IOException;

    /** Removes a folder that is empty. */
    void deleteFolder(String name) throws IOException;

    /** Tells all names, in no order. */
    void list(Visitor visitor) throws IOException;

    /** Forces to the disk which names it holds. */
    void force() throws IOException;

    static boolean isFolder(@Nullable BasicFileAttributes found) {
        // A junction on Windows is both a directory and "other".
        return found != null && found.isDirectory() && !found.isOther();
    }

    @FunctionalInterface
    interface Visitor {
        void visit(String name) throws IOException;
    }

    /** Opens the root of a destination, given its real path. */
    @FunctionalInterface
    interface Opener {
        Folder open(Path realPath) throws IOException;
    }
}
