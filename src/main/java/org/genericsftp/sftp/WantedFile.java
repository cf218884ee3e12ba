package org.genericsftp.sftp;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.FileSink;

/**
 * A file that a lane wants.
 *
 * @param from the offset of the first byte
 * @param deliveries where the sink is called
 */
record WantedFile(RemoteFile file, long from, FileSink sink, Executor deliveries) {
    /** Tells the sink that nothing will come. */
    void refuse(FileException why) {
        try {
            deliveries.execute(() -> sink.failed(why));
        } catch (RejectedExecutionException stopping) {
            sink.failed(why);
        }
    }
}
