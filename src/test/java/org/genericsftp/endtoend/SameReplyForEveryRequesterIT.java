package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asks, over whatever protocol, gets the same answer. */
@Timeout(120)
class SameReplyForEveryRequesterIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String REQUEST = """
            { "type": "FileRequest", "requestId": "ünï-1", "fileName": { "include": ["*.csv", "ünï*"] }, "digest": "SHA-256",
              "directory": "few", "requester": "the tests", "metadata": { "echo": [1, "zwei", null] } }
            """;
    private static final int MANY = 2_500;

    @TempDir
    static Path folder;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static Path copies;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        Path few = server.rootDirectory().resolve("few");
        Folders.file(few, "a.csv", 100, Folders.FIRST);
        Folders.file(few, "b/ünï.xml", 0, Folders.FIRST.plusSeconds(1));
        Folders.file(few, "b/c/line\nbreak.csv", 70_000, Folders.FIRST.plusSeconds(2));
        Folders.file(few, "not asked for.xml", 10, Folders.FIRST);
        Path many = server.rootDirectory().resolve("many");
        for (int i = 0; i < MANY; i++) {
            Folders.file(many, i / 100 + "/" + i, i % 50, Folders.FIRST.plusSeconds(i));
        }
        copies = Files.createDirectory(folder.resolve("copies"));
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        OPENED.add(WorkerProcess.start(WorkerConfiguration.at(broker.url())
                        .worker("name", "the-worker")
                        .client("plant-a", server, copies)
                        .and())
                .awaitReady(broker, "plant-a"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOMP, text, temporary",
        "STOMP, bytes, stomp.replies",
        "AMQP, text, temporary",
        "AMQP, bytes, amqp.replies",
        "mapped AMQP, text, temporary",
        "mapped AMQP, bytes, mapped.replies",
        "Java, bytes, java.replies"
    })
    void whateverProtocolItAsksOver(String protocol, String kind, String replyTo) throws Exception {
        Folders.empty(copies);
        Reply expected = askInJava("text", "temporary", "java-1");
        assertThat(expected.status()).as("%s", expected.error()).isEqualTo("COMPLETED");
        assertThat(expected.names("COPIED")).containsExactly("few/a.csv", "few/b/c/line\nbreak.csv", "few/b/ünï.xml");
        assertThat(expected.files().get("few/a.csv").path("digest").asString())
                .isEqualTo("sha-256:" + Folders.sha256(copies.resolve("few/a.csv")));
        Folders.empty(copies);

        Reply reply = ask(protocol, kind, replyTo, "korrelation-ü");

        assertThat(reply.correlationId()).isEqualTo("korrelation-ü");
        assertThat(reply.comparable()).isEqualTo(expected.comparable());
        assertThat(reply.last().path("requestId")).isEqualTo(expected.last().path("requestId"));
        assertThat(Folders.contents(copies.resolve("few"))).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"STOMP", "AMQP"})
    void getsALongReplyInPages(String protocol) throws Exception {
        String request = "{ \"type\": \"FileRequest\", \"directory\": \"many\" }";
        Reply expected;
        try (JmsRequester requester = JmsRequester.at(broker.url())) {
            requester.ask(REQUESTS, request);
            expected = requester.ask(REQUESTS, request);
        }
        assertThat(expected.pages()).hasSize(3);
        assertThat(expected.names("UNCHANGED"))
                .hasSize(MANY)
                .isEqualTo(Folders.find(server.rootDirectory(), "-path", "*/many/*"));

        Reply reply = requester(protocol).ask(REQUESTS, request, "temporary", "pages", "text");

        assertThat(reply.correlationId()).isEqualTo("pages");
        assertThat(reply.status()).as("%s", reply.last()).isEqualTo("COMPLETED");
        assertThat(reply.pages()).extracting(page -> page.path("files").size()).containsExactly(1000, 1000, 500);
        assertThat(reply.pages())
                .extracting(page -> page.path("replyId").asString())
                .containsOnly(reply.last().path("replyId").asString());
        assertThat(reply.comparable()).isEqualTo(expected.comparable());
    }

    @Test
    void correlatesByTheMessageIdWhereThereIsNoCorrelationId() throws Exception {
        try (JmsRequester requester = JmsRequester.at(broker.url())) {
            Message request = requester.text("{ \"type\": \"FileRequest\", \"directory\": \"few\" }");

            Reply reply = requester.ask(REQUESTS, request);

            assertThat(reply.correlationId()).isEqualTo(request.getJMSMessageID());
            assertThat(reply.last().path("requestId").asString()).isEqualTo(request.getJMSMessageID());
        }
        Reply overAmqp = requester("AMQP").ask(REQUESTS, REQUEST, "temporary", "", "text");
        Reply overStomp = requester("STOMP").ask(REQUESTS, REQUEST, "temporary", "", "text");
        assertThat(List.of(overAmqp.correlationId(), overStomp.correlationId())).allMatch(id -> id.startsWith("ID:"));
    }

    @Test
    void isServedAllTheSameWhenItWantsNoReply() throws Exception {
        Folders.empty(copies);
        try (JmsRequester requester = JmsRequester.at(broker.url())) {
            requester.send(REQUESTS, requester.text(REQUEST));
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Folders.find(copies)).hasSize(3);
            assertThat(broker.queue(REQUESTS).waiting()).isZero();
        });
    }

    private Reply ask(String protocol, String kind, String replyTo, String correlationId) throws Exception {
        return protocol.equals("Java")
                ? askInJava(kind, replyTo, correlationId)
                : requester(protocol).ask(REQUESTS, REQUEST, replyTo, correlationId, kind);
    }

    private static Reply askInJava(String kind, String replyTo, String correlationId) throws Exception {
        try (JmsRequester requester =
                replyTo.equals("temporary") ? JmsRequester.at(broker.url()) : JmsRequester.at(broker.url(), replyTo)) {
            Message request = kind.equals("text") ? requester.text(REQUEST) : requester.bytes(REQUEST);
            request.setJMSCorrelationID(correlationId);
            return requester.ask(REQUESTS, request);
        }
    }

    private static PythonRequester requester(String protocol) {
        return switch (protocol) {
            case "STOMP" -> PythonRequester.stomp(broker.stompPort());
            case "AMQP" -> PythonRequester.amqp(broker.amqpPort());
            case "mapped AMQP" -> PythonRequester.amqp(broker.mappedAmqpPort());
            default -> throw new IllegalArgumentException(protocol);
        };
    }
}
