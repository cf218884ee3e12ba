package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.FileException;
import org.genericsftp.sftp.HandleLimit.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The files that one lane reads through one session, which takes them from the lane's backlog as it gets to open them.
 * Those that are open come before those that are not.
 *
 * <p>Everything happens under the session's lock.
 */
final class LaneQueue implements FileFetch.Session {
    /** What a request costs of a lane's turn, whatever it brings. */
    static final int REQUEST_COST = 1024;

    /** How many bytes a lane may ask for in one turn. */
    private static final int QUANTUM = 256 * 1024;

    /** With so many files open and not asked for, more are not opened. */
    private static final int OPEN_AHEAD = 32;

    /** How many times a file is opened again when the server may have been short of handles. */
    private static final int MOST_POSTPONEMENTS = 3;

    private final FetchScheduler scheduler;
    private final Multiplexer multiplexer;
    private final StatusErrors errors;
    private final Backlog backlog;
    private final Deque<FileFetch> reopening = new ArrayDeque<>();
    private final Deque<FileFetch> readable = new ArrayDeque<>();
    /** With the bytes that each will still ask for. */
    private final Map<FileFetch, Long> fetches = new LinkedHashMap<>();

    private int handlesHeld;
    private long bytesHeld;
    private long unaskedBytes;
    private int allowance = QUANTUM;

    LaneQueue(FetchScheduler scheduler, Multiplexer multiplexer, StatusErrors errors, Backlog backlog) {
        this.scheduler = scheduler;
        this.multiplexer = multiplexer;
        this.errors = errors;
        this.backlog = backlog;
    }

    /** The session has ended: its files fail, and those that no session has begun with, if there is none left for them. */
    void lost(FileException why) {
        failAll(why);
        backlog.sessionLost(why);
    }

    /** Takes the lane off this session, once its last fetch has ended. */
    void leave(FileException why) {
        failAll(why);
        scheduler.leave(this);
    }

    private void failAll(FileException why) {
        List.copyOf(fetches.keySet()).forEach(fetch -> fetch.fail(why));
    }

    boolean hasFetches() {
        return !fetches.isEmpty();
    }

    boolean wantsSomething() {
        return hasFetches() || !backlog.isEmpty();
    }

    boolean hasAllowance() {
        return allowance > 0;
    }

    void renewAllowance() {
        allowance = QUANTUM;
    }

    /** What the lane asks for next; null if nothing, or if it must wait. */
    @Nullable
    Exchange next() {
        Exchange read = nextRead();
        return read != null ? read : nextOpen();
    }

    private @Nullable Exchange nextRead() {
        while (!readable.isEmpty()) {
            FileFetch fetch = readable.element();
            int length = fetch.nextLength(scheduler.readLength().bytes());
            if (length == 0) {
                readable.remove();
                fetch.setQueued(false);
                continue;
            }
            if (!scheduler.window().admits(length)) {
                return null;
            }
            if (!fetch.hasGap() && !hasMemoryFor(length)) {
                scheduler.starve();
                return null;
            }
            scheduler.window().asked(length);
            allowance -= length + REQUEST_COST;
            if (fetch.hasGap()) {
                return fetch.readGap();
            }
            return readNext(fetch, length);
        }
        return null;
    }

    private Exchange readNext(FileFetch fetch, int length) {
        ByteBuffer buffer = scheduler.buffers().acquire(length);
        bytesHeld += buffer.capacity();
        Exchange read = fetch.readNext(buffer);
        recount(fetch);
        return read;
    }

    private void recount(FileFetch fetch) {
        Long before = fetches.put(fetch, fetch.unaskedBytes());
        unaskedBytes += fetch.unaskedBytes() - (before == null ? 0 : before);
    }

    private boolean hasMemoryFor(int length) {
        ReadBuffers buffers = scheduler.buffers();
        return buffers.hasRoom(length)
                && (bytesHeld == 0 || bytesHeld + ReadBuffers.sizeFor(length) <= buffers.freeBytes());
    }

    private @Nullable Exchange nextOpen() {
        while (scheduler.handles().admitsFile(handlesHeld, scheduler.contended(this))) {
            FileFetch fetch = nextToOpen();
            if (fetch == null) {
                return null;
            }
            if (fetch.waiting()) {
                scheduler.handles().asked(Kind.FILE);
                handlesHeld++;
                allowance -= REQUEST_COST;
                return fetch.open();
            }
        }
        return null;
    }

    private @Nullable FileFetch nextToOpen() {
        FileFetch again = reopening.poll();
        if (again != null || scheduler.retired() || hasEnoughToRead()) {
            return again;
        }
        WantedFile wanted = backlog.poll();
        if (wanted == null) {
            return null;
        }
        FileFetch fetch = new FileFetch(wanted, this);
        recount(fetch);
        return fetch;
    }

    /** What one session has taken, another can't take over: so no more is taken ahead than this one soon asks for. */
    private boolean hasEnoughToRead() {
        return readable.size() >= OPEN_AHEAD
                || unaskedBytes >= 2 * scheduler.window().limitBytes();
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
        if (fetch.hasGap()) {
            // What came short holds memory that others may wait for, and needs none: it must not stand behind them.
            readable.remove(fetch);
            readable.addFirst(fetch);
        } else if (!fetch.queued()) {
            readable.add(fetch);
        }
        fetch.setQueued(true);
        multiplexer.wake();
    }

    @Override
    public void reopen(FileFetch fetch) {
        recount(fetch);
        reopening.addFirst(fetch);
        multiplexer.wake();
    }

    @Override
    public boolean postponed(FileFetch fetch, SftpReply refusal) {
        handlesHeld--;
        multiplexer.wake();
        scheduler.handleFreed();
        boolean failed = refusal instanceof SftpReply.Status status && status.code() == Protocol.FAILURE;
        if (!failed) {
            scheduler.handles().notGiven(Kind.FILE);
            return false;
        }
        if (!scheduler.handles().refused(Kind.FILE) || fetch.postponements() >= MOST_POSTPONEMENTS) {
            return false;
        }
        fetch.postpone();
        reopening.addFirst(fetch);
        return true;
    }

    @Override
    public void answered(int bytes, long latencyNanos) {
        scheduler.answered(bytes, latencyNanos);
        multiplexer.wake();
    }

    @Override
    public void arrived(int asked, int length) {
        scheduler.readLength().arrived(asked, length);
    }

    @Override
    public void handleGiven() {
        scheduler.handles().given();
    }

    @Override
    public void handleFreed() {
        scheduler.handles().freed(Kind.FILE);
        scheduler.handleFreed();
        handlesHeld--;
        multiplexer.wake();
    }

    @Override
    public void release(ByteBuffer buffer) {
        scheduler.buffers().release(buffer);
        synchronized (multiplexer) {
            bytesHeld -= buffer.capacity();
            multiplexer.wake();
        }
    }

    @Override
    public void abandon(ByteBuffer buffer) {
        scheduler.buffers().abandon(buffer);
        bytesHeld -= buffer.capacity();
    }

    @Override
    public void ended(FileFetch fetch) {
        Long unasked = fetches.remove(fetch);
        unaskedBytes -= unasked == null ? 0 : unasked;
    }
}
