package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.Verification;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.plan.Layout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a copy whose fetch breaks off: it goes on where it was, if what is there still fits. */
class BrokenOffCopiesTest {
    private static final RelativePath PATH = new RelativePath("big.bin");
    private static final FileStamp STAMP = new FileStamp(8_000_000, Instant.parse("2026-11-01T10:00:00Z"));
    private static final FileStamp LATER = new FileStamp(8_000_000, Instant.parse("2026-11-01T10:00:07Z"));
    private static final int OVERLAP = PartialCopy.OVERLAP_BYTES;

    @TempDir
    Path copies;

    private CopyRules rules = new CopyRules(DigestAlgorithm.SHA_256, Verification.NONE, false, null, Layout.PLAIN);
    private final byte[] content = random(1);
    private final Cancellation cancellation = new Cancellation();
    private final Partials partials = new Partials();
    private final Listed outcomes = new Listed();
    private final LongAdder received = new LongAdder();
    private final ExecutorService job = Executors.newSingleThreadExecutor();
    private LocalDestination destination;
    private Copier copier;
    private ScriptedLane lane;

    private static final class Listed implements Outcomes {
        private final List<FileOutcome> files = new ArrayList<>();

        @Override
        public void add(FileOutcome outcome) {
            files.add(outcome);
        }

        @Override
        public void restart() {
            files.clear();
        }
    }

    @BeforeEach
    void open() {
        destination = new LocalDestination(LocalSettings.of(copies), Clock.systemUTC());
        copier = new Copier(destination, new RetryPolicy(Duration.ofMinutes(1)));
        lane = new ScriptedLane(content, STAMP, destination.writers());
    }

    @AfterEach
    void close() {
        job.shutdownNow();
        partials.close();
        copier.close();
        destination.close();
    }

