package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.genericsftp.jms.DocumentedProgram.Protocol;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the programs of the requesters' pages do: all the same, in whatever language. */
@Timeout(120)
class RequesterPagesTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String CLIENT = "plant-a";
    private static final String REQUESTS = ClientQueues.named(CLIENT).requests();
    private static final int PATIENCE_SECONDS = 3;
    private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\": ?\"([^\"]+)\"");
    private static final Map<String, String> PASSWORDS = new ConcurrentHashMap<>();
    private static final Map<Protocol, TcpProxy> NETWORK = new EnumMap<>(Protocol.class);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    private final List<RunningProgram> running = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        SimpleAuthenticationPlugin accounts = new SimpleAuthenticationPlugin(List.of());
        accounts.setUserPasswords(PASSWORDS);
        accounts.setUserGroups(Map.of());
        accounts.setAnonymousAccessAllowed(true);
        broker = OPENED.add(EmbeddedBroker.start(accounts));
        NETWORK.put(Protocol.OPENWIRE, OPENED.add(TcpProxy.to("127.0.0.1", broker.openWirePort())));
        NETWORK.put(Protocol.STOMP, OPENED.add(TcpProxy.to("127.0.0.1", broker.stompPort())));
        NETWORK.put(Protocol.AMQP, OPENED.add(TcpProxy.to("127.0.0.1", broker.amqpPort())));
    }

    /** What was sent and not taken in an earlier test is not to be taken in this one. */
    @BeforeEach
    void restore() throws Exception {
        try (JavaRequester worker = new JavaRequester(broker.url());
                MessageConsumer requests =
                        worker.session().createConsumer(worker.session().createQueue(REQUESTS))) {
            Message left;
            do {
                left = requests.receive(50);
            } while (left != null);
        }
        PASSWORDS.put("requester", "secret");
        NETWORK.values().forEach(TcpProxy::accept);
    }

    @AfterEach
    void endAll() {
        running.forEach(RunningProgram::close);
    }

    private RunningProgram start(DocumentedProgram program) throws Exception {
        Path file = program.write(folder, network(program).port(), PATIENCE_SECONDS);
        return started(RunningProgram.start(program.command(file), folder));
    }

    private RunningProgram started(RunningProgram program) {
        running.add(program);
        return program;
    }

    private static TcpProxy network(DocumentedProgram program) {
        return NETWORK.get(program.protocol());
    }

    private static Services worker(String... files) {
        Services worker = new Services(new BrokerSettings(broker.url(), null, null), CLIENT);
        worker.start(FakeJob.copying(files));
        return worker;
    }

    @ParameterizedTest
    @EnumSource
    void getsAReplyThatComesInPages(DocumentedProgram program) throws Exception {
        String[] files =
                IntStream.rangeClosed(1, 1_001).mapToObj(i -> "ünï-" + i).toArray(String[]::new);
        try (Services worker = worker(files)) {
            RunningProgram requester = start(program);

            int status = requester.awaitEnd();

            assertThat(status).as(requester.complaints() + requester.printed()).isZero();

            assertThat(requester.printed())
                    .containsExactlyElementsOf(
                            Stream.concat(Stream.of(files).map(file -> "COPIED " + file), Stream.of("COMPLETED"))
                                    .toList());
            assertThat(broker.queue(worker.queues().requests()).waiting()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksAgainAndKeepsOnlyThePagesOfOneReply(DocumentedProgram program) throws Exception {
        try (JavaRequester worker = new JavaRequester(broker.url())) {
            RunningProgram requester = start(program);
            Message first = worker.takeFrom(REQUESTS);
            assertThat(first.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            assertThat(first.getJMSExpiration())
                    .isPositive()
                    .isLessThanOrEqualTo(System.currentTimeMillis() + PATIENCE_SECONDS * 1_000);
            Message second = worker.takeFrom(REQUESTS);
            assertThat(List.of(first.getJMSCorrelationID(), second.getJMSCorrelationID(), requestId(second)))
                    .containsOnly(requestId(first));

            answer(worker, second, page("broken-off", 1, "never.csv", null));
            answer(worker, second, page("whole", 1, "a.csv", null));
            answer(worker, second, page("whole", 2, "ünï.csv", "PARTIAL"));

            assertThat(requester.awaitEnd()).isNotZero();
            assertThat(requester.printed()).containsExactly("COPIED a.csv", "COPIED ünï.csv", "PARTIAL");
            assertThat(requester.complaints()).contains("No reply yet");
        }
    }

    private static String requestId(Message request) throws Exception {
        Matcher id = REQUEST_ID.matcher(body(request));
        assertThat(id.find()).as(body(request)).isTrue();
        return id.group(1);
    }

    /** What came over AMQP has more before the body. */
    private static String body(Message message) throws Exception {
        if (message instanceof TextMessage text) {
            return text.getText();
        }
        BytesMessage bytes = (BytesMessage) message;
        bytes.reset();
        byte[] read = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(read);
        return new String(read, StandardCharsets.UTF_8);
    }

    /** @param status of the last page; else null */
    private static String page(String replyId, int number, String file, @Nullable String status) {
        String end = status == null ? "" : ", \"status\": \"%s\", \"totals\": {}, \"error\": null".formatted(status);
        return """
                { "type": "FileReply", "replyId": "%s", "files": [ { "name": "%s", "outcome": "COPIED" } ],
                  "page": { "number": %d, "last": %b }%s }""".formatted(replyId, file, number, status != null, end);
    }

    private static void answer(JavaRequester worker, Message request, String page) throws Exception {
        TextMessage message = worker.text(page);
        message.setJMSCorrelationID(request.getJMSCorrelationID());
        worker.session().createProducer(request.getJMSReplyTo()).send(message);
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereTheBrokerIsAway(DocumentedProgram program) throws Exception {
        network(program).refuse();
        RunningProgram requester = start(program);

        assertThat(requester.awaitEnd()).isNotZero();
        assertThat(requester.complaints()).isNotEmpty();
        assertThat(requester.printed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatItsLoginIsRefused(DocumentedProgram program) throws Exception {
        PASSWORDS.put("requester", "another");
        RunningProgram requester = start(program);

        assertThat(requester.awaitEnd()).isNotZero();
        assertThat(requester.complaints())
                .containsPattern("(?i)password is invalid|authentication failed|failed to authenticate");
        assertThat(requester.printed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereTheBrokerIsLostWhileItWaits(DocumentedProgram program) throws Exception {
        try (JavaRequester worker = new JavaRequester(broker.url())) {
            RunningProgram requester = start(program);
            worker.takeFrom(REQUESTS);

            network(program).close();

            assertThat(requester.awaitEnd()).isNotZero();
            assertThat(requester.complaints()).isNotEmpty();
            assertThat(requester.printed()).isEmpty();
        }
    }

    @Test
    void theProgramOfTheFrontPageIsAnswered() throws Exception {
        String text = DocumentedProgram.blocks(Path.of("README.md"), "java")
                .findFirst()
                .orElseThrow();
        Path program = folder.resolve("FrontPage.java");
        Files.writeString(program, DocumentedProgram.replacedOnce(text, "61616", "" + broker.openWirePort()));
        try (Services worker = worker("a.csv")) {
            RunningProgram requester = started(RunningProgram.start(DocumentedProgram.java(program), folder));

            requester.awaitEnd();
            assertThat(requester.printed())
                    .as(requester.complaints())
                    .singleElement()
                    .asString()
                    .contains("a.csv", "\"status\":\"COMPLETED\"");
            assertThat(worker.client()).isEqualTo(CLIENT);
        }
    }
}
