package org.genericsftp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.genericsftp.cli.Commands;
import org.genericsftp.cli.ProcessContext;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.JmsClient;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker with fifty clients, requests running on all of them, whose configuration is changed again and again. */
@Timeout(300)
@Tag("slow")
class ReloadUnderLoadTest {
    private static final int CLIENTS = 50;
    private static final int CHANGED = 10;
    private static final int REMOVED = 5;
    private static final int ADDED = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private final ExecutorService main = Executors.newSingleThreadExecutor();
    private final AtomicInteger readsHeld = new AtomicInteger();
    private final CountDownLatch readsGoOn = new CountDownLatch(1);
    private final StringWriter err = new StringWriter();
    private final Map<String, Integer> answers = new HashMap<>();
    private Runnable terminate = () -> {};
    private Runnable hangUp = () -> {};
    private MinaSftpServer server;
    private EmbeddedBroker broker;
    private LogCapture log;
    private Requester requester;

    private static final class Requester extends JmsClient {
        Requester(String url) throws JMSException {
            super(url, null);
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        server = opened.add(MinaSftpServer.started());
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session,
                    String remoteHandle,
                    FileHandle localHandle,
                    long offset,
                    byte[] data,
                    int dataOffset,
                    int dataLength) {
                holdRead();
            }
        });
        server.server().setSubsystemFactories(List.of(sftp));
        Files.writeString(server.rootDirectory().resolve("a.csv"), "content");
        broker = opened.add(EmbeddedBroker.start());
        requester = new Requester(broker.url());
        log = opened.add(LogCapture.of("org.genericsftp.worker"));
        Files.createDirectory(folder.resolve("clients.d"));
        Files.writeString(folder.resolve("worker.yaml"), "broker: { url: '" + broker.url() + "' }\n");
        for (int client = 0; client < CLIENTS; client++) {
            write(client, 1);
        }
    }

    private void holdRead() {
        readsHeld.incrementAndGet();
        try {
            readsGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void tearDown() throws Exception {
        readsGoOn.countDown();
        terminate.run();
        main.shutdown();
        requester.close();
    }

    private static String name(int client) {
        return "client-" + client;
    }

    private Path fileOf(int client) {
        return folder.resolve("clients.d/" + name(client) + ".yaml");
    }

    private void write(int client, int handlers) throws IOException {
        Path copies = Files.createDirectories(folder.resolve("copies/" + name(client)));
        Files.writeString(fileOf(client), """
                host: %s
                port: %d
                username: %s
                key-pair-path: %s
                host-key: %s
                source-directory: /
                destination-directory: %s
                handlers: %d
                stall-timeout: 10m
                """.formatted(
                        server.host(),
                        server.port(),
                        server.username(),
                        server.userKey(),
                        server.hostKeyFingerprint(),
                        copies,
                        handlers));
    }

    private Future<Integer> run() {
        ProcessContext process = new ProcessContext(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                false,
                false,
                Map.of(),
                () -> "worker",
                Optional::empty,
                action -> terminate = action,
                action -> hangUp = action,
                Clock.systemUTC());
        return main.submit(() -> new Commands(Wiring.services(), process)
                .execute("run", "-c", folder.resolve("worker.yaml").toString()));
    }

    private String ask(int client, String what) throws JMSException {
        String id = name(client) + " " + what;
        TextMessage request = requester.message("{ \"type\": \"FileRequest\", \"requestId\": \"" + id + "\" }");
        request.setJMSCorrelationID(id);
        requester.send("sftp." + name(client) + ".requests", request);
        return id;
    }

    private void reload(int times) {
        hangUp.run();
        await().atMost(PATIENCE).until(() -> log.text().split("The configuration was read again", -1).length > times);
    }

    @Test
    void losesNoRunningRequestAndAnswersNoneTwice() throws Exception {
        Future<Integer> exitCode = run();
        List<String> asked = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            asked.add(ask(client, "before"));
        }
        awaitReadsHeld(CLIENTS);

        int changes = 0;
        for (int client = 0; client < CHANGED; client++) {
            write(client, 2);
            reload(++changes);
            asked.add(ask(client, "after"));
        }
        for (int client = CHANGED; client < CHANGED + REMOVED; client++) {
            Files.delete(fileOf(client));
            reload(++changes);
        }
        for (int client = CLIENTS; client < CLIENTS + ADDED; client++) {
            write(client, 1);
            reload(++changes);
            asked.add(ask(client, "after"));
        }
        awaitReadsHeld(CLIENTS + CHANGED + ADDED);
        assertThat(answers).isEmpty();
        readsGoOn.countDown();
        for (int i = 0; i < asked.size(); i++) {
            takeAnswer(requireNonNull(requester.replyWithin(PATIENCE), "No more answers than " + answers));
        }
        await().atMost(PATIENCE).until(() -> count(" has stopped") == CHANGED + REMOVED);
        terminate.run();

        assertThat(exitCode.get()).as(log.text()).isZero();
        for (Message more = requester.replyWithin(Duration.ofMillis(1)); more != null; ) {
            takeAnswer(more);
            more = requester.replyWithin(Duration.ofMillis(1));
        }
        assertThat(answers)
                .containsOnlyKeys(asked)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(log.text()).doesNotContain("rolled back", "ERROR");
        IntStream.range(CHANGED + REMOVED, CLIENTS)
                .forEach(client ->
                        assertThat(count(name(client) + " has started")).isEqualTo(1));
    }

    private void awaitReadsHeld(int reads) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readsHeld).as(err.toString()).hasValue(reads));
    }

    private void takeAnswer(Message answer) throws JMSException {
        assertThat(answer.getStringProperty("status")).isEqualTo("COMPLETED");
        answers.merge(answer.getJMSCorrelationID(), 1, Integer::sum);
    }

    private int count(String text) {
        return log.text().split(text + "\\b", -1).length - 1;
    }
}
