package org.genericsftp.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.job.Progress;
import org.genericsftp.request.FileRequest;
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
    private final LongSupplier nanoTime;
    private final @Nullable Schedule schedule;
    private volatile long begunAtNanos;
    private @Nullable DoneTick lastTick;
    private StatusReport.@Nullable Sync last;

    /** The sync that has answered a tick: when it began, by elapsed time, and the number. */
    private record DoneTick(long number, long begunAtNanos) {}

    public Syncs(SyncSettings settings, ObservedJob job, String worker, Clock clock) {
        this(settings, job, worker, clock, System::nanoTime);
    }

    Syncs(SyncSettings settings, ObservedJob job, String worker, Clock clock, LongSupplier nanoTime) {
        this.settings = settings;
        this.job = job;
        this.worker = worker;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.schedule = Schedule.of(settings);
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

    /**
     * Runs one sync. How long its phases took is not in the report yet, for the last comes after it.
     *
     * @param listed takes what answers list: every outcome but UNCHANGED and CONSUMED
     * @param all takes every outcome
     */
    public SyncReport run(Order order, Cancellation cancellation, Progress progress, Outcomes listed, Outcomes all) {
        String syncId = UUID.randomUUID().toString();
        Instant startedAt = clock.instant();
        begunAtNanos = nanoTime.getAsLong();
        Highlights highlights = new Highlights(SyncReport.MOST_FILES);
        Outcomes outcomes = Outcomes.both(changesOf(Outcomes.both(highlights, listed)), all);
        job.removeLeftovers();
        Result result = job.run(settings.selection(), order.askedAt(), cancellation, progress, outcomes);
        return new SyncReport(
                syncId,
                settings.client(),
                worker,
                order.requestIds(),
                order.tick(),
                result,
                highlights.files(),
                highlights.omitted(),
                null,
                startedAt);
    }

    /** What every sync asks for. */
    public FileRequest request() {
        return settings.selection();
    }

    private static Outcomes changesOf(Outcomes receiver) {
        return new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                if (!outcome.outcome().isOnlyCountedBySyncs()) {
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
        if (tick != null) {
            lastTick = new DoneTick(tick, begunAtNanos);
        }
    }

    /** Whether this worker's last sync that a tick has started stands for this tick too: see {@link Schedule#standsFor}. */
    public synchronized boolean isDone(long tick) {
        if (schedule == null || lastTick == null) {
            return false;
        }
        Duration answered = schedule.standsFor(tick, lastTick.number());
        return nanoTime.getAsLong() - lastTick.begunAtNanos() < answered.toNanos();
    }

    /** The last sync that was done; null where there is none. */
    public synchronized StatusReport.@Nullable Sync last() {
        return last;
    }
}
