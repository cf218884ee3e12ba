package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer takes the copies away, and workers are killed in each phase of a request: nothing that was taken comes again. */
@Timeout(240)
class ConsumedFilesIT {
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String REMEMBERING = "{ \"type\": \"FileRequest\", \"remember\": true }";
    private static final String JOURNAL = ".gsc-journal";
    private static final int FILES = 300;

    /** Of a line for each delivery, and of the line before them. */
    private static final int LINE_BYTES = 43;

    private static final int HEADER_BYTES = 14;

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path store;

    @TempDir
    Path local;

    private OpenSshServer server;
    private TcpProxy network;
    private TcpProxy brokerNetwork;
    private BrokerProcess broker;
    private JmsRequester requester;
    private Path copies = Path.of("");
    private @Nullable SambaServer samba;
    private final Set<String> taken = new HashSet<>();

    @BeforeEach
    void start() throws Exception {
        server = opened.add(OpenSshServer.started());
        network = opened.add(TcpProxy.to(server));
        broker = opened.add(BrokerProcess.start(store));
        brokerNetwork = opened.add(TcpProxy.to("127.0.0.1", broker.openWirePort()));
        requester = opened.add(JmsRequester.at(broker.url()));
        for (int i = 0; i < FILES; i++) {
            Folders.file(server.rootDirectory().resolve("d" + i % 7), i + ".csv", 3_000 + i, Folders.FIRST);
        }
    }

    private void copyTo(String where) throws Exception {
        if (where.equals("share")) {
            SambaServer started = opened.add(SambaServer.started());
            samba = started;
            copies = started.tree();
        } else {
            copies = local;
        }
    }

    private WorkerProcess worker() {
        WorkerConfiguration.Client client = WorkerConfiguration.at("tcp://127.0.0.1:" + brokerNetwork.port())
                .client("plant-a", server, local)
                .through(network)
                .with("max-sessions", 1)
                .with("remember", "30d");
        SambaServer share = samba;
        if (share != null) {
            client.with("destination-directory", "smb://" + share.host() + ":" + share.port() + "/" + SambaServer.SHARE)
                    .with("system-username", share.username())
                    .with("system-password", share.password());
        }
        return WorkerProcess.start(client.and()).awaitReady(broker, "plant-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "share"})
    void whatWasTakenDoesNotComeAgainWhereverAWorkerIsKilled(String where) throws Exception {
        copyTo(where);

        // While it copies; what it has delivered is noted, and taken.
        network.throttle(Direction.TO_CLIENT, 200_000);
        requester.send(REQUESTS, REMEMBERING);
        try (WorkerProcess worker = worker()) {
            until(() -> there().size() > 30);
            network.freeze(Direction.TO_CLIENT);
            until(() -> noted() > 30 && noted() == there().size());
            take();
            worker.kill();
        }

        // While it copies; what it has delivered is left where it is.
        network.unfreeze();
        network.throttle(Direction.TO_CLIENT, 100_000);
        try (WorkerProcess worker = worker()) {
            until(() -> there().size() > 30);
            worker.kill();
        }
        assertNoneIsBack();

        // When all is copied, and the answer can't be committed.
        try (WorkerProcess worker = worker()) {
            brokerNetwork.freeze(Direction.TO_SERVER);
            until(() -> noted() >= FILES);
            take();
            worker.kill();
        }
        assertThat(taken).hasSize(FILES);
        brokerNetwork.unfreeze();
        network.throttle(Direction.TO_CLIENT, 0);

        // As soon as the answer is there.
        try (WorkerProcess worker = worker()) {
            Reply reply = requester.reply();
            worker.kill();
            assertThat(reply.status()).isEqualTo("COMPLETED");
            assertThat(reply.names("CONSUMED")).hasSize(FILES);
            assertThat(reply.total("consumed")).isEqualTo(FILES);
        }
        assertNoneIsBack();

        Folders.file(server.rootDirectory(), "late.csv", 10, Folders.FIRST);
        try (WorkerProcess worker = worker()) {
            Reply sync = requester.ask("sftp.plant-a.sync", "{ \"type\": \"SyncTrigger\" }");
            assertThat(sync.names()).containsExactly("late.csv");
            assertThat(sync.total("consumed")).isEqualTo(FILES);
            assertThat(sync.total("copied")).isEqualTo(1);
            assertNoneIsBack();

            Reply again = requester.ask(REQUESTS, "{ \"type\": \"FileRequest\" }");
            assertThat(again.names("COPIED")).hasSize(FILES);

            Folders.empty(copies.resolve(JOURNAL));
            taken.clear();
            take();
            Reply afresh = requester.ask(REQUESTS, REMEMBERING);
            assertThat(afresh.names("COPIED")).as("the journal is gone").hasSize(FILES + 1);
            assertThat(worker.log()).doesNotContain("ERROR");
        }
    }

    private Set<String> there() throws IOException {
        try (Stream<Path> paths = Files.walk(copies)) {
            Set<String> names = new HashSet<>();
            paths.filter(Files::isRegularFile)
                    .map(path -> copies.relativize(path).toString())
                    .filter(name -> name.endsWith(".csv"))
                    .forEach(names::add);
            return names;
        }
    }

    /** How many deliveries are noted. */
    private long noted() throws IOException {
        List<Long> sizes = new ArrayList<>();
        try (Stream<Path> segments = Files.list(copies.resolve(JOURNAL))) {
            for (Path segment :
                    segments.filter(path -> path.toString().endsWith(".log")).toList()) {
                sizes.add((Files.size(segment) - HEADER_BYTES) / LINE_BYTES);
            }
        }
        return sizes.stream().mapToLong(Long::longValue).sum();
    }

    private void take() throws IOException {
        for (String name : there()) {
            Files.delete(copies.resolve(name));
            taken.add(name);
        }
    }

    private void assertNoneIsBack() throws IOException {
        assertThat(there()).doesNotContainAnyElementsOf(taken);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }
}
