package org.genericsftp.destination;

import java.io.Closeable;
import java.nio.ByteBuffer;
import org.genericsftp.file.FileException;

/** A file that is being written under a temporary name. For one thread at a time. */
public interface PendingFile extends Closeable {
    /**
     * Appends all bytes that the buffer holds.
     *
     * @throws FileException DISK_FULL, DESTINATION_UNAVAILABLE; FILE_CHANGED, before anything is written, when they are
     *     more than was expected
     */
    void append(ByteBuffer bytes) throws FileException;

    /**
     * The last of the bytes that were appended, read back from the destination: as many, or all if they are fewer.
     *
     * @throws FileException DESTINATION_UNAVAILABLE, also when they are not all there
     */
    ByteBuffer tail(int most) throws FileException;

    /**
     * Checks the size, sets the modification time, forces the file where the destination is durable, and replaces what
     * stands at the path atomically. After it the file is whole at its path; when it throws, the path is as it was.
     *
     * @throws FileException as {@link Destination#create}; FILE_CHANGED when the bytes appended are not as many as were
     *     expected
     */
    void publish() throws FileException;

    /**
     * The same, but what stands at the path keeps standing: it may be the copy of another file. Returns false, and has published
     * nothing, where that has the size and the time of this file.
     *
     * @throws FileException NAME_COLLISION where it has another size or time; and as {@link #publish}
     */
    boolean publishUnlessTaken() throws FileException;

    /** Removes the temporary file unless it was published. Never throws: what can't be removed is a leftover. */
    @Override
    void close();
}
