package org.genericsftp.source;

import java.io.Closeable;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteFile;

/**
 * One job's way to the source: its share of sessions, reads and handles, so that no job can keep another from getting
 * on. A cancelled job's calls fail with the cancellation's reason.
 */
public interface Lane extends Closeable {
    /**
     * Lists what the scope covers, batch by batch, on the caller's thread; a slow consumer stalls the listing. A folder
     * that can't be listed becomes an {@link org.genericsftp.file.UnlistedFolder}, and the rest goes on.
     *
     * @throws FileException when nothing can be listed at all: SOURCE_NOT_FOUND, CONNECTION_FAILED, TIMEOUT
     */
    void list(Scope scope, BatchConsumer batches) throws FileException;

    /**
     * Reads a file from an offset to its end, into the sink. Asynchronous: it returns at once, or waits for this lane's
     * share. The sink is told the end exactly once, by {@code end} or {@code failed}.
     */
    void fetch(RemoteFile file, long from, FileSink sink);

    /** Stats the file again, following what the listing followed. */
    RemoteFile refresh(RemoteFile file) throws FileException;

    /**
     * Has the source compute the SHA-256 digest of a file by itself, without sending its bytes, and waits for that.
     *
     * @param prefix whether only as many bytes count as the file was listed with; else all that it has now
     * @throws FileException NOT_VERIFIED where the source does not offer that, or not for this file
     */
    OwnDigest digest(RemoteFile file, boolean prefix) throws FileException;

    /**
     * As {@link #fetch} from the first byte, over another connection than those that {@code fetch} uses: what one of
     * them mixes up, the other does not.
     */
    void fetchAgain(RemoteFile file, FileSink sink);

    @Override
    void close();
}
