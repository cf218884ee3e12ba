package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Hands one file's bytes to its sink, on the lane's executor: in order, one call at a time, and the end exactly once.
 * Everything but {@link #run} happens under the session's lock.
 */
final class Delivery {
    private final WantedFile wanted;
    private final FileFetch fetch;
    private final LaneQueue lane;
    private final Deque<ByteBuffer> inbox = new ArrayDeque<>();
    private @Nullable FileStamp afterRead;
    private @Nullable FileException failure;
    private boolean running;
    private boolean toldEnd;

    Delivery(WantedFile wanted, FileFetch fetch, LaneQueue lane) {
        this.wanted = wanted;
        this.fetch = fetch;
        this.lane = lane;
        wanted.sink().begun(this::end);
    }

    private void end(FileException why) {
        synchronized (lane.lock()) {
            fetch.fail(why);
        }
    }

    /** The next bytes of the file. */
    void add(ByteBuffer bytes) {
        inbox.add(bytes);
        schedule();
    }

    /** All bytes have been added. */
    void end(FileStamp stamp) {
        afterRead = stamp;
        schedule();
    }

    /** No more bytes come, and those that have not been handed over are dropped. */
    void fail(FileException why) {
        if (failure != null || toldEnd) {
            return;
        }
        failure = why;
        inbox.forEach(lane::release);
        inbox.clear();
        schedule();
    }

    boolean toldEnd() {
        return toldEnd;
    }

    private void schedule() {
        boolean something = !inbox.isEmpty() || failure != null || afterRead != null;
        if (running || toldEnd || !something) {
            return;
        }
        running = true;
        try {
            wanted.deliveries().execute(this::run);
        } catch (RejectedExecutionException e) {
            stop(e);
        }
    }

    private void stop(RejectedExecutionException cause) {
        FileException why = failure;
        if (why == null) {
            why = new FileException(
                    ErrorCode.CANCELLED, Remedy.LATER, "The worker stops, with " + name() + " unread", cause);
            fail(why);
            fetch.failWith(why);
        }
        toldEnd = true;
        wanted.sink().failed(why);
        fetch.advance();
    }

    private void run() {
        for (ByteBuffer next = take(); next != null; next = take()) {
            pass(next);
        }
        FileException why;
        FileStamp stamp;
        synchronized (lane.lock()) {
            running = false;
            why = failure;
            stamp = afterRead;
            if (!inbox.isEmpty() || (why == null && stamp == null)) {
                schedule();
                return;
            }
            toldEnd = true;
        }
        try {
            if (why != null) {
                wanted.sink().failed(why);
            } else if (stamp != null) {
                wanted.sink().end(stamp);
            }
        } finally {
            synchronized (lane.lock()) {
                fetch.advance();
            }
        }
    }

    private @Nullable ByteBuffer take() {
        synchronized (lane.lock()) {
            return inbox.poll();
        }
    }

    private void pass(ByteBuffer bytes) {
        FileException refusal = null;
        try {
            wanted.sink().next(bytes);
        } catch (FileException e) {
            refusal = e;
        } catch (RuntimeException e) {
            refusal = new FileException(ErrorCode.INTERNAL_ERROR, Remedy.NEVER, "Cannot take " + name() + ": " + e, e);
        }
        lane.release(bytes);
        if (refusal != null) {
            synchronized (lane.lock()) {
                fetch.failWith(refusal);
            }
        }
    }

    private String name() {
        return Printable.escape(wanted.file().name());
    }
}
