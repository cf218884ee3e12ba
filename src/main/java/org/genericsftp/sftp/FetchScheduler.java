package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.FileSink;
import org.jspecify.annotations.Nullable;

/**
 * Decides which OPEN or READ a session sends next, so that every lane gets on: they take turns by bytes (deficit round
 * robin), and none takes more of the handles and of the memory than it leaves free for others. Within a lane the files
 * come in the order in which they were asked for; those that are open come before those that are not.
 *
 * <p>Everything happens under the session's lock.
 */
final class FetchScheduler implements Multiplexer.Supply {
    /** How many bytes a lane may ask for in one turn. */
    private static final int QUANTUM = 256 * 1024;

    /** What a request costs of a lane's turn, whatever it brings. */
    private static final int OVERHEAD = 1024;

    /** With so many files open and not asked for, more are not opened. */
    private static final int OPEN_AHEAD = 32;

    /** How many times a file is opened again when the server may have been short of handles. */
    private static final int MOST_POSTPONEMENTS = 3;

    private final ReadBuffers buffers;
    private final InFlightWindow window = new InFlightWindow();
    private final Deque<LaneQueue> turns = new ArrayDeque<>();
    private int readBytes = Protocol.SAFE_READ;
    private HandleLimit handles = new HandleLimit(HandleLimit.USUAL);
    private boolean starved;

    FetchScheduler(ReadBuffers buffers) {
        this.buffers = buffers;
    }

    /** What the server has told of its limits. */
    void adopt(int longestRead, int mostHandles) {
        readBytes = longestRead;
        handles = new HandleLimit(mostHandles);
    }

    LaneQueue join(Multiplexer multiplexer, StatusErrors errors) {
        LaneQueue queue = new LaneQueue(multiplexer, errors);
        turns.add(queue);
        return queue;
    }

    @Override
    public @Nullable Exchange next() {
        starved = false;
        for (int lanes = turns.size(); lanes > 0; lanes--) {
            LaneQueue lane = turns.element();
            Exchange next = lane.next();
            if (next != null && lane.allowance > 0) {
                return next;
            }
            lane.allowance = QUANTUM;
            turns.add(turns.remove());
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    @Override
    public boolean waitsForMemory() {
        return starved;
    }

    @Override
    public void lost(FileException why) {
        turns.forEach(lane -> lane.failAll(why));
    }

    /** The files that one lane reads through this session. */
    final class LaneQueue implements FileFetch.Session {
        private final Multiplexer multiplexer;
        private final StatusErrors errors;
        private final Deque<FileFetch> waiting = new ArrayDeque<>();
        private final Deque<FileFetch> readable = new ArrayDeque<>();
        private final Set<FileFetch> fetches = new LinkedHashSet<>();
        private int handlesHeld;
        private long bytesHeld;
        private int allowance = QUANTUM;

        private LaneQueue(Multiplexer multiplexer, StatusErrors errors) {
            this.multiplexer = multiplexer;
            this.errors = errors;
        }

        void add(RemoteFile file, long from, FileSink sink, Executor deliveries) {
            FileFetch fetch = new FileFetch(file, from, sink, deliveries, this, readBytes);
            fetches.add(fetch);
            waiting.add(fetch);
            multiplexer.wake();
        }

        void failAll(FileException why) {
            List.copyOf(fetches).forEach(fetch -> fetch.fail(why));
        }

        /** Takes the lane off this session, once its last fetch has ended. */
        void leave(FileException why) {
            failAll(why);
            turns.remove(this);
        }

        private @Nullable Exchange next() {
            Exchange read = nextRead();
            return read != null ? read : nextOpen();
        }

        private @Nullable Exchange nextRead() {
            while (!readable.isEmpty()) {
                FileFetch fetch = readable.element();
                int length = fetch.nextLength(readBytes);
                if (length == 0) {
                    readable.remove();
                    fetch.setQueued(false);
                    continue;
                }
                if (!window.admits(length)) {
                    return null;
                }
                if (!fetch.hasGap() && !hasMemoryFor(length)) {
                    starved = true;
                    return null;
                }
                window.asked(length);
                allowance -= length + OVERHEAD;
                if (fetch.hasGap()) {
                    return fetch.readGap();
                }
                ByteBuffer buffer = buffers.acquire(length);
                bytesHeld += buffer.capacity();
                return fetch.readNext(buffer);
            }
            return null;
        }

        private boolean hasMemoryFor(int length) {
            return buffers.hasRoom(length)
                    && (bytesHeld == 0 || bytesHeld + ReadBuffers.sizeFor(length) <= buffers.freeBytes());
        }

        private @Nullable Exchange nextOpen() {
            while (!waiting.isEmpty() && readable.size() < OPEN_AHEAD && handles.admits(handlesHeld, contended())) {
                FileFetch fetch = waiting.remove();
                if (fetch.waiting()) {
                    handles.asked();
                    handlesHeld++;
                    allowance -= OVERHEAD;
                    return fetch.open();
                }
            }
            return null;
        }

        private boolean contended() {
            return turns.stream().anyMatch(lane -> lane != this && !lane.fetches.isEmpty());
        }

        @Override
        public Object lock() {
            return multiplexer;
        }

        @Override
        public StatusErrors errors() {
            return errors;
        }

        @Override
        public void send(Exchange exchange) {
            multiplexer.send(exchange);
        }

        @Override
        public void readable(FileFetch fetch) {
            if (!fetch.queued()) {
                fetch.setQueued(true);
                readable.add(fetch);
                multiplexer.wake();
            }
        }

        @Override
        public void reopen(FileFetch fetch) {
            waiting.addFirst(fetch);
            multiplexer.wake();
        }

        @Override
        public boolean postponed(FileFetch fetch, SftpReply refusal) {
            handlesHeld--;
            multiplexer.wake();
            boolean failed = refusal instanceof SftpReply.Status status && status.code() == Protocol.FAILURE;
            if (!failed) {
                handles.notGiven();
                return false;
            }
            if (!handles.refused() || fetch.postponements() >= MOST_POSTPONEMENTS) {
                return false;
            }
            fetch.postpone();
            waiting.addFirst(fetch);
            return true;
        }

        @Override
        public void answered(int bytes, long latencyNanos) {
            window.answered(bytes, latencyNanos);
            multiplexer.wake();
        }

        @Override
        public void handleGiven() {
            handles.given();
        }

        @Override
        public void handleFreed(FileFetch fetch) {
            handles.freed();
            handlesHeld--;
            multiplexer.wake();
        }

        @Override
        public void release(FileFetch fetch, ByteBuffer buffer) {
            buffers.release(buffer);
            synchronized (multiplexer) {
                bytesHeld -= buffer.capacity();
                multiplexer.wake();
            }
        }

        @Override
        public void abandon(FileFetch fetch, ByteBuffer buffer) {
            buffers.abandon(buffer);
            bytesHeld -= buffer.capacity();
        }

        @Override
        public void ended(FileFetch fetch) {
            fetches.remove(fetch);
        }
    }
}
