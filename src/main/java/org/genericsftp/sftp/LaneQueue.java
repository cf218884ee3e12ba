package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteName;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.Multiplexer;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.sftp.HandleLimit.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The files that one lane reads through one session, which takes them from the lane's backlog as it gets to open them.
 * Those that are open come before those that are not.
 *
 * <p>Everything happens under the session's lock.
 */
final class LaneQueue {
    /** What a request costs of a lane's turn, whatever it brings. */
    static final int REQUEST_COST = 1024;

    /** How many bytes a lane may ask for in one turn. */
    private static final int QUANTUM = 256 * 1024;

    /** With so many files open and not asked for, more are not opened. */
    private static final int OPEN_AHEAD = 32;

    private final FetchScheduler scheduler;
    private final Multiplexer multiplexer;
    private final StatusErrors errors;
    private final Backlog backlog;
    private final FilesToOpen toOpen;
    private final Deque<FileFetch> readable = new ArrayDeque<>();
    /** With the bytes that each will still ask for. */
    private final Map<FileFetch, Long> fetches = new LinkedHashMap<>();

    private int handlesHeld;
    private long bytesHeld;
    private long unaskedBytes;
    private int allowance = QUANTUM;
    private boolean waitsForWindow;
    private boolean waitsForMemory;

    LaneQueue(FetchScheduler scheduler, Multiplexer multiplexer, StatusErrors errors, Backlog backlog) {
        this.scheduler = scheduler;
        this.multiplexer = multiplexer;
        this.errors = errors;
        this.backlog = backlog;
        toOpen = new FilesToOpen(multiplexer.server(), scheduler.suspects(), backlog, this::begin);
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

    /** Whether a file waits for its OPEN. */
    boolean wantsToOpen() {
        return !toOpen.isEmpty();
    }

    /** The files that little has been read of, each of which may be why the session ends. */
    Stream<RemoteName> begun() {
        return fetches.keySet().stream()
                .filter(FileFetch::isAtItsBeginning)
                .map(fetch -> fetch.file().remoteName());
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

    /** Whether {@link #next} had a READ to send, and too many bytes are in flight for it. */
    boolean waitsForWindow() {
        return waitsForWindow;
    }

    /** Whether {@link #next} had a READ to send, and no memory for the answer. */
    boolean waitsForMemory() {
        return waitsForMemory;
    }

    private @Nullable Exchange nextRead() {
        waitsForWindow = false;
        waitsForMemory = false;
        while (!readable.isEmpty()) {
            FileFetch fetch = readable.element();
            int length = fetch.nextLength(scheduler.limits().readLength().bytes());
            if (length == 0) {
                readable.remove();
                fetch.setQueued(false);
                continue;
            }
            if (!scheduler.admits(length)) {
                waitsForWindow = true;
                return null;
            }
            Bandwidth bandwidth = scheduler.buffers().bandwidth();
            if (!bandwidth.allows() || (!fetch.hasGap() && !hasMemoryFor(length))) {
                waitsForMemory = true;
                return null;
            }
            bandwidth.take(length);
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

    /** The next OPEN; null if there is none, or if it must wait. */
    @Nullable
    Exchange nextOpen() {
        while (scheduler.limits().handles().admitsFile(handlesHeld, scheduler.contended(this))) {
            FileFetch fetch = toOpen.next(handlesHeld == 0, !scheduler.retired() && !hasEnoughToRead());
            if (fetch == null) {
                return null;
            }
            if (fetch.waiting()) {
                fetch.refusals().asked(scheduler.limits().handles().asked(Kind.FILE));
                handlesHeld++;
                allowance -= REQUEST_COST;
                return fetch.open();
            }
            scheduler.suspectLeft(fetch.file().remoteName());
        }
        return null;
    }

    private FileFetch begin(WantedFile wanted) {
        FileFetch fetch = new FileFetch(wanted, this, scheduler);
        recount(fetch);
        return fetch;
    }

    /** What one session has taken, another can't take over: so no more is taken ahead than this one soon asks for. */
    private boolean hasEnoughToRead() {
        return readable.size() >= OPEN_AHEAD
                || unaskedBytes >= 2 * scheduler.window().limitBytes();
    }

    Object lock() {
        return multiplexer;
    }

    StatusErrors errors() {
        return errors;
    }

    void send(Exchange exchange) {
        multiplexer.send(exchange);
    }

    /** It has READs to be sent. Telling this twice does no harm. */
    void readable(FileFetch fetch) {
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

    /** It needs another OPEN. */
    void reopen(FileFetch fetch) {
        recount(fetch);
        toOpen.addFirst(fetch);
        multiplexer.wake();
    }

    /** The server would not open it: true if it is to be tried again later. */
    boolean postponed(FileFetch fetch, SftpReply refusal) {
        handlesHeld--;
        multiplexer.wake();
        HandleLimit.Refusal why = scheduler.limits().refused(fetch.refusals(), refusal);
        toOpen.add(fetch, why);
        scheduler.handleFreed();
        return why != HandleLimit.Refusal.OWN;
    }

    /**
     * The server does not know a handle any more that is open. Returns whether that ends the session; it does not where
     * nothing else is open that could have been mixed up with it.
     */
    boolean handleForgotten(FileFetch fetch, SftpReply refusal) {
        if (scheduler.limits().handles().open() < 2) {
            return false;
        }
        scheduler.suspects().lostWith(fetch.file().remoteName());
        FileException unused = multiplexer.distrustHandles(errors.answered("READ of an open file", refusal));
        return true;
    }

    /** A READ for so many bytes was answered. */
    void answered(int bytes, long latencyNanos) {
        scheduler.answered(bytes, latencyNanos);
        multiplexer.wake();
    }

    /** The server has one handle more to give. */
    void handleFreed() {
        scheduler.limits().handles().freed(Kind.FILE);
        scheduler.handleFreed();
        handlesHeld--;
        multiplexer.wake();
    }

    /** A buffer has served. Called without the lock too. */
    void release(ByteBuffer buffer) {
        scheduler.buffers().release(buffer);
        synchronized (multiplexer) {
            bytesHeld -= buffer.capacity();
            multiplexer.wake();
        }
    }

    /** A buffer will not serve, but JSch's thread may still write to it. */
    void abandon(ByteBuffer buffer) {
        scheduler.buffers().abandon(buffer);
        bytesHeld -= buffer.capacity();
    }

    /** Nothing is left to be done for it. */
    void ended(FileFetch fetch) {
        if (fetch.isRead()) {
            scheduler.suspects().cleared(fetch.file().remoteName());
        }
        boolean suspectLeft = scheduler.suspectLeft(fetch.file().remoteName());
        Long unasked = fetches.remove(fetch);
        if (unasked != null) {
            unaskedBytes -= unasked;
        }
        // A file that failed may have been all that there was enough to read of.
        if (suspectLeft || (unasked != null && unasked > 0)) {
            multiplexer.wake();
        }
    }
}
