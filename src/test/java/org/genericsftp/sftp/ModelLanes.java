package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.source.SourceChanges;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lanes to model servers, closed after each test, when every buffer must be back and every server gone. */
final class ModelLanes implements AfterEachCallback {
    static final Scope EVERYTHING = new Scope.Tree(RelativePath.ROOT, folder -> true);

    static final SftpSettings SETTINGS = new SftpSettings(
            new SshSettings(
                    new SshSettings.Endpoint("model", 22),
                    "user",
                    new SshSettings.Authentication.Password("secret"),
                    new SshSettings.HostKeyTrust.KnownHosts(Path.of("none")),
                    new SshSettings.Timing(Duration.ofSeconds(5), Duration.ofSeconds(5))),
            "/root",
            UTF_8,
            true,
            SftpSettings.Limits.DEFAULT,
            new SftpSettings.Timing(Duration.ofSeconds(10), Duration.ofMinutes(1)),
            SftpSettings.Server.UNKNOWN);

    private final ExecutorService deliveries = Executors.newFixedThreadPool(3);
    private final ReadBuffers buffers;
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private final List<ModelServer> servers = Collections.synchronizedList(new ArrayList<>());

    /** The profile of a server that nothing is known of. */
    static ServerProfile unknown(SftpSettings settings) {
        return new KnownServers(Clock.systemUTC()).profile(settings);
    }

    ModelLanes() {
        this(8 * 1024 * 1024);
    }

    /** @param bufferBytes the memory for what is on its way */
    ModelLanes(long bufferBytes) {
        buffers = new ReadBuffers(bufferBytes);
    }

    /** What the lanes of one client share: its session, and the next ones where it is lost. */
    final class Client {
        private final SftpSettings settings;
        private final SessionPool pool;

        private final ServerProfile profile;

        private Client(SftpSettings settings, Deque<ModelServer> connections) {
            this.settings = settings;
            profile = unknown(settings);
            pool = new SessionPool(
                    settings,
                    incoming -> {
                        ModelServer next = connections.poll();
                        if (next == null) {
                            throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "No more connections");
                        }
                        return next.connect().open(incoming);
                    },
                    buffers.share(Bandwidth.unlimited()),
                    profile);
            opened.push(pool);
        }

        List<ServerFact> facts() {
            return profile.facts();
        }

        Lane lane() {
            return lane(new Cancellation());
        }

        /** Ends its sessions; what is still open at the end of the test is closed then. */
        void close() {
            pool.close();
        }

        SourceChanges change(ChangeOrder order, Consumer<SourceOutcome> told) {
            return new SftpChanges(pool, settings, order, told);
        }

        Lane lane(Cancellation cancellation) {
            return lane(cancellation, deliveries);
        }

        Lane lane(Cancellation cancellation, ExecutorService ownDeliveries) {
            Lane lane = new SftpLane(pool, () -> pool, settings, cancellation, ownDeliveries);
            opened.push(lane);
            return lane;
        }
    }

    /** @param connections the servers that it gets to speak to, one after the other */
    Client client(ModelServer... connections) {
        return client(SETTINGS, connections);
    }

    Client client(SftpSettings settings, ModelServer... connections) {
        servers.addAll(List.of(connections));
        return new Client(settings, new ArrayDeque<>(List.of(connections)));
    }

    /** A client that has been told of its server. */
    Client client(SftpSettings.Server described, ModelServer... connections) {
        return client(TestSettings.with(SETTINGS, described), connections);
    }

    /** A client that waits for an answer for a second. */
    Client impatientClient(ModelServer server) {
        Duration second = Duration.ofSeconds(1);
        SshSettings ssh = TestSettings.with(SETTINGS.ssh(), new SshSettings.Timing(second, second));
        return client(
                TestSettings.with(TestSettings.with(SETTINGS, ssh), new SftpSettings.Timing(second, second)), server);
    }

    Lane lane(ModelServer server) {
        return client(server).lane();
    }

    /** Threads of a lane's own. */
    ExecutorService threads(int count) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        opened.addLast(threads::shutdownNow);
        return threads;
    }

    static List<SourceEntry> list(Lane lane, Scope scope) throws FileException {
        List<SourceEntry> entries = new ArrayList<>();
        BatchConsumer collecting = batch -> entries.addAll(batch.entries());
        lane.list(scope, collecting);
        return entries;
    }

    /** All files, by their paths. */
    static Map<String, RemoteFile> files(Lane lane) throws FileException {
        Map<String, RemoteFile> files = new TreeMap<>();
        list(lane, EVERYTHING).forEach(entry -> files.put(entry.name(), (RemoteFile) entry));
        return files;
    }

    static Collected fetch(Lane lane, RemoteFile file) {
        return fetch(lane, file, new Collected());
    }

    static <S extends Collected> S fetch(Lane lane, RemoteFile file, S sink) {
        lane.fetch(file, 0, sink);
        return sink;
    }

    /** Fetches all these files at once. */
    static Map<String, Collected> fetchAll(Lane lane, Map<String, RemoteFile> files) {
        Map<String, Collected> sinks = new TreeMap<>();
        files.forEach((path, file) -> sinks.put(path, fetch(lane, file)));
        return sinks;
    }

    long freeBytes() {
        return buffers.freeBytes();
    }

    long capacityBytes() {
        return buffers.capacityBytes();
    }

    static void awaitNoHandle(ModelServer server) {
        await().pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(server.openHandles()).isZero());
    }

    /** While nothing is fetched, all memory is there. */
    void awaitAllMemory() {
        await().pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(buffers.freeBytes()).isEqualTo(buffers.capacityBytes()));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable closing : opened) {
            closing.close();
        }
        deliveries.shutdown();
        assertThat(deliveries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        awaitAllMemory();
        await().pollInterval(Duration.ofMillis(1)).until(() -> servers.stream().noneMatch(ModelServer::running));
    }
}
