package org.genericsftp.file;

/**
 * Where files of the source go at the destination: a pure function of a file's path and time, so that every request finds a
 * copy at the same place again.
 */
public interface Placement {
    /**
     * The file with its place.
     *
     * @throws FileException NAME_REJECTED where it can't have one
     */
    RemoteFile place(RemoteFile file) throws FileException;

    /** Whether no two files can have one place. */
    boolean isOneToOne();

    /** Whether a copy may take the place of one with another size or time: not where that may be another file's copy. */
    boolean replaces();

    /** That what stands at a file's place may be the copy of another file. */
    static FileException taken(RemoteFile file) {
        return collision(
                file,
                "what stands there has another size or time, and may be the copy of another file; take it away, or set"
                        + " \"replace\" in the layout");
    }

    /** That another file has the same place. */
    static FileException shared(RemoteFile file) {
        return collision(file, "another file that was asked for has the same place");
    }

    /** That what stands at a file's place has its size and its time, but not its contents. */
    static FileException takenByOtherBytes(RemoteFile file) {
        return collision(
                file,
                "what stands there has the same size and time, other contents, and may be the copy of another file; take"
                        + " it away, or set \"replace\" in the layout");
    }

    private static FileException collision(RemoteFile file, String why) {
        return new FileException(
                ErrorCode.NAME_COLLISION,
                Remedy.NEVER,
                "Cannot put " + Printable.escape(file.name()) + " at \""
                        + Printable.escape(file.place().value()) + "\": " + why);
    }
}
