package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are cancelled, or whose request expires, wherever they are: each waits for nothing else that might be. */
class StoppedJobsTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** All that a job might wait for takes ten times as long. */
    private static final Duration PROMPTLY = Duration.ofSeconds(6);

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    private final Cancellation cancellation = new Cancellation();
    private final Progress progress = new Progress();
    private final CollectedOutcomes outcomes = new CollectedOutcomes();
    private OpenSshServer server;
    private CopySite site;
    private CompletableFuture<Result> running;

    @BeforeEach
    void start() {
        server = opened.add(OpenSshServer.started());
        site = opened.add(new CopySite(server, copies, Patience.LONG));
    }

    private void run() {
        running = site.startToCopy(cancellation, progress, outcomes);
    }

    private void stopFor(ErrorCode reason) {
        assertThat(running).isNotDone();
        cancellation.cancel(new FileException(reason, Remedy.LATER, "That is enough"));
    }

    private Result assertEndsAsCancelled() {
        stopFor(ErrorCode.CANCELLED);
        return assertEnds(ReplyStatus.CANCELLED);
    }

    private Result assertEnds(ReplyStatus status) {
        assertThat(running).succeedsWithin(PROMPTLY);
        assertThat(running.join().status()).isEqualTo(status);
        assertThat(running.join().error().message()).isEqualTo("That is enough");
        assertThat(outcomes.names(Outcome.FAILED)).isEmpty();
        return running.join();
    }

    /** What is told as copied is there, and nothing else: no part of a file either. */
    private void assertOnlyCopiedAreThere() throws IOException {
        assertThat(site.copied()).isEqualTo(outcomes.names(Outcome.COPIED));
        site.assertCopiesWhole();
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, CANCELLED", "EXPIRED, EXPIRED"})
    void endInTheMiddleOfALargeFile(ErrorCode reason, ReplyStatus status) throws Exception {
        CopySite.put(server, "a", 1000);
        CopySite.put(server, "large", 40_000_000);
        site.proxy().throttle(Direction.TO_CLIENT, 1_000_000);
        run();
        await().atMost(BOUND)
                .until(() -> progress.snapshot().filesDone() == 1
                        && progress.snapshot().bytesDone() > 200_000);

        stopFor(reason);

        assertThat(assertEnds(status).totals().copied()).isEqualTo(1);
        assertThat(outcomes.names()).containsExactly("a");
        assertOnlyCopiedAreThere();
    }

    @Test
    void endBetweenManyFiles() throws Exception {
        for (int i = 0; i < 1000; i++) {
            CopySite.put(server, "f" + i % 7 + "/" + i, 10_000);
        }
        site.proxy().throttle(Direction.TO_CLIENT, 1_000_000);
        run();
        await().atMost(BOUND).until(() -> progress.snapshot().filesDone() > 100);

        Result report = assertEndsAsCancelled();

        assertThat(report.totals().copied()).isBetween(100L, 999L);
        assertOnlyCopiedAreThere();
    }

    @Test
    void endWhileTheServerIsSilent() throws Exception {
        CopySite.put(server, "large", 20_000_000);
        site.proxy().throttle(Direction.TO_CLIENT, 2_000_000);
        run();
        await().atMost(BOUND).until(() -> progress.snapshot().bytesDone() > 200_000);
        site.proxy().freeze();

        assertEndsAsCancelled();

        assertOnlyCopiedAreThere();
    }

    @Test
    void endWhileTheyConnect() throws Exception {
        site.proxy().freeze();
        run();
        await().atMost(BOUND).until(() -> site.proxy().connections() == 1);

        assertEndsAsCancelled();

        assertThat(site.copied()).isEmpty();
    }

    @Test
    void endWhileTheyListALargeFolder() throws Exception {
        for (int i = 0; i < 5000; i++) {
            CopySite.put(server, Integer.toString(i), 0);
        }
        site.connect();
        long connecting = site.proxy().bytes(Direction.TO_CLIENT);
        site.proxy().throttle(Direction.TO_CLIENT, 10_000);
        run();
        await().atMost(BOUND).until(() -> site.proxy().bytes(Direction.TO_CLIENT) > connecting + 5_000);

        assertEndsAsCancelled();

        assertOnlyCopiedAreThere();
    }

    @Test
    void endWhileTheyWaitForAServerThatIsAway() {
        server.stop();
        run();
        // It has tried a few times already, and waits longer each time.
        await().atMost(BOUND).until(() -> site.proxy().connections() >= 4);

        stopFor(ErrorCode.CANCELLED);

        assertThat(running).succeedsWithin(3, TimeUnit.SECONDS);
        assertEnds(ReplyStatus.CANCELLED);
    }
}
