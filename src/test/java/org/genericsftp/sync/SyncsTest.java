package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.job.Delivered;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.JobFigures;
import org.genericsftp.job.Progress;
import org.genericsftp.job.Sighting;
import org.genericsftp.job.Sought;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.SyncTrigger;
import org.genericsftp.request.Totals;
import org.genericsftp.source.SourceFigures;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final List<FileOutcome> listed = new ArrayList<>();

    /** Finds one file that is there and one that is new. */
    private record TwoFiles() implements FileJob {
        @Override
        public Result run(
                FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
            outcomes.add(file("same.csv", Outcome.UNCHANGED));
            outcomes.add(file("new.csv", Outcome.COPIED));
            return new Result(ReplyStatus.COMPLETED, new Totals(1, 1, 0, 0, 0, 7), null, NOON);
        }

        private static FileOutcome file(String name, Outcome outcome) {
            return new FileOutcome(name, new FileStamp(7, NOON), outcome, null, null, null);
        }

        @Override
        public List<Sighting> look(List<Sought> sought, Cancellation cancellation) {
            throw new UnsupportedOperationException("Nobody waits here");
        }

        @Override
        public void afterwards(
                FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
            throw new IllegalStateException("for the test");
        }

        @Override
        public void removeLeftovers() {}

        @Override
        public Set<String> layouts() {
            return Set.of();
        }

        @Override
        public JobFigures figures() {
            return new JobFigures(new SourceFigures(0, 0, 0, 0, 0, Duration.ZERO), 0, 0);
        }

        @Override
        public List<ServerFact> serverFacts() {
            return List.of();
        }

        @Override
        public ConnectionReport check(Consumer<StageResult> whenEnded) {
            throw new IllegalStateException("for the test");
        }
    }

    private final class Listed implements Outcomes {
        @Override
        public void add(FileOutcome outcome) {
            listed.add(outcome);
        }

        @Override
        public void restart() {
            listed.clear();
        }
    }

    private ObservedJob job() {
        ConnectionMonitor monitor = new ConnectionMonitor("plant-a", "w", clock, change -> {});
        return new ObservedJob(new TwoFiles(), monitor, clock);
    }

    private Syncs syncs(@Nullable Duration interval) {
        SyncSettings settings = new SyncSettings("plant-a", interval, FileRequest.EVERYTHING);
        return new Syncs(settings, job(), "w", clock, clock::nanoTime);
    }

    private SyncReport run(Syncs syncs, @Nullable Long tick) {
        Syncs.Order order = new Syncs.Order(List.of("r-1"), tick, NOON);
        return syncs.run(order, new Cancellation(), new Progress(), new Listed(), Outcomes.NOBODY);
    }

    @Test
    void whatIsUnchangedIsCountedAndNotListed() {
        SyncReport report = run(syncs(null), null);
        assertThat(listed).extracting(FileOutcome::name).containsExactly("new.csv");
        assertThat(report.files()).extracting(FileOutcome::name).containsExactly("new.csv");
        assertThat(report.result().totals().unchanged()).isEqualTo(1);
        assertThat(report.requestIds()).containsExactly("r-1");
    }

    @Test
    void aCheckThatBreaksHasAReport() {
        ConnectionReport report = job().check();
        assertThat(report.client()).isEqualTo("plant-a");
        assertThat(report.failure())
                .isNotNull()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    }

    @Test
    void aSyncIsDoneOnceItsAnswersAreOut() {
        Syncs syncs = syncs(HOUR);
        SyncReport report = run(syncs, 7L);
        assertThat(syncs.isDone(7)).isFalse();
        assertThat(syncs.last()).isNull();
        syncs.done(report);
        assertThat(syncs.isDone(7)).isTrue();
        assertThat(syncs.last())
                .isNotNull()
                .satisfies(last -> assertThat(last.syncId()).isEqualTo(report.syncId()));
    }

    @Test
    void aTickIsDoneForHalfAnIntervalAndForLongerUnlessItsNumberIsLater() {
        Syncs syncs = syncs(HOUR);
        syncs.done(run(syncs, 7L));
        clock.move(Duration.ofMinutes(29));
        assertThat(syncs.isDone(8)).isTrue();
        clock.move(Duration.ofMinutes(1));
        assertThat(syncs.isDone(8)).isFalse();
        assertThat(syncs.isDone(7)).isTrue();
        clock.move(Duration.ofMinutes(44));
        assertThat(syncs.isDone(7)).isTrue();
        clock.move(Duration.ofMinutes(1));
        assertThat(syncs.isDone(7)).isFalse();
        assertThat(syncs.isDone(3)).isFalse();
    }

    @Test
    void aTickIsDoneFromTheBeginOfItsSync() {
        Syncs syncs = syncs(HOUR);
        SyncReport report = run(syncs, 7L);
        clock.move(HOUR);
        syncs.done(report);
        assertThat(syncs.isDone(8)).isFalse();
    }

    @Test
    void aTickFromTheFutureStandsForNoneThatIsToCome() {
        Syncs syncs = syncs(HOUR);
        syncs.done(run(syncs, Long.MAX_VALUE));
        clock.move(HOUR.multipliedBy(2));
        assertThat(syncs.isDone(8)).isFalse();
    }

    /** Workers of one client, each with a clock of its own; one of them syncs, and gets the ticks of all. */
    private final class Workers {
        private final Syncs syncs = syncs(HOUR);
        private final List<SettableClock> clocks = new ArrayList<>();
        private final List<IntervalTicker> tickers = new ArrayList<>();
        private final List<Duration> begun = new ArrayList<>();

        Workers(int... aheadSeconds) {
            SyncSettings settings = new SyncSettings("plant-a", HOUR, FileRequest.EVERYTHING);
            for (int ahead : aheadSeconds) {
                SettableClock own = new SettableClock(NOON.plusSeconds(ahead));
                clocks.add(own);
                tickers.add(new IntervalTicker(settings, own, own::nanoTime, this::take));
            }
        }

        private void take(SyncTrigger tick) {
            long number = Objects.requireNonNull(tick.tick());
            if (!syncs.isDone(number)) {
                begun.add(Duration.ofNanos(clock.nanoTime()));
                syncs.done(run(syncs, number));
            }
        }

        void runFor(Duration time) {
            for (long minute = 0; minute < time.toMinutes(); minute++) {
                clock.move(Duration.ofMinutes(1));
                clocks.forEach(own -> own.move(Duration.ofMinutes(1)));
                tickers.forEach(IntervalTicker::poll);
            }
        }

        Duration longestGap() {
            Duration longest = Duration.ZERO;
            for (int i = 1; i < begun.size(); i++) {
                Duration gap = begun.get(i).minus(begun.get(i - 1));
                longest = gap.compareTo(longest) > 0 ? gap : longest;
            }
            return longest;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 700, 1800, 3599, -2, -1800, -7200, 86_400})
    void ticksOfWorkersWhoseClocksDifferAreOneSyncPerInterval(int aheadSeconds) {
        Workers workers = new Workers(0, aheadSeconds, aheadSeconds / 2, -aheadSeconds);
        workers.runFor(HOUR.multipliedBy(4));
        workers.begun.clear();
        workers.runFor(HOUR.multipliedBy(24));
        assertThat(workers.begun).hasSize(24);
        assertThat(workers.longestGap()).isBetween(HOUR, HOUR.plusMinutes(1));
    }

    @Test
    void aWorkerWhoseClockIsSetBackSyncsOn() {
        for (int minutesBack = 1; minutesBack < 300; minutesBack++) {
            Workers worker = new Workers(0);
            worker.runFor(HOUR.multipliedBy(2).plusMinutes(5));
            worker.clocks.get(0).set(Duration.ofMinutes(-minutesBack));
            worker.runFor(HOUR.multipliedBy(8));
            assertThat(worker.longestGap()).as("%d min", minutesBack).isLessThanOrEqualTo(Duration.ofMinutes(135));
            assertThat(worker.begun).as("%d min", minutesBack).hasSizeBetween(8, 11);
        }
    }

    @Test
    void syncsGoOnWhateverTheClocksDo() {
        Random random = new Random(4711);
        Workers workers = new Workers(0, 4000, -90_000);
        for (int i = 0; i < 500; i++) {
            workers.clocks.get(random.nextInt(3)).set(Duration.ofMinutes(random.nextInt(4000) - 2000));
            workers.runFor(Duration.ofMinutes(random.nextInt(180)));
        }
        assertThat(workers.longestGap()).isLessThanOrEqualTo(Duration.ofMinutes(165));
    }

    @Test
    void aClientWithoutIntervalKnowsNoTicks() {
        Syncs syncs = syncs(null);
        syncs.done(run(syncs, 7L));
        assertThat(syncs.isDone(7)).isFalse();
    }
}