    private static byte[] random(long seed) {
        byte[] bytes = new byte[(int) STAMP.sizeBytes()];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static RemoteFile file() {
        return new RemoteFile(PATH, STAMP, new RemoteName("/big.bin".getBytes(StandardCharsets.UTF_8)));
    }

    private Copying copying(ScriptedLane from) {
        return copier.start(from, rules, cancellation, outcomes, copied -> {}, received::add, partials);
    }

    private FileOutcome copy() throws FileException {
        Copying copying = copying(lane);
        copying.copy(file());
        copying.finish();
        return outcomes.files.get(outcomes.files.size() - 1);
    }

    private void assertCopied(FileOutcome outcome, byte[] expected) throws IOException {
        assertThat(outcome.outcome()).as("%s", outcome).isEqualTo(Outcome.COPIED);
        assertThat(copies.resolve("big.bin")).hasBinaryContent(expected);
        var sum = DigestAlgorithm.SHA_256.start();
        sum.update(expected);
        assertThat(outcome.digest()).isEqualTo(DigestAlgorithm.SHA_256.finish(sum));
        assertNothingElseIsThere();
        assertThat(received.sum()).isEqualTo(expected.length);
    }

    private void assertNothingElseIsThere() throws IOException {
        try (Stream<Path> there = Files.list(copies)) {
            assertThat(there).allMatch(path -> path.endsWith("big.bin"));
        }
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        lane.breaksAt(5_000_000).breaksAt(6_500_000);

        assertCopied(copy(), content);

        assertThat(lane.begunAt()).containsExactly(0L, 5_000_000L - OVERLAP, 6_500_000L - OVERLAP);
    }

    @Test
    void goesOnAlsoWhenOnlyTheLastLookAtTheFileIsMissing() throws Exception {
        lane.breaksAt(STAMP.sizeBytes());

        assertCopied(copy(), content);

        assertThat(lane.begunAt()).containsExactly(0L, STAMP.sizeBytes() - OVERLAP);
    }

    @Test
    void goesOnWhenItBreaksOffAmongWhatIsCompared() throws Exception {
        lane.breaksAt(5_000_000).breaksAt(5_000_000 - OVERLAP + 100);

        assertCopied(copy(), content);

        assertThat(lane.begunAt()).containsExactly(0L, 5_000_000L - OVERLAP, 5_000_000L - OVERLAP);
    }

    @Test
    void beginsAnewWhereLittleIsLost() throws Exception {
        lane.breaksAt(PartialCopy.WORTH_KEEPING_BYTES - 1);

        assertCopied(copy(), content);

        assertThat(lane.begunAt()).containsExactly(0L, 0L);
    }

    /** Else a log that grows all the time, over a connection that breaks now and then, would never be copied. */
    @Test
    void isFinishedAsItWasBegunWhereTheFileHasOnlyGrownAndThatIsAskedFor() throws Exception {
        rules = new CopyRules(DigestAlgorithm.SHA_256, Verification.NONE, true, null, Layout.PLAIN);
        byte[] longer = Arrays.copyOf(content, content.length + 1000);
        FileStamp grown = new FileStamp(longer.length, LATER.modified());
        lane.breaksAt(5_000_000, ScriptedLane.lost(), () -> lane.change(longer, grown));

        assertCopied(copy(), content);

        assertThat(lane.begunAt()).containsExactly(0L, 5_000_000L - OVERLAP);
        assertThat(outcomes.files.get(0).stamp()).isEqualTo(STAMP);
        assertThat(outcomes.files.get(0).growing()).isTrue();
    }

    @Test
    void beginsAnewWhenTheFileHasANewTime() throws Exception {
        byte[] other = random(2);
        lane.breaksAt(5_000_000, ScriptedLane.lost(), () -> lane.change(other, LATER));

        assertCopied(copy(), other);

        assertThat(lane.begunAt()).containsExactly(0L, 0L);
        assertThat(outcomes.files.get(0).stamp()).isEqualTo(LATER);
    }

    @Test
    void beginsAnewWhenItsLastBytesAreNotTheSameAnyMore() throws Exception {
        byte[] other = content.clone();
        other[5_000_000 - 1] ^= 1;
        lane.breaksAt(5_000_000, ScriptedLane.lost(), () -> lane.change(other, STAMP));

        assertCopied(copy(), other);

        assertThat(lane.begunAt()).containsExactly(0L, 5_000_000L - OVERLAP, 0L);
    }

    @Test
    void beginsAnewWhenItsTemporaryFileWasTamperedWith() throws Exception {
        lane.breaksAt(5_000_000, ScriptedLane.lost(), () -> temporaryFiles().forEach(BrokenOffCopiesTest::empty));

        assertCopied(copy(), content);

        assertThat(lane.begunAt()).containsExactly(0L, 0L);
    }

    @Test
    void isNotGivenUpAsLongAsItGetsOn() throws Exception {
        copier.close();
        copier = new Copier(destination, new RetryPolicy(Duration.ZERO));
        FileException onTheSameSession =
                new FileException(ErrorCode.INTERNAL_ERROR, Remedy.SAME_SESSION, "The server answered with a failure");
        for (int i = 1; i <= 6; i++) {
            lane.breaksAt(i * 1_200_000L, onTheSameSession, () -> {});
        }

        assertCopied(copy(), content);
    }

    @Test
    void isGivenUpWhenItDoesNotGetOn() throws Exception {
        FileException onTheSameSession =
                new FileException(ErrorCode.INTERNAL_ERROR, Remedy.SAME_SESSION, "The server answered with a failure");
        for (int i = 0; i < 6; i++) {
            lane.breaksAt(5_000_000, onTheSameSession, () -> {});
        }

        FileOutcome outcome = copy();

        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lane.begunAt()).hasSizeLessThan(6);
        assertThat(received.sum()).isZero();
        assertNothingElseIsThere();
    }

