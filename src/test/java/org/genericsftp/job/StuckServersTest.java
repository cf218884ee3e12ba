package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Processes;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that does not answer any more, or a network that lets nothing pass, and closes nothing. */
class StuckServersTest {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final int LARGE = 8_000_000;

    @TempDir
    Path copies;

    private final Progress progress = new Progress();
    private final CollectedOutcomes outcomes = new CollectedOutcomes();

    private CompletableFuture<Result> start(CopySite site) {
        return site.startToCopy(new Cancellation(), progress, outcomes);
    }

    private void assertCompletes(CompletableFuture<Result> running, CopySite site) throws Exception {
        assertThat(running).succeedsWithin(BOUND);
        assertThat(running.join().error()).isNull();
        assertThat(running.join().status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(outcomes.names()).isEqualTo(site.onServer());
        site.assertAllWhole();
    }

    /** Stops the processes that serve files; sshd itself goes on answering keep-alives. */
    private static List<ProcessHandle> stopServing(OpenSshServer server) {
        List<ProcessHandle> serving = server.sftpProcesses();
        assertThat(serving).isNotEmpty();
        serving.forEach(Processes::stop);
        return serving;
    }

    @Test
    void areLeftInTheMiddleOfAListing() throws Exception {
        try (OpenSshServer server =
                        OpenSshServer.builder().withSftpServerProgram().start();
                CopySite site = new CopySite(server, copies, Patience.LONG.withStall(SHORT))) {
            for (int i = 0; i < 3000; i++) {
                CopySite.put(server, "f" + i % 3 + "/" + i, 1);
            }
            site.connect();
            long connecting = site.proxy().bytes(Direction.TO_CLIENT);
            site.proxy().throttle(Direction.TO_CLIENT, 50_000);
            CompletableFuture<Result> running = start(site);
            await().atMost(BOUND).until(() -> site.proxy().bytes(Direction.TO_CLIENT) > connecting + 20_000);

            assertIsLeftWhenItStops(server, site, running);
        }
    }

    @Test
    void areLeftInTheMiddleOfAFile() throws Exception {
        try (OpenSshServer server =
                        OpenSshServer.builder().withSftpServerProgram().start();
                CopySite site = new CopySite(server, copies, Patience.LONG.withStall(SHORT))) {
            CompletableFuture<Result> running = startToCopyALargeFile(server, site);

            assertIsLeftWhenItStops(server, site, running);
        }
    }

    private void assertIsLeftWhenItStops(OpenSshServer server, CopySite site, CompletableFuture<Result> running)
            throws Exception {
        List<ProcessHandle> stopped = stopServing(server);
        site.proxy().throttle(Direction.TO_CLIENT, 0);
        try {
            assertCompletes(running, site);
            assertThat(site.proxy().connections()).isGreaterThan(1);
            await().until(() -> site.proxy().openConnections() == 1);
        } finally {
            stopped.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Only the channel ends; the connection would stand on. */
    @Test
    void areReplacedWhenTheProcessThatServesFilesDies() throws Exception {
        try (OpenSshServer server =
                        OpenSshServer.builder().withSftpServerProgram().start();
                CopySite site = new CopySite(server, copies, Patience.LONG)) {
            CompletableFuture<Result> running = startToCopyALargeFile(server, site);

            server.sftpProcesses().forEach(ProcessHandle::destroyForcibly);
            site.proxy().throttle(Direction.TO_CLIENT, 0);

            assertCompletes(running, site);
            assertThat(site.proxy().connections()).isGreaterThan(1);
        }
    }

    private CompletableFuture<Result> startToCopyALargeFile(OpenSshServer server, CopySite site) throws Exception {
        CopySite.put(server, "large", LARGE);
        CopySite.put(server, "small", 10);
        site.proxy().throttle(Direction.TO_CLIENT, 2_000_000);
        CompletableFuture<Result> running = start(site);
        await().atMost(BOUND).until(() -> progress.snapshot().bytesDone() > 500_000);
        return running;
    }

    /** Each takes so many bytes of requests, and no more: too few to begin, to find the source directory, to list. */
    @ParameterizedTest
    @ValueSource(ints = {4, 40, 300})
    void thatAlwaysGetStuckAreGivenUp(int bytes) throws Exception {
        Path program = RealServers.require("sftp-server");
        String deaf = "(head -c " + bytes + "; while kill -0 $PPID 2>/dev/null; do sleep 0.1; done) | " + program;
        Patience patience = Patience.LONG.withConnect(SHORT).withStall(SHORT).withRetryFor(Duration.ofSeconds(2));
        try (OpenSshServer server =
                        OpenSshServer.builder().withSubsystemScript(deaf).start();
                CopySite site = new CopySite(server, copies, patience)) {
            for (int i = 0; i < 20; i++) {
                CopySite.put(server, "folder" + i + "/file", 1);
            }
            CompletableFuture<Result> running = start(site);

            assertThat(running).succeedsWithin(BOUND);
            assertThat(running.join().status()).isEqualTo(ReplyStatus.FAILED);
            assertThat(running.join().error().code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(running.join().error().retryable()).isTrue();
            assertThat(site.copied()).isEmpty();
            assertThat(site.proxy().connections()).isGreaterThan(1);
        }
    }

    /** At each of these parts of all bytes that the server sends. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.005, 0.02, 0.04, 0.1, 0.5, 0.9, 0.99})
    void areLeftWhereverTheNetworkFreezes(double part, @TempDir Path undisturbed) throws Exception {
        Patience patience = Patience.LONG.withConnect(TO_CONNECT).withStall(SHORT);
        try (OpenSshServer server = OpenSshServer.started();
                CopySite first = new CopySite(server, undisturbed, Patience.LONG);
                CopySite site = new CopySite(server, copies, patience)) {
            CopySite.put(server, "a/small", 1000);
            CopySite.put(server, "b/large", 100_000);
            first.copyEverything(new CollectedOutcomes());
            long whole = first.proxy().bytes(Direction.TO_CLIENT);
            site.proxy().freezeOnceAfter(Direction.TO_CLIENT, (long) (part * whole));

            CompletableFuture<Result> running = start(site);

            await().atMost(BOUND).until(() -> site.proxy().connections() > 1);
            assertThat(running).isNotDone();
            site.proxy().unfreeze();
            assertCompletes(running, site);
        }
    }
}
