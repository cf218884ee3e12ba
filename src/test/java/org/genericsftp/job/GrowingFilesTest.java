package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written, or cut short, on the server while they are copied. */
class GrowingFilesTest {
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final int LARGE = 3_000_000;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    private final Progress progress = new Progress();
    private final CollectedOutcomes outcomes = new CollectedOutcomes();
    private OpenSshServer server;
    private CopySite site;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        server = opened.add(OpenSshServer.started());
        site = opened.add(new CopySite(server, copies, Patience.LONG));
        file = CopySite.put(server, "growing", LARGE);
        CopySite.put(server, "still", 1000);
    }

    /** Appends to the file again and again, as an upload does, until it is closed. */
    private static final class SlowWriter implements AutoCloseable {
        private final Path file;
        private final Thread thread = new Thread(this::write, "slow-writer");
        private volatile boolean done;

        SlowWriter(Path file) {
            this.file = file;
            thread.start();
        }

        private void write() {
            byte[] piece = new byte[500];
            try {
                while (!done) {
                    Files.write(file, piece, StandardOpenOption.APPEND);
                    Thread.sleep(5);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            done = true;
            thread.join();
        }
    }

    private Result copyWhileItGrows() throws Exception {
        site.proxy().throttle(Direction.TO_CLIENT, 6_000_000);
        try (SlowWriter writer = new SlowWriter(file)) {
            return site.copyEverything(outcomes);
        } finally {
            site.proxy().throttle(Direction.TO_CLIENT, 0);
        }
    }

    @Test
    void areNeverToldAsCopied() throws Exception {
        Result report = copyWhileItGrows();

        assertThat(report.status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(outcomes.of("growing").error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(outcomes.of("growing").error().retryable()).isTrue();
        assertThat(outcomes.names(Outcome.COPIED)).containsExactly("still");
        assertThat(site.copied()).containsExactly("still");
    }

    @Test
    void areReadOnceMoreAndNotForEver() throws Exception {
        copyWhileItGrows();

        assertThat(site.proxy().bytes(Direction.TO_CLIENT)).isBetween(2L * LARGE, 3L * LARGE);
    }

    @Test
    void areCopiedWholeByTheNextRequestOnceTheyAreDone() throws Exception {
        copyWhileItGrows();

        Result next = site.copyEverything(new CollectedOutcomes());

        assertThat(next.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(next.totals().copied()).isEqualTo(1);
        site.assertAllWhole();
    }

    @Test
    void thatChangeOnceAreReadAgain() throws Exception {
        CompletableFuture<Result> running = startSlowly();
        Files.write(file, new byte[1000], StandardOpenOption.APPEND);
        site.proxy().throttle(Direction.TO_CLIENT, 0);

        assertThat(running).succeedsWithin(BOUND);
        assertThat(running.join().status()).isEqualTo(ReplyStatus.COMPLETED);
        site.assertAllWhole();
    }

    @Test
    void areLeftAloneUntilTheyHaveSettled() throws Exception {
        try (CopySite settling = new CopySite(server, copies, Patience.LONG.withSettleTime(Duration.ofMinutes(10)))) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            CollectedOutcomes early = new CollectedOutcomes();
            CollectedOutcomes late = new CollectedOutcomes();

            assertThat(settling.copyEverything(early).status()).isEqualTo(ReplyStatus.PARTIAL);
            assertThat(early.of("growing").reason()).isEqualTo(SkipReason.UNSETTLED);
            assertThat(settling.copied()).containsExactly("still");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
            assertThat(settling.copyEverything(late).status()).isEqualTo(ReplyStatus.COMPLETED);
            settling.assertAllWhole();
        }
    }

    @Test
    void thatAreCutShortAreReadAgainAsTheyAreThen() throws Exception {
        CompletableFuture<Result> running = startSlowly();
        truncate(LARGE - 1_000_000);
        site.proxy().throttle(Direction.TO_CLIENT, 0);

        assertThat(running).succeedsWithin(BOUND);
        assertThat(running.join().status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(outcomes.of("growing").stamp().sizeBytes()).isEqualTo(LARGE - 1_000_000);
        site.assertAllWhole();
    }

    @Test
    void thatVanishWhileTheyAreReadAreNeverToldAsOthersThanTheyWere() throws Exception {
        byte[] before = Files.readAllBytes(file);
        CompletableFuture<Result> running = startSlowly();
        Files.delete(file);
        site.proxy().throttle(Direction.TO_CLIENT, 0);

        assertThat(running).succeedsWithin(BOUND);
        if (outcomes.of("growing").outcome() == Outcome.COPIED) {
            assertThat(copies.resolve("growing")).hasBinaryContent(before);
        } else {
            assertThat(site.copied()).containsExactly("still");
        }
    }

    @Test
    void areCopiedAsFarAsTheyWereListedWhereThatIsAskedFor() throws Exception {
        byte[] listed = Files.readAllBytes(file);

        Result report = copyWhileItGrows(Verification.NONE);

        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        FileOutcome outcome = outcomes.of("growing");
        assertThat(outcome.growing()).isTrue();
        assertThat(outcomes.of("still").growing()).isFalse();
        byte[] copy = Files.readAllBytes(copies.resolve("growing"));
        assertThat(outcome.stamp().sizeBytes()).isEqualTo(copy.length);
        assertThat(Files.getLastModifiedTime(copies.resolve("growing")).toInstant())
                .isEqualTo(outcome.stamp().modified());
        assertThat(copy).startsWith(listed).hasSizeLessThan((int) Files.size(file));
        CollectedOutcomes next = new CollectedOutcomes();
        assertThat(site.copyEverything(next).totals().copied()).isEqualTo(1);
        assertThat(next.of("growing").growing()).isFalse();
        site.assertAllWhole();
    }

    @Test
    void areVerifiedAsFarAsTheyWereListed() throws Exception {
        copyWhileItGrows(Verification.SERVER);

        assertThat(outcomes.of("growing").growing()).isTrue();
        assertThat(outcomes.of("growing").verified()).isEqualTo(Verified.SHA256SUM);
        assertThat(outcomes.of("still").verified()).isEqualTo(Verified.SHA256SUM);
    }

    @Test
    void thatAreCutShortAreReadAgainThoughGrowingOnesAreAskedFor() throws Exception {
        site.proxy().throttle(Direction.TO_CLIENT, 1_000_000);
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(() ->
                site.job().run(growing(Verification.NONE), Instant.now(), new Cancellation(), progress, outcomes));
        await().atMost(BOUND).until(() -> progress.snapshot().bytesDone() > 300_000);
        truncate(LARGE - 1_000_000);
        site.proxy().throttle(Direction.TO_CLIENT, 0);

        assertThat(running).succeedsWithin(BOUND);
        assertThat(outcomes.of("growing").growing()).isFalse();
        assertThat(outcomes.of("growing").stamp().sizeBytes()).isEqualTo(LARGE - 1_000_000);
        site.assertAllWhole();
    }

    private static FileRequest growing(Verification verify) {
        return FileRequest.EVERYTHING.withVerify(verify).withGrowing(true);
    }

    private Result copyWhileItGrows(Verification verify) throws Exception {
        site.proxy().throttle(Direction.TO_CLIENT, 6_000_000);
        try (SlowWriter writer = new SlowWriter(file)) {
            return site.job().run(growing(verify), Instant.now(), new Cancellation(), progress, outcomes);
        } finally {
            site.proxy().throttle(Direction.TO_CLIENT, 0);
        }
    }

    private CompletableFuture<Result> startSlowly() {
        site.proxy().throttle(Direction.TO_CLIENT, 1_000_000);
        CompletableFuture<Result> running = site.startToCopy(new Cancellation(), progress, outcomes);
        await().atMost(BOUND).until(() -> progress.snapshot().bytesDone() > 300_000);
        return running;
    }

    private void truncate(long length) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.truncate(length);
        }
    }
}
