package org.genericsftp.source;

import java.nio.ByteBuffer;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;

/** Takes one file's bytes. Its methods are called one after the other, on the lane's executor. */
public interface FileSink {
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