    @Test
    void isGivenUpWhenItGetsNoFartherThanBefore() throws Exception {
        copier.close();
        copier = new Copier(destination, new RetryPolicy(Duration.ofSeconds(1)));
        for (int i = 1; i <= 100; i++) {
            FileStamp next = new FileStamp(STAMP.sizeBytes(), STAMP.modified().plusSeconds(i));
            lane.breaksAt(5_000_000, ScriptedLane.lost(), () -> lane.change(content, next));
        }

        assertThat(copy().outcome()).isEqualTo(Outcome.FAILED);

        assertThat(lane.begunAt()).hasSizeLessThan(20);
        assertNothingElseIsThere();
    }

    @Test
    void beginsAnewWhereTheServerDoesNotTellTheTime() throws Exception {
        FileStamp timeless = new FileStamp(STAMP.sizeBytes(), null);
        lane = new ScriptedLane(content, timeless, destination.writers());
        lane.breaksAt(5_000_000);
        Copying copying = copying(lane);
        copying.copy(new RemoteFile(PATH, timeless, file().remoteName()));
        copying.finish();

        assertCopied(outcomes.files.get(0), content);
        assertThat(lane.begunAt()).containsExactly(0L, 0L);
    }

    private void breakOffAnAttempt() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        lane.breaksAt(5_000_000, ScriptedLane.lost(), broken::countDown);
        Copying first = copying(lane);
        first.copy(file());
        broken.await();
        first.breakOff(ScriptedLane.lost());
    }

    @Test
    void isTakenUpByTheNextAttemptAtTheRequest() throws Exception {
        breakOffAnAttempt();
        assertThat(outcomes.files)
                .singleElement()
                .extracting(FileOutcome::outcome)
                .isEqualTo(Outcome.FAILED);
        assertThat(temporaryFiles()).hasSize(1);

        lane = new ScriptedLane(content, STAMP, destination.writers());

        assertCopied(copy(), content);
        assertThat(lane.begunAt()).containsExactly(5_000_000L - OVERLAP);
    }

    @Test
    void doesNotOutliveItsRequest() throws Exception {
        breakOffAnAttempt();
        assertThat(temporaryFiles()).hasSize(1);

        partials.close();

        assertNothingElseIsThere();
    }

    @Test
    void isRemovedAtOnceWhenTheJobIsCancelledBeforeItIsTriedAgain() throws Exception {
        for (int i = 0; i < 20; i++) {
            lane.breaksAt(5_000_000); // so often that the delays between attempts have become seconds
        }
        CompletableFuture<Void> end = run(copying(lane));
        await().until(() -> lane.begunAt().size() >= 5);

        cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "No more"));

        end.get(1, TimeUnit.MINUTES);
        assertThat(outcomes.files).isEmpty();
        assertNothingElseIsThere();
    }

    @Test
    void doesNotWaitForAnotherCopyOfTheSameOnceItIsCancelled() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        lane.breaksAt(100, ScriptedLane.lost(), () -> {
            begun.countDown();
            awaitQuietly(mayEnd);
        });
        Cancellation another = new Cancellation();
        Copying longOne = copier.start(lane, rules, another, new Listed(), copied -> {}, bytes -> {}, new Partials());
        longOne.copy(file());
        begun.await();
        CompletableFuture<Void> end = run(copying(lane));

        cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "No more"));

        end.get(1, TimeUnit.MINUTES);
        assertThat(outcomes.files).isEmpty();
        mayEnd.countDown();
        longOne.finish();
        assertThat(copies.resolve("big.bin")).hasBinaryContent(content);
    }

    private CompletableFuture<Void> run(Copying copying) throws FileException {
        copying.copy(file());
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        copying.finish();
                    } catch (FileException e) {
                        throw new IllegalStateException(e);
                    }
                },
                job);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> temporaryFiles() {
        try (Stream<Path> there = Files.list(copies)) {
            return there.filter(path -> !path.endsWith("big.bin")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void empty(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
