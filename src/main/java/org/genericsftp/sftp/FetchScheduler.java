package org.genericsftp.sftp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteName;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.Multiplexer;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.packets.Supply;
import org.jspecify.annotations.Nullable;

/**
 * Decides which OPEN or READ a session sends next, so that every lane gets on: they take turns by bytes (deficit round
 * robin), and none takes more of the handles and of the memory than it leaves free for others. A lane that has to wait for
 * room or memory keeps its turn: else whoever is first each time that a little comes free would have all of it.
 *
 * <p>Everything happens under the session's lock.
 */
final class FetchScheduler implements Supply {
    private static final int FEW_FILES = 16;
    private static final long FEW_BYTES = 4 * 1024 * 1024;

    /** Where there was another job so recently, there may soon be one again. */
    private static final long RECENTLY_NANOS = Duration.ofSeconds(10).toNanos();

    private final ReadBuffers buffers;
    private final InFlightWindow window = new InFlightWindow();
    private final Deque<LaneQueue> turns = new ArrayDeque<>();
    /** Listings that wait for a handle, or for another suspect. */
    private final Set<Runnable> waiting = new LinkedHashSet<>();

    private long sharedAtNanos = System.nanoTime() - RECENTLY_NANOS;
    private long workDone;
    private long filesRead;
    private volatile boolean retired;
    private boolean starved;

    private final ServerProfile server;
    private final RequestOrder order;
    private final SessionHistory history;
    private final Suspects suspects;
    private SessionLimits limits;

    /** @param history of the client's sessions */
    FetchScheduler(ReadBuffers buffers, ServerProfile server, StatusErrors errors, SessionHistory history) {
        this.buffers = buffers;
        this.server = server;
        order = new RequestOrder(server, errors);
        limits = new SessionLimits(server, ServerLimits.UNTOLD, () -> true, ServerLimits.UNTOLD.openHandles());
        suspects = new Suspects(history.losses());
        this.history = history;
    }

    /** What the server has told of its limits, and what is known of them. */
    void adopt(SessionLimits newLimits) {
        limits = newLimits;
    }

    LaneQueue join(Multiplexer multiplexer, StatusErrors errors, Backlog backlog) {
        LaneQueue queue = new LaneQueue(this, multiplexer, errors, backlog);
        turns.add(queue);
        noteWhetherShared();
        multiplexer.wake();
        return queue;
    }

    void leave(LaneQueue lane) {
        noteWhetherShared();
        turns.remove(lane);
    }

    private void noteWhetherShared() {
        if (turns.size() > 1) {
            sharedAtNanos = System.nanoTime();
        }
    }

    private boolean isAlone() {
        return turns.size() < 2 && System.nanoTime() - sharedAtNanos > RECENTLY_NANOS;
    }

    @Override
    public @Nullable Exchange next() {
        starved = false;
        for (LaneQueue lane : List.copyOf(turns)) {
            Exchange next = lane.next();
            starved |= lane.waitsForMemory();
            if (next == null && lane.waitsForWindow()) {
                return nextOpen();
            }
            if (next == null ? !lane.waitsForMemory() : !lane.hasAllowance()) {
                endTurn(lane);
            }
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    /** The room that one lane waits for is not for the READs of others, however short they are; files can be opened. */
    private @Nullable Exchange nextOpen() {
        return turns.stream()
                .map(LaneQueue::nextOpen)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void endTurn(LaneQueue lane) {
        lane.renewAllowance();
        turns.remove(lane);
        turns.add(lane);
    }

    @Override
    public boolean waitsForMemory() {
        return starved;
    }

    @Override
    public void handlesNotReliable(int open, String why) {
        limits.handlesNotReliable(open, why);
    }

    @Override
    public void ending() {
        limits.lost();
        if (!limits.mixesHandles()) {
            suspects.sessionLost(turns.stream().flatMap(LaneQueue::begun));
        }
    }

    @Override
    public void lost(FileException why) {
        turns.forEach(lane -> lane.lost(why));
        handleFreed();
    }

    /** Takes no more files from the lanes' backlogs; those that it has begun with it ends. */
    void retire() {
        retired = true;
    }

    boolean retired() {
        return retired;
    }

    boolean hasFetches() {
        return turns.stream().anyMatch(LaneQueue::hasFetches);
    }

    /** Tells this once, when a handle has come free, or a suspect may be opened. */
    void tellWhenFreed(Runnable listener) {
        waiting.add(listener);
    }

    /** The server may have a handle more to give than before. */
    void handleFreed() {
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /** It is no longer being read. Returns whether another suspect may be opened now. */
    boolean suspectLeft(RemoteName name) {
        boolean left = suspects.left(name);
        if (left) {
            handleFreed();
        }
        return left;
    }

    /** Whether files wait to be opened, while folders have every handle and the session is at rest. */
    boolean isStuck() {
        return limits.handles().heldByFolders() && turns.stream().anyMatch(LaneQueue::wantsToOpen);
    }

    /** Whether other lanes than this one have something to ask for. */
    boolean contended(LaneQueue lane) {
        return turns.stream().anyMatch(other -> other != lane && other.wantsSomething());
    }

    /** Whether a READ for so many bytes may be sent now. */
    boolean admits(int bytes) {
        return window.admits(bytes, isAlone());
    }

    /** A READ for so many bytes was answered. */
    void answered(int bytes, long latencyNanos) {
        window.answered(bytes, latencyNanos, isAlone());
        workDone += bytes + LaneQueue.REQUEST_COST;
    }

    /** A file has been read to its end. */
    void fileRead() {
        filesRead++;
        history.breaches().achieved();
    }

    /** Whether more has come of it than a file or two, or a good deal of a large one. */
    boolean hasAchievedSomething() {
        return filesRead >= FEW_FILES || workDone >= FEW_BYTES;
    }

    /** The bytes that were asked for and answered so far, and for each request as much as it costs on top. */
    long workDone() {
        return workDone;
    }

    ServerProfile server() {
        return server;
    }

    RequestOrder order() {
        return order;
    }

    Suspects suspects() {
        return suspects;
    }

    ReadBuffers buffers() {
        return buffers;
    }

    InFlightWindow window() {
        return window;
    }

    SessionLimits limits() {
        return limits;
    }
}
