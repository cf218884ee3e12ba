package org.genericsftp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.StatusReport;
import org.jspecify.annotations.Nullable;

/** The requests of one client that are being worked on, and the cancellations of those that may still come. */
final class RunningRequests {
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Set<RunningRequest> running = ConcurrentHashMap.newKeySet();
    private final WaitingRequests waiting;
    private final Set<Cancellation> afterReplies = ConcurrentHashMap.newKeySet();
    private final Duration renewalsFor;
    private final Map<CancelProof, Instant> cancelled = new LinkedHashMap<>();
    private final Map<CancelProof, Instant> renewed = new LinkedHashMap<>();

    /**
     * @param waiting those that wait here, which are cancelled, too
     * @param longestLease that a renewal can be of use for
     */
    RunningRequests(Clock clock, ScheduledExecutorService timer, WaitingRequests waiting, Duration longestLease) {
        this.waiting = waiting;
        this.renewalsFor = longestLease;
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Until that is closed it ends when it is cancelled, or was before it came; when it expires; when the connection is lost, or
     * the broker takes the letter back.
     */
    Cancellation.Registration begin(
            RunningRequest request, LetterTimes.@Nullable Expiry expires, Transaction transaction) {
        running.add(request);
        if (transaction.isLost()) {
            request.breakOff(BrokenOffException.Reason.CONNECTION_LOST);
        }
        transaction.whenTaken(() -> request.breakOff(BrokenOffException.Reason.TAKEN_BACK));
        if (isCancelled(request.cancelledBy())) {
            request.cancel();
        }
        Future<?> expiry = expires == null ? null : schedule(expires, request);
        return () -> {
            running.remove(request);
            if (expiry != null) {
                expiry.cancel(false);
            }
        };
    }

    private @Nullable Future<?> schedule(LetterTimes.Expiry expires, RunningRequest request) {
        if (expires.left().isZero()) {
            request.expire(expires.reason());
            return null;
        }
        return at(expires, () -> request.expire(expires.reason()));
    }

    /** Has this done at that time, unless it is cancelled before; must not block. */
    Future<?> at(LetterTimes.Expiry expiry, Runnable act) {
        return timer.schedule(act, expiry.left().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the request that accepts any of this, and those that begin within the next ten minutes. Returns how many it ended. */
    long cancel(Set<CancelProof> shown) {
        shown.forEach(one -> remember(cancelled, one, REMEMBERED_FOR));
        long waited = waiting.cancel(shown);
        List<RunningRequest> ended = running.stream()
                .filter(request -> !Collections.disjoint(request.cancelledBy(), shown))
                .toList();
        ended.forEach(RunningRequest::cancel);
        return waited + ended.size();
    }

    /** Whether a request of this id runs here, or waits. */
    boolean isRunning(String id) {
        return waiting.has(id)
                || running.stream().anyMatch(request -> request.cancelledBy().contains(CancelProof.granted(id)));
    }

    /** Renews the standing request that accepts any of this, also where it is being answered, or its message lies in a queue. */
    void renew(Set<CancelProof> shown) {
        shown.forEach(one -> remember(renewed, one, renewalsFor));
        waiting.renew(shown);
    }

    /** When a standing request that accepts this was renewed last; null where it was not, or no lease is that long. */
    synchronized @Nullable Instant renewedAt(Set<CancelProof> accepted) {
        Instant oldest = clock.instant().minus(renewalsFor);
        return accepted.stream()
                .map(renewed::get)
                .filter(at -> at != null && !at.isBefore(oldest))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private synchronized void remember(Map<CancelProof, Instant> all, CancelProof shown, Duration time) {
        Instant now = clock.instant();
        all.remove(shown);
        all.put(shown, now);
        Instant oldest = now.minus(time);
        Iterator<Instant> byAge = all.values().iterator();
        while (byAge.hasNext() && (byAge.next().isBefore(oldest) || all.size() > MOST_REMEMBERED)) {
            byAge.remove();
        }
    }

    /** Whether a request that accepts this is not wanted any more. */
    synchronized boolean isCancelled(Set<CancelProof> accepted) {
        Instant oldest = clock.instant().minus(REMEMBERED_FOR);
        return accepted.stream().map(cancelled::get).anyMatch(at -> at != null && !at.isBefore(oldest));
    }

    /** Ends all attempts, unanswered. */
    void breakOffAll(BrokenOffException.Reason why) {
        running.forEach(request -> request.breakOff(why));
        if (why == BrokenOffException.Reason.WORKER_ENDS) {
            FileException ends = new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The worker ends");
            afterReplies.forEach(afterReply -> afterReply.cancel(ends));
        }
    }

    /** Until that is closed, it is cancelled when the worker ends; by nothing else, as the request has been answered. */
    Cancellation.Registration untilTheEnd(Cancellation afterReply) {
        afterReplies.add(afterReply);
        return () -> afterReplies.remove(afterReply);
    }

    int count() {
        return running.size();
    }

    /** The longest running first. */
    List<StatusReport.Active> describe() {
        return running.stream()
                .map(RunningRequest::describe)
                .sorted(Comparator.comparing(StatusReport.Active::startedAt))
                .toList();
    }
}
