package org.genericsftp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one client that wait, on the worker that looks after them; on the others it is empty. It is but a memory: their
 * messages lie at the broker. For any thread.
 */
final class WaitingRequests {
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** What one takes beyond its filters, and how much these take for each byte of the message: about that. */
    private static final int BYTES_OF_REQUEST = 1_000;

    private static final int BYTES_OF_BYTE = 4;

    /** A round may end early; one that several did not meet is not there. */
    private static final int MISSED_FOR_GOOD = 3;

    private final int most;
    private final int mostStanding;
    private final Clock clock;
    private final Map<String, WaitingRequest> byId = new HashMap<>();
    private long bytes;
    private int round;
    private boolean isFull;

    /**
     * @param most how many may wait
     * @param mostStanding how many of them may be standing requests
     * @param clock by which their ends are told
     */
    WaitingRequests(int most, int mostStanding, Clock clock) {
        this.most = most;
        this.mostStanding = mostStanding;
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    synchronized int count() {
        return (int) withoutEnd().count();
    }

    /** How many of them are standing requests. */
    synchronized int standing() {
        return (int) withoutEnd().filter(WaitingRequest::isStanding).count();
    }

    synchronized void renew(Set<CancelProof> shown) {
        Instant now = clock.instant();
        accepting(shown).forEach(request -> request.renew(now));
    }

    /** Whether any was renewed, and the messages at the broker do not say so. */
    synchronized boolean areRenewed() {
        return withoutEnd().anyMatch(WaitingRequest::isRenewed);
    }

    synchronized @Nullable WaitingRequest find(String id) {
        return byId.get(id);
    }

    /**
     * Adds one, unless it is there; where there are too many it is not remembered, and its wait ends at once. Returns whether it has
     * to be looked for.
     */
    synchronized boolean add(WaitingRequest request) {
        if (byId.containsKey(request.id())) {
            return false;
        }
        if (byId.size() >= most
                || (request.isStanding() && standing() >= mostStanding)
                || bytes + weight(request) > MOST_BYTES) {
            request.end(WaitSlip.End.TOO_MANY);
            isFull = true;
            return false;
        }
        byId.put(request.id(), request);
        bytes += weight(request);
        return request.end() == null;
    }

    synchronized void forget(Collection<WaitingRequest> gone) {
        for (WaitingRequest request : gone) {
            if (byId.remove(request.id(), request)) {
                bytes -= weight(request);
            }
        }
    }

    private static long weight(WaitingRequest request) {
        return BYTES_OF_REQUEST + (long) request.bytes() * BYTES_OF_BYTE;
    }

    synchronized void clear() {
        isFull = false;
        byId.clear();
        bytes = 0;
    }

    synchronized void end(WaitingRequest request, WaitSlip.End why) {
        request.end(why);
    }

    /** Ends the waits whose time has come. Returns all that have ended, for whatever reason. */
    synchronized List<WaitingRequest> endDue(Instant now) {
        byId.values().forEach(request -> request.endIfDue(now));
        return byId.values().stream().filter(request -> request.end() != null).toList();
    }

    /** Whether there were too many since the last round began, so that messages of others have to be sent on. */
    synchronized boolean isFull() {
        return isFull;
    }

    /** Under the lock. */
    private Stream<WaitingRequest> withoutEnd() {
        return byId.values().stream().filter(request -> request.end() == null);
    }

    /** Those that accept any of this. Under the lock. */
    private Stream<WaitingRequest> accepting(Set<CancelProof> shown) {
        return withoutEnd().filter(request -> !Collections.disjoint(request.cancelledBy(), shown));
    }

    /** Ends the waits of those that accept any of this. Returns how many. */
    synchronized long cancel(Set<CancelProof> shown) {
        List<WaitingRequest> cancelled = accepting(shown).toList();
        cancelled.forEach(request -> request.end(WaitSlip.End.CANCELLED));
        return cancelled.size();
    }

    /** Whether a request of this id waits. */
    synchronized boolean has(String requestId) {
        CancelProof granted = CancelProof.granted(requestId);
        return withoutEnd().anyMatch(request -> request.cancelledBy().contains(granted));
    }

    /** Begins a round through the messages at the broker. Returns its number. */
    synchronized int beginRound() {
        isFull = false;
        return ++round;
    }

    /** Returns why its wait has ended, if it has; and for one that was met in this round before, nothing. */
    synchronized Meeting meet(WaitingRequest request, int inRound) {
        return new Meeting(
                request.met(inRound),
                request.end(),
                request.isStanding() ? Duration.between(clock.instant(), request.until()) : null);
    }

    /**
     * That a round has met the message of a request.
     *
     * @param first whether it was the first time
     * @param end why its wait has ended; null while it lasts
     * @param leaseLeft of a standing request; null of any other
     */
    record Meeting(
            boolean first,
            WaitSlip.@Nullable End end,
            @Nullable Duration leaseLeft) {}

    /** A round is over. What has ended, and was not met again and again, is not at the broker any more: it is forgotten. */
    synchronized void endRound(int number) {
        List<WaitingRequest> lost = byId.values().stream()
                .filter(request -> request.end() != null && request.missedUnlessMet(number) >= MISSED_FOR_GOOD)
                .toList();
        forget(lost);
    }
}
