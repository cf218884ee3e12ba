package org.genericsftp.ssh;

import java.io.Closeable;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.ServerFact;

/**
 * A started sftp subsystem, as a pair of byte streams: what the server sends goes to the stream that the connecting
 * code was given, whose {@code close} tells the end; what the server shall get is written here.
 */
public interface SftpTransport extends Closeable {
    /** Writes block while the server takes nothing; a packet is sent at each flush. */
    OutputStream outgoing();

    /** How the server introduces itself in SSH ({@code SSH-2.0-OpenSSH_9.2}, RFC 4253, 4.2); empty where that is not known. */
    default String software() {
        return "";
    }

    /** What both sides have agreed on, and what is to be warned of. */
    default List<ServerFact> facts() {
        return List.of();
    }

    /** How the sftp subsystem ended, once it has, to be put behind a sentence; empty where that is not known. */
    default String lastWords() {
        return "";
    }

    /** Why the worker itself has ended it, where it has found a reason; nothing that came of that counts beside it. */
    default Optional<FileException> rejection() {
        return Optional.empty();
    }

    /**
     * Runs a command beside the subsystem, on the same connection. Waits for its end.
     *
     * @return what it printed; empty where the server runs none, or it printed more than it may, or took too long
     * @throws FileException the cancellation's reason
     */
    default Optional<byte[]> run(byte[] command, int mostBytes, Duration patience, Cancellation cancellation)
            throws FileException {
        return Optional.empty();
    }

    /** Ends the connection at once, also under a blocked write, from any thread. Safe to call twice. */
    @Override
    void close();
}
