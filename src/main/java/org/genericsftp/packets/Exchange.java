package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * A request and what is to be done with its answer.
 *
 * @param into of a READ: where the bytes go, from its position on; at least as many as are asked for remain
 */
public record Exchange(SftpRequest request, @Nullable ByteBuffer into, Answer answer) {
    /** Told how it ended, once but for names in parts ({@link SftpReply#isLast}): on the session's own thread and under its lock, so it must be quick and must not block. */
    public interface Answer {
        void replied(SftpReply reply, long latencyNanos);

        /** The session ended before the answer came. */
        void lost(FileException why);
    }

    public static Exchange of(SftpRequest request, Answer answer) {
        return new Exchange(request, null, answer);
    }

    /** One that completes the future. */
    static Exchange of(SftpRequest request, CompletableFuture<SftpReply> future) {
        return of(request, new Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                future.complete(reply);
            }

            @Override
            public void lost(FileException why) {
                future.completeExceptionally(why);
            }
        });
    }
}
