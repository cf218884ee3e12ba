package org.genericsftp.source;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;

/** Takes one file's bytes. Its methods are called one after the other; those behind {@link #begun} on the lane's executor. */
public interface FileSink {
    /**
     * Asked before all else, when the file's turn to be read comes, and before anything is asked of the source: whether it is still
     * wanted. If not, {@link #failed} follows. Returns at once, as it is asked under a lock.
     */
    default boolean begins() {
        return true;
    }

    /**
     * Told then how to end the fetch from another thread, while this sink hangs in one of its methods: what has
     * been read ahead for it is given back. Returns at once.
     */
    default void begun(Consumer<FileException> end) {}

    /**
     * The next bytes, in offset order and without gaps; the buffer is the caller's again when this returns.
     *
     * @throws FileException ends the fetch, which then tells the sink so by {@link #failed}
     */
    void next(ByteBuffer inOrder) throws FileException;

    /** All bytes up to the end of the file have been passed; the stamp is what the open file had after the last read. */
    void end(FileStamp afterRead);

    /** There will be no more bytes. */
    void failed(FileException why);
}
