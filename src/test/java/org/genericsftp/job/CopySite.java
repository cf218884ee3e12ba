package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.source.Lane;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.Way;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TestSettings;
import org.genericsftp.testing.TestSftpServer;

/** The whole job between an SFTP server and a local directory, with a network between them that a test can break. */
final class CopySite implements AutoCloseable {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);

    /** How patient a client is. */
    record Patience(Duration connect, Duration stall, Duration retryFor, Duration settleTime) {
        static final Patience LONG = new Patience(CopySite.LONG, CopySite.LONG, CopySite.LONG, Duration.ZERO);

        Patience withStall(Duration limit) {
            return new Patience(connect, limit, retryFor, settleTime);
        }

        Patience withConnect(Duration limit) {
            return new Patience(limit, stall, retryFor, settleTime);
        }

        Patience withRetryFor(Duration limit) {
            return new Patience(connect, stall, limit, settleTime);
        }

        Patience withSettleTime(Duration time) {
            return new Patience(connect, stall, retryFor, time);
        }
    }

    private final Path tree;
    private final Path copies;
    private final TcpProxy proxy;
    private final ClientJobs jobs;

    CopySite(TestSftpServer server, Path copies, Patience patience) {
        this(server, copies, patience, Limits.DEFAULT);
    }

    CopySite(TestSftpServer server, Path copies, Patience patience, Limits limits) {
        this(server, copies, patience, limits, Way.STRAIGHT);
    }

    /** The network that a test can break is the last part of the way. */
    CopySite(TestSftpServer server, Path copies, Patience patience, Limits limits, Way way) {
        this.copies = copies;
        tree = server.rootDirectory();
        proxy = TcpProxy.to(server);
        SshSettings ssh = TestSettings.with(
                TestSettings.with(TestSettings.with(server.ssh(), way), proxy),
                new SshSettings.Timing(patience.connect(), LONG));
        SftpSettings settings = TestSettings.with(
                TestSettings.with(server.settings(), ssh), new SftpSettings.Timing(patience.stall(), LONG));
        LocalSettings folder =
                new LocalSettings(copies, false, LocalSettings.DEFAULT_WRITERS, LocalSettings.DEFAULT_LEFTOVER_AGE);
        jobs = new ClientJobs(
                TestSettings.with(settings, limits),
                new LocalDestination(folder, Clock.systemUTC()),
                new JobSettings("test", patience.settleTime(), patience.retryFor()));
    }

    /** A file on the server, of random bytes, that has not been touched for long. */
    static Path put(TestSftpServer server, String name, int length) throws IOException {
        Path file = server.rootDirectory().resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[length];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    TcpProxy proxy() {
        return proxy;
    }

    CopyFiles job() {
        return jobs.job();
    }

    /** Connects, and does nothing with the connection. */
    void connect() throws Exception {
        lane().close();
    }

    /** A lane beside those of the jobs. */
    Lane lane() throws FileException {
        return jobs.lane();
    }

    Result copyEverything(Outcomes outcomes) {
        return jobs.run(FileRequest.EVERYTHING, outcomes);
    }

    CompletableFuture<Result> startToCopy(Cancellation cancellation, Progress progress, CollectedOutcomes outcomes) {
        return CompletableFuture.supplyAsync(
                () -> job().run(FileRequest.EVERYTHING, Instant.now(), cancellation, progress, outcomes), task -> {
                    Thread thread = new Thread(task, "job");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** The names of all files in a folder and below it, temporary ones included. */
    static Set<String> namesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(folder.relativize(file).toString()));
            return names;
        }
    }

    Set<String> copied() throws IOException {
        return namesBelow(copies);
    }

    void removeCopy(String name) throws IOException {
        Files.delete(copies.resolve(name));
    }

    void removeAllCopies() throws IOException {
        for (String name : copied()) {
            removeCopy(name);
        }
    }

    Set<String> onServer() throws IOException {
        return namesBelow(tree);
    }

    /** Nothing is missing, nothing is left over, and each is the same to the byte and to the second. */
    void assertAllWhole() throws IOException {
        assertThat(copied()).isEqualTo(onServer());
        assertCopiesWhole();
    }

    /** What is there is the same as on the server. */
    void assertCopiesWhole() throws IOException {
        for (String name : copied()) {
            assertThat(tree.resolve(name)).as(name).exists();
            assertThat(Files.mismatch(tree.resolve(name), copies.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
            assertThat(Files.getLastModifiedTime(copies.resolve(name))
                            .toInstant()
                            .getEpochSecond())
                    .as(name)
                    .isEqualTo(Files.getLastModifiedTime(tree.resolve(name))
                            .toInstant()
                            .getEpochSecond());
        }
    }

    @Override
    public void close() {
        jobs.close();
        proxy.close();
    }
}
