package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.JobReport;
import org.genericsftp.job.Progress;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.Totals;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyncsTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final List<FileOutcome> listed = new ArrayList<>();

    /** Finds one file that is there and one that is new; or breaks. */
    private record TwoFiles(boolean breaks) implements FileJob {
        @Override
        public JobReport run(
                FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
            outcomes.add(file("same.csv", Outcome.UNCHANGED));
            outcomes.add(file("new.csv", Outcome.COPIED));
            if (breaks) {
                throw new IllegalStateException("for the test");
            }
            return new JobReport(ReplyStatus.COMPLETED, new Totals(1, 1, 0, 0, 0, 7), null);
        }

        private static FileOutcome file(String name, Outcome outcome) {
            return new FileOutcome(name, new FileStamp(7, NOON), outcome, null, null, null);
        }

        @Override
        public void removeLeftovers() {}

        @Override
        public ConnectionReport check() {
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

    private ObservedJob job(boolean breaks) {
        ConnectionMonitor monitor = new ConnectionMonitor("plant-a", "w", clock, change -> {});
        return new ObservedJob(new TwoFiles(breaks), monitor, clock);
    }

    private Syncs syncs(boolean breaks, @Nullable Duration interval) {
        SyncSettings settings = new SyncSettings("plant-a", interval, FileRequest.EVERYTHING);
        return new Syncs(settings, job(breaks), "w", clock);
    }

    private SyncReport run(Syncs syncs, @Nullable Long tick) {
        Syncs.Order order = new Syncs.Order(List.of("r-1"), tick, NOON);
        return syncs.run(order, new Cancellation(), new Progress(), new Listed());
    }

    @Test
    void whatIsUnchangedIsCountedAndNotListed() {
        SyncReport report = run(syncs(false, null), null);
        assertThat(listed).extracting(FileOutcome::name).containsExactly("new.csv");
        assertThat(report.files()).extracting(FileOutcome::name).containsExactly("new.csv");
        assertThat(report.result().totals().unchanged()).isEqualTo(1);
        assertThat(report.requestIds()).containsExactly("r-1");
    }

    @Test
    void aJobThatBreaksHasAResultWithWhatItHadDone() {
        Result result = run(syncs(true, null), null).result();
        assertThat(result.status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(result.totals()).isEqualTo(new Totals(1, 1, 0, 0, 0, 7));
        assertThat(result.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    }

    @Test
    void aCheckThatBreaksHasAReport() {
        ConnectionReport report = job(true).check();
        assertThat(report.client()).isEqualTo("plant-a");
        assertThat(report.failure())
                .isNotNull()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    }

    @Test
    void aSyncIsDoneOnceItsAnswersAreOut() {
        Syncs syncs = syncs(false, Duration.ofDays(1));
        long today = NOON.toEpochMilli() / Duration.ofDays(1).toMillis() - 1;
        SyncReport report = run(syncs, today);
        assertThat(syncs.isDone(today)).isFalse();
        assertThat(syncs.last()).isNull();
        syncs.done(report);
        assertThat(syncs.isDone(today)).isTrue();
        assertThat(syncs.isDone(today - 1)).isTrue();
        assertThat(syncs.isDone(today + 2)).isFalse();
        assertThat(syncs.last())
                .isNotNull()
                .satisfies(last -> assertThat(last.syncId()).isEqualTo(report.syncId()));
    }

    @Test
    void aTickFromTheFutureStandsForNoneThatIsToCome() {
        Syncs syncs = syncs(false, Duration.ofDays(1));
        syncs.done(run(syncs, Long.MAX_VALUE));
        long tomorrow = NOON.toEpochMilli() / Duration.ofDays(1).toMillis() + 1;
        assertThat(syncs.isDone(tomorrow)).isFalse();
    }

    @Test
    void aClientWithoutIntervalKnowsNoTicks() {
        Syncs syncs = syncs(false, null);
        syncs.done(run(syncs, 7L));
        assertThat(syncs.isDone(7)).isFalse();
    }
}
