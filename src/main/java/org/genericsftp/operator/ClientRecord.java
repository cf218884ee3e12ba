package org.genericsftp.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.request.Response;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.SyncReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What was heard of one client since this worker started, from all of its workers. For any thread. */
final class ClientRecord {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final Duration NEWS_HOLDS = Duration.ofSeconds(20);
    private static final int MOST_WORKERS = 50;

    private final Series hour = Series.ofAnHour();
    private final Series day = Series.ofADay();
    /** When each worker was last heard, the latest last. */
    private final Map<String, Instant> workers = new LinkedHashMap<>();

    private final Map<String, StatusReport> others = new LinkedHashMap<>();
    private StatusReport.@Nullable Sync lastSync;
    private @Nullable ObjectNode check;
    private long version;

    /** What a worker is at. */
    record Running(String worker, StatusReport.Active active) {}

    Series hour() {
        return hour;
    }

    Series day() {
        return day;
    }

    void heard(Response event, Instant now) {
        hour.add(event, now);
        day.add(event, now);
        note(event, now);
    }

    private synchronized void note(Response event, Instant now) {
        if (event instanceof SyncReport report) {
            lastSync = new StatusReport.Sync(
                    report.syncId(),
                    report.startedAt(),
                    report.result().completedAt(),
                    report.result().status(),
                    report.result().totals());
        }
        seen(event.worker(), now);
        version++;
    }

    private void seen(String worker, Instant now) {
        workers.remove(worker);
        workers.put(worker, now);
        if (workers.size() > MOST_WORKERS) {
            workers.remove(workers.keySet().iterator().next());
        }
    }

    /** What another worker has told of itself. */
    synchronized void told(StatusReport report, Instant now) {
        if (!workers.containsKey(report.worker())) {
            version++;
        }
        seen(report.worker(), now);
        StatusReport before = others.remove(report.worker());
        others.put(report.worker(), before == null ? report : together(before, report));
        if (others.size() > MOST_WORKERS) {
            others.remove(others.keySet().iterator().next());
        }
    }

    /** While a worker finishes what runs of a client that was changed or paused, it answers twice. */
    private static StatusReport together(StatusReport one, StatusReport other) {
        if (!one.requestId().equals(other.requestId()) || one.active().isEmpty()) {
            return other;
        }
        return other.active().isEmpty() ? one : other.alsoAt(one.active());
    }

    /** The workers that were heard lately. */
    synchronized List<String> workers(Instant now) {
        workers.values().removeIf(at -> at.isBefore(now.minus(LATELY)));
        return List.copyOf(workers.keySet());
    }

    /** What other workers were at when they were last heard, if that is not long ago. */
    synchronized List<Running> runningElsewhere(Instant now) {
        others.keySet()
                .removeIf(worker -> workers.getOrDefault(worker, Instant.MIN).isBefore(now.minus(NEWS_HOLDS)));
        List<Running> running = new ArrayList<>();
        others.forEach((worker, report) -> report.active().forEach(active -> running.add(new Running(worker, active))));
        return running;
    }

    /** The last sync that any worker has told of. */
    synchronized StatusReport.@Nullable Sync lastSync() {
        return lastSync;
    }

    /** The last check that was asked for here, finished or not. */
    synchronized @Nullable ObjectNode check() {
        return check == null ? null : check.deepCopy();
    }

    /** Notes that one begins, unless one is under way; returns whether it does. */
    synchronized boolean beginCheck(ObjectNode begun) {
        boolean begins = !isBeingChecked();
        if (begins) {
            check(begun);
        }
        return begins;
    }

    synchronized void check(ObjectNode current) {
        check = current.deepCopy();
        version++;
    }

    synchronized boolean isBeingChecked() {
        return check != null && check.path("finishedAt").isNull();
    }

    /** Grows with what is noted here. */
    synchronized long version() {
        return version;
    }
}
