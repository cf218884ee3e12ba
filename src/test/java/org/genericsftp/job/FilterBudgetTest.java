package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.NameFilter.Syntax;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.source.Batch;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterBudgetTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Cancellation cancellation = new Cancellation();

    @Nested
    class Budget {
        private final AtomicLong cpuTime = new AtomicLong();
        private final FilterBudget budget = new FilterBudget(Duration.ofSeconds(2), cancellation, cpuTime::get);

        private boolean take(Duration time) {
            cpuTime.addAndGet(time.toNanos());
            return true;
        }

        @Test
        void addsUpWhatTheMatchingTakesAndNothingElse() throws Exception {
            budget.spentOn(() -> take(Duration.ofSeconds(1)));
            take(Duration.ofHours(1));
            budget.answer(() -> take(Duration.ofSeconds(1)));
            budget.spentOn(() -> true);

            assertThatExceptionOfType(FileException.class)
                    .isThrownBy(() -> budget.spentOn(() -> take(Duration.ofNanos(1))))
                    .withMessageStartingWith("To hold the names against the filter has taken more than 2 s of the CPU")
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILTER);
                        assertThat(e.remedy()).isEqualTo(Remedy.NEVER);
                    });
        }

        @Test
        void endsTheMatchingOfOneBatchAsSoonAsItIsUsedUp() {
            AtomicLong names = new AtomicLong();
            assertThatExceptionOfType(FileException.class)
                    .isThrownBy(() -> budget.spentOn(() -> {
                        while (true) {
                            take(Duration.ofSeconds(1));
                            budget.spend(FilterBudget.STEPS_BETWEEN_LOOKS);
                            names.incrementAndGet();
                        }
                    }));
            assertThat(names).hasValue(2);
        }

        @Test
        void looksAtTheClockOnceInManySteps() throws Exception {
            AtomicLong looks = new AtomicLong();
            FilterBudget counted = new FilterBudget(Duration.ofSeconds(2), cancellation, looks::incrementAndGet);
            counted.spentOn(() -> {
                for (long steps = 0; steps < 10 * FilterBudget.STEPS_BETWEEN_LOOKS; steps += 100) {
                    counted.spend(100);
                }
                return true;
            });
            assertThat(looks).hasValue(12);
        }

        @Test
        void endsTheMatchingOfOneBatchWhenItIsCancelled() {
            FileException why = new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "That is enough");
            assertThatExceptionOfType(FileException.class)
                    .isThrownBy(() -> budget.spentOn(() -> {
                        while (true) {
                            cancellation.cancel(why);
                            budget.spend(1);
                        }
                    }))
                    .isSameAs(why);
        }
    }

    /** Real regular expressions that take some hundred milliseconds for each name, and hours for all. */
    @Nested
    class Jobs {
        @TempDir
        private Path copies;

        private final CountDownLatch listed = new CountDownLatch(1);

        @Test
        void endWhenTheyAreCancelledInTheMidstOfABatch() throws Exception {
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> run(Duration.ofDays(1)));
            listed.await();
            cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "That is enough"));
            assertThat(running).succeedsWithin(BOUND);
            assertThat(running.join().status()).isEqualTo(ReplyStatus.CANCELLED);
        }

        @Test
        void failWhenTheirFiltersTakeTooLong() {
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> run(Duration.ofMillis(1)));
            assertThat(running).succeedsWithin(BOUND);
            assertThat(running.join().status()).isEqualTo(ReplyStatus.FAILED);
            assertThat(running.join().error().code()).isEqualTo(ErrorCode.INVALID_FILTER);
        }

        private Result run(Duration budget) {
            JobSettings settings = new JobSettings("test", Duration.ZERO, Duration.ZERO, Verification.NONE, budget);
            ListedSource source = new ListedSource(batches -> {
                listed.countDown();
                batches.accept(new Batch(RelativePath.ROOT, Collections.nCopies(100_000, longName())));
            });
            try (LocalDestination destination = new LocalDestination(LocalSettings.of(copies), Clock.systemUTC());
                    Copier copier = new Copier(destination, new RetryPolicy(Duration.ZERO))) {
                return new CopyFiles(settings, source, destination, copier, Clock.systemUTC())
                        .run(starry(), Instant.now(), cancellation, new Progress(), new CollectedOutcomes());
            }
        }

        private SourceEntry longName() {
            String name = "ab".repeat(105);
            return new RemoteFile(new RelativePath(name), FileStamp.UNKNOWN, new RemoteName(new byte[] {'n'}));
        }

        private FileRequest starry() {
            List<String> regexes = IntStream.range(0, 900)
                    .mapToObj(i -> (i % 2 == 0 ? ".*a" : ".*b").repeat(13) + i + "z")
                    .toList();
            return FileRequest.EVERYTHING.withFilter(
                    FileFilter.EVERYTHING.withNames(NameFilter.of(regexes, List.of(), Syntax.REGEX, true, null)));
        }
    }
}
