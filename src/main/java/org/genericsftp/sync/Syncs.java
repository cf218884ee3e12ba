package org.genericsftp.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.job.Progress;
import org.genericsftp.request.Highlights;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.SyncReport;
import org.jspecify.annotations.Nullable;

/** Carries out one client's syncs, one at a time, and remembers the last and which ticks are done. */
public final class Syncs {
    private final SyncSettings settings;
    private final ObservedJob job;
    private final String worker;
    private final Clock clock;
    private final @Nullable Interval interval;
    private long lastTick = -1;
    private StatusReport.@Nullable Sync last;

    public Syncs(SyncSettings settings, ObservedJob job, String worker, Clock clock) {
        this.settings = settings;
        this.job = job;
        this.worker = worker;
        this.clock = clock;
        this.interval = Interval.of(settings);
    }

    /**
     * Why a sync runs.
     *
     * @param requestIds of the triggers that it answers, ticks left out
     * @param tick the number of the latest tick that it answers; null where there is none
     * @param askedAt when it was asked for; the earliest, if more than once
     */
    public record Order(List<String> requestIds, @Nullable Long tick, Instant askedAt) {
        public Order {
            requestIds = List.copyOf(requestIds);
        }
    }

    /** @param listed takes what answers list: every outcome but UNCHANGED */
    public SyncReport run(Order order, Cancellation cancellation, Progress progress, Outcomes listed) {
        String syncId = UUID.randomUUID().toString();
        Instant startedAt = clock.instant();
        Highlights highlights = new Highlights(SyncReport.MOST_FILES);
        Outcomes changes = changesOf(Outcomes.both(highlights, listed));
        job.removeLeftovers();
        Result result = job.run(settings.selection(), order.askedAt(), cancellation, progress, changes);
        return new SyncReport(
                syncId,
                settings.client(),
                worker,
                order.requestIds(),
                order.tick(),
                result,
                highlights.files(),
                highlights.omitted(),
                startedAt);
    }

    private static Outcomes changesOf(Outcomes receiver) {
        return new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                if (outcome.outcome() != Outcome.UNCHANGED) {
                    receiver.add(outcome);
                }
            }

            @Override
            public void restart() {
                receiver.restart();
            }
        };
    }

    /** To be told once the answers are out: until then a sync may have to be done again. */
    public synchronized void done(SyncReport report) {
        Result result = report.result();
        last = new StatusReport.Sync(
                report.syncId(), report.startedAt(), result.completedAt(), result.status(), result.totals());
        Long tick = report.tick();
        if (tick != null && interval != null) {
            // Anybody can send a tick: one from the far future must not stand for all that come until then.
            lastTick = Math.max(lastTick, Math.min(tick, interval.numberAt(clock.instant())));
        }
    }

    /** Whether the tick, or a later one, has been answered by this worker. */
    public synchronized boolean isDone(long tick) {
        return tick <= lastTick;
    }

    /** The last sync that was done; null where there is none. */
    public synchronized StatusReport.@Nullable Sync last() {
        return last;
    }
}
