package org.genericsftp.share;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is being written over one connection and not yet confirmed, by all files together. It is bounded, so that the
 * server's credits never run out (the client gives up after 5 s without one), and that on a slow line the answer to the
 * last byte still comes in time.
 */
final class WriteWindow {
    private static final long MOST_BYTES = 4 * 1024 * 1024;

    private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicLong unconfirmedBytes = new AtomicLong();

    private record Sent(Future<?> answer, int bytes) {}

    void add(Future<?> answer, int bytes) {
        unconfirmedBytes.addAndGet(bytes);
        sent.add(new Sent(answer, bytes));
    }

    /** Waits, for the oldest first, until there is room. What became of a write is for its own file to see. */
    void awaitRoom() throws InterruptedException {
        while (unconfirmedBytes.get() >= MOST_BYTES) {
            Sent oldest = sent.poll();
            if (oldest == null) {
                return;
            }
            try {
                oldest.answer.get();
            } catch (ExecutionException e) {
                // Its own file asks again.
            }
            unconfirmedBytes.addAndGet(-oldest.bytes);
        }
    }
}
