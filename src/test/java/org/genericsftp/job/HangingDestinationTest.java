package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.ReportedError;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.MountedDisk;
import org.genericsftp.testing.Opened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The destination directory lies on a mount whose server has stopped: the system returns from no call to it. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class HangingDestinationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int LARGE = 4 << 20;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path area;

    private MinaSftpServer server;
    private Path copies;
    private MountedDisk disk;
    private Destination destination;
    private ClientJobs jobs;
    private CopyFiles job;

    @BeforeEach
    void start() throws IOException {
        server = opened.add(MinaSftpServer.started());
        copies = Files.createDirectory(area.resolve("copies"));
        disk = opened.add(MountedDisk.of(MountedDisk.Kind.EXFAT, copies, area.resolve("image")));
        destination = LocalDestination.bounded(LocalSettings.of(copies), PATIENCE, Clock.systemUTC());
        jobs = new ClientJobs(
                server.settings(), destination, new JobSettings("a", Duration.ZERO, Duration.ofSeconds(3)));
        job = jobs.job();
        opened.add((AutoCloseable) this::end);
    }

    private void end() {
        jobs.close();
        // What hung returns, and closes what it has open.
        await().ignoreExceptions().until(() -> {
            disk.close();
            return true;
        });
    }

    @Test
    void aCopyThatHangsFailsInTimeAndIsMadeWhenTheMountIsBack() throws Exception {
        for (int i = 0; i < 12; i++) {
            CopySite.put(server, "in/" + i, LARGE);
        }
        CollectedOutcomes outcomes = new CollectedOutcomes();
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> run(job, outcomes));
        await().ignoreExceptions().until(() -> CopySite.namesBelow(copies).size() > 2);
        try (AutoCloseable unused = disk.hanging()) {
            Result result = running.get(120, TimeUnit.SECONDS);

            assertThat(result.status()).isIn(ReplyStatus.FAILED, ReplyStatus.PARTIAL);
            assertThat(outcomes.names(Outcome.FAILED))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(outcomes.of(name).error()).satisfies(HangingDestinationTest::hangs));
            assertThat(destination.check().failure()).isNotNull();
        }

        await().untilAsserted(() -> {
            Result result = run(job, new CollectedOutcomes());
            assertThat(result.status()).isEqualTo(ReplyStatus.COMPLETED);
        });
        assertThat(CopySite.namesBelow(copies)).isEqualTo(CopySite.namesBelow(server.rootDirectory()));
    }

    private static void hangs(@Nullable ReportedError error) {
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(error.message()).containsAnyOf("it hangs", "does not answer");
    }

    @Test
    void anotherClientGoesOn() throws Exception {
        CopySite.put(server, "in/a", LARGE);
        Path others = Files.createDirectory(area.resolve("others"));
        ClientJobs other = opened.add(new ClientJobs(
                server.settings(),
                LocalDestination.bounded(LocalSettings.of(others), PATIENCE, Clock.systemUTC()),
                new JobSettings("b", Duration.ZERO, Duration.ofSeconds(3))));
        try (AutoCloseable unused = disk.hanging()) {
            CollectedOutcomes hung = new CollectedOutcomes();
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> run(job, hung));

            assertThat(run(other.job(), new CollectedOutcomes()).status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(running.get(120, TimeUnit.SECONDS).status()).isEqualTo(ReplyStatus.FAILED);
        }
        assertThat(CopySite.namesBelow(others)).isEqualTo(Set.of("in/a"));
    }

    private static Result run(CopyFiles job, CollectedOutcomes outcomes) {
        return job.run(FileRequest.EVERYTHING, Instant.now(), new Cancellation(), new Progress(), outcomes);
    }
}
