package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.request.FileReply;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requesters over STOMP and AMQP, with libraries that others wrote, get the same reply as one in Java. */
class OtherLanguagesTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String TRACESTATE = "vendor=1,other=2";

    private static final String BODY =
            "{\"type\":\"FileRequest\",\"requestId\":\"r-1\",\"requester\":\"Köln\",\"metadata\":{\"who\":\"😀\"}}";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static BrokerProcess broker;

    private Services services;
    private FakeJob job;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = BrokerProcess.start(Files.createDirectory(folder.resolve("store")));
    }

    @AfterAll
    static void stopBroker() {
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        broker.close();
    }

    @BeforeEach
    void start() {
        services = new Services(broker.url());
        job = FakeJob.copying("ünï.csv", "😀.csv");
        services.start(job);
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private static List<JsonNode> run(String python, String script, Object... arguments) throws Exception {
        return PythonScript.run(python, folder, script, arguments)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private void assertAnswered(FileReply reply) {
        assertThat(reply.requestId()).isEqualTo("r-1");
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("ünï.csv", "😀.csv");
        assertThat(reply.metadata()).containsEntry("who", "😀");
        assertThat(job.runs())
                .singleElement()
                .satisfies(run -> assertThat(run.request().requester()).isEqualTo("Köln"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "bytes"})
    void aRequesterOverStompIsAnswered(String kind) throws Exception {
        String python = RealServers.requirePython("stomp").toString();
        JsonNode reply = run(
                        python,
                        "stomp_requester.py",
                        broker.stompPort(),
                        services.queues().requests(),
                        BODY,
                        kind,
                        1)
                .get(0);
        assertThat(reply.get("headers").get("correlation-id").asString()).isEqualTo("stomp-1");
        assertThat(reply.get("headers").get("type").asString()).isEqualTo("FileReply");
        assertThat(reply.get("headers").get("status").asString()).isEqualTo("COMPLETED");
        assertThat(reply.get("headers").get("persistent").asString()).isEqualTo("true");
        assertThat(reply.get("headers").get("traceparent").asString()).isEqualTo(TRACEPARENT);
        assertThat(reply.get("headers").get("tracestate").asString()).isEqualTo(TRACESTATE);
        assertAnswered(
                (FileReply) Services.CODEC.decodeResponse(reply.get("body").asString()));
    }

    @ParameterizedTest
    @CsvSource({
        "false,text,correlation",
        "false,bytes,correlation",
        "false,text,message-id",
        "false,value,correlation",
        "true,value,correlation",
        "true,text,correlation",
        "true,bytes,message-id"
    })
    void aRequesterOverAmqpIsAnsweredHoweverTheBrokerMapsMessages(boolean mapped, String kind, String identifiedBy)
            throws Exception {
        String python = RealServers.requirePython("proton").toString();
        JsonNode reply = run(
                        python,
                        "amqp_requester.py",
                        mapped ? broker.mappedAmqpPort() : broker.amqpPort(),
                        services.queues().requests(),
                        BODY,
                        kind,
                        identifiedBy)
                .get(0);
        assertThat(reply.get("correlated").asBoolean())
                .as(reply.get("correlation").asString())
                .isTrue();
        assertThat(reply.get("subject").asString()).isEqualTo("FileReply");
        assertThat(reply.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(reply.get("durable").asBoolean()).isTrue();
        assertThat(reply.get("traceparent").asString()).isEqualTo(TRACEPARENT);
        assertThat(reply.get("tracestate").asString()).isEqualTo(TRACESTATE);
        assertAnswered(
                (FileReply) Services.CODEC.decodeResponse(reply.get("body").asString()));
    }

    @ParameterizedTest
    @CsvSource({"false,[1],a list", "false,5,a number", "true,[1],a StreamMessage", "true,5,a number"})
    void whatIsNoObjectOverAmqpIsToldApart(boolean mapped, String body, String kind) throws Exception {
        String python = RealServers.requirePython("proton").toString();
        JsonNode reply = run(
                        python,
                        "amqp_requester.py",
                        mapped ? broker.mappedAmqpPort() : broker.amqpPort(),
                        services.queues().requests(),
                        body,
                        "value",
                        "correlation")
                .get(0);
        assertThat(reply.get("status").asString()).isEqualTo("REJECTED");
        assertThat(reply.get("body").asString()).contains(kind);
        assertThat(job.runs()).isEmpty();
    }
}
