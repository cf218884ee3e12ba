package org.genericsftp.sftp;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.FileSink;

/**
 * A file that a lane wants.
 *
 * @param from the offset of the first byte
 * @param deliveries where the sink is called
 */
record WantedFile(RemoteFile file, long from, FileSink sink, Executor deliveries) {
    /** Why it is not read, if its sink does not want it any more. */
    FileException notWanted() {
        return new FileException(
                ErrorCode.CANCELLED, Remedy.LATER, Printable.escape(file.name()) + " is not wanted any more");
    }

    /** Tells the sink that nothing will come. */
    void refuse(FileException why) {
        try {
            deliveries.execute(() -> sink.failed(why));
        } catch (RejectedExecutionException stopping) {
            sink.failed(why);
        }
    }
}
