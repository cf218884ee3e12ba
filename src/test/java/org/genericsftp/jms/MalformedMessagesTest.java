package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.FakeJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes of messages that are no requests: an answer where there is a reply-to, else a place in the invalid queue. */
class MalformedMessagesTest {
    /** As text in memory it would take more than the heap of the tests. */
    private static final int BOMB_MEGABYTES = 512;

    @RegisterExtension
    static final ActiveMq broker = new ActiveMq();

    private Services services;
    private JavaRequester requester;
    private FakeJob job;

    @BeforeEach
    void connect() {
        services = broker.services();
        requester = broker.requester();
        job = FakeJob.copying();
        services.start(job);
    }

    private static List<String> bodies() {
        return List.of(
                "",
                "no JSON",
                "[]",
                "null",
                "{\"type\":\"FileRequest\"",
                "{\"type\":\"FileRequest\",\"type\":\"FileRequest\"}",
                "{\"type\":\"FileRequest\",\"unknown\":1}",
                "{\"type\":\"FileRequest\",\"maxFiles\":1e999999999}",
                "[".repeat(100_000),
                " ".repeat(2_000_000));
    }

    private static List<Message> messages(Session session) throws JMSException {
        List<Message> messages = new ArrayList<>();
        for (String body : bodies()) {
            messages.add(session.createTextMessage(body));
        }
        messages.add(session.createMessage());
        MapMessage map = session.createMapMessage();
        map.setString("type", "FileRequest");
        map.setString("unknown", "");
        messages.add(map);
        StreamMessage stream = session.createStreamMessage();
        stream.writeString("{\"type\":\"FileRequest\"}");
        messages.add(stream);
        messages.add(session.createObjectMessage(1234));
        BytesMessage notUtf8 = session.createBytesMessage();
        notUtf8.writeBytes(new byte[] {'{', (byte) 0xff, '}'});
        messages.add(notUtf8);
        BytesMessage tooLong = session.createBytesMessage();
        tooLong.writeBytes(new byte[3_000_000]);
        messages.add(tooLong);
        return messages;
    }

    @Test
    void eachIsRejectedAndNoneIsWorkedOn() throws Exception {
        for (Message message : messages(requester.session())) {
            message.setJMSReplyTo(requester.replyQueue());
            message.setJMSCorrelationID("c");
            requester.send(services.queues().requests(), message);

            TextMessage reply = requester.nextReply();
            assertThat(reply.getJMSCorrelationID()).isEqualTo("c");
            assertThat(reply.getStringProperty("status")).isEqualTo("REJECTED");
            FileReply page = (FileReply) JavaRequester.read(reply);
            assertThat(page.requestId()).isEqualTo("c");
            assertThat(resultOf(page).error()).isNotNull().satisfies(error -> {
                assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
                assertThat(error.message()).isNotEmpty().doesNotContain("\n").hasSizeLessThan(2_000);
            });
        }
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void withoutReplyToEachIsKeptWithTheReason() throws Exception {
        List<Message> messages = messages(requester.session());
        for (Message message : messages) {
            message.setStringProperty("theirs", "x");
            String messageId = requester.send(services.queues().requests(), message);

            Message kept = requester.takeFrom(services.queues().invalid());
            assertThat(kept).isInstanceOf(message.getClass());
            assertThat(kept.getStringProperty("code")).isEqualTo("MALFORMED_REQUEST");
            assertThat(kept.getStringProperty("reason")).isNotEmpty();
            assertThat(kept.getStringProperty("originalMessageId")).isEqualTo(messageId);
            assertThat(kept.getStringProperty("originalDestination"))
                    .isEqualTo("queue://" + services.queues().requests());
            assertThat(kept.getStringProperty("worker")).isEqualTo("host-1/1");
            assertThat(kept.propertyExists("theirs")).isFalse();
            if (message instanceof TextMessage text) {
                assertThat(((TextMessage) kept).getText()).isEqualTo(text.getText());
            }
        }
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void whatIsNoObjectIsToldApart() throws Exception {
        StreamMessage list = requester.session().createStreamMessage();
        list.writeInt(1);
        for (var expected : Map.of(
                        list, "StreamMessage", requester.session().createObjectMessage(1234), "ObjectMessage")
                .entrySet()) {
            requester.send(services.queues().requests(), requester.answered(expected.getKey()));
            assertThat(resultOf(requester.page()).error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.message()).contains(expected.getValue()));
        }
    }

    @Test
    void aMapThatIsTooLargeOrTooDeepIsRejected() throws Exception {
        MapMessage large = requester.session().createMapMessage();
        large.setString("type", "x".repeat(1_100_000));
        Map<String, Object> nested = Map.of();
        for (int i = 0; i < 60; i++) {
            nested = Map.of("a", nested);
        }
        MapMessage deep = requester.session().createMapMessage();
        deep.setObject("metadata", nested);
        MapMessage binary = requester.session().createMapMessage();
        binary.setBytes("type", new byte[] {1});
        ActiveMQMapMessage bomb = new ActiveMQMapMessage();
        bomb.setContent(bomb(false));
        bomb.setCompressed(true);
        for (Message message : List.of(large, deep, binary, bomb)) {
            requester.send(services.queues().requests(), requester.answered(message));
            assertThat(resultOf(requester.page()).error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
        }
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void aCompressedBombIsNeverInflated() throws Exception {
        ActiveMQTextMessage text = new ActiveMQTextMessage();
        text.setContent(bomb(true));
        ActiveMQBytesMessage bytes = new ActiveMQBytesMessage();
        bytes.setContent(bomb(false));
        for (ActiveMQMessage message : List.of(text, bytes)) {
            message.setCompressed(true);
            requester.send(services.queues().requests(), message);
            ActiveMQMessage kept =
                    (ActiveMQMessage) requester.takeFrom(services.queues().invalid());
            assertThat(kept.isCompressed()).isTrue();
            assertThat(kept.getStringProperty("reason")).contains("longer than");

            message.setJMSReplyTo(requester.replyQueue());
            requester.send(services.queues().requests(), message);
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        }
    }

    /** Zeros, compressed as ActiveMQ compresses text and bytes: the length of the plain body stands inside, or in front. */
    private static ByteSequence bomb(boolean lengthInside) throws IOException {
        int length = BOMB_MEGABYTES * 1024 * 1024 - 4;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (!lengthInside) {
            new DataOutputStream(content).writeInt(length);
        }
        try (DataOutputStream deflated =
                new DataOutputStream(new DeflaterOutputStream(content, new Deflater(Deflater.BEST_SPEED), 65536))) {
            if (lengthInside) {
                deflated.writeInt(length);
            }
            byte[] megabyte = new byte[1024 * 1024];
            for (int i = 0; i < BOMB_MEGABYTES; i++) {
                deflated.write(megabyte);
            }
        }
        return new ByteSequence(content.toByteArray());
    }

    @Test
    void aCompressedRequestIsARequest() throws Exception {
        try (JavaRequester compressing = new JavaRequester(broker.url() + "?jms.useCompression=true")) {
            String body = "{\"type\":\"FileRequest\",\"requester\":\"Köln 😀 " + "long ".repeat(100) + "\"}";
            compressing.send(services.queues().requests(), compressing.message(body));
            assertThat(resultOf(compressing.page()).status()).isEqualTo(ReplyStatus.COMPLETED);

            compressing.send(services.queues().requests(), compressing.answered(compressing.bytes(body)));
            assertThat(resultOf(compressing.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        }
        assertThat(job.runs())
                .allSatisfy(run -> assertThat(run.request().requester()).startsWith("Köln 😀 long"));
    }

    @Test
    void garbageThatClaimsToBeCompressedIsRejected() throws Exception {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setContent(new ByteSequence("not deflated".getBytes(StandardCharsets.UTF_8)));
        message.setCompressed(true);
        message.setJMSReplyTo(requester.replyQueue());
        requester.send(services.queues().requests(), message);
        assertThat(resultOf(requester.page()).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.message()).contains("inflated"));
        await().untilAsserted(() ->
                assertThat(broker.queue(services.queues().requests()).waiting()).isZero());
    }

    @Test
    void ofWhatIsKeptTheOldestGoesBeyondTheLimit() throws Exception {
        try (Services limited = new Services(broker.url())) {
            limited.withHandlers(1).withInvalidKeep(3).start(job);
            String requests = limited.queues().requests();
            String invalid = limited.queues().invalid();
            for (int i = 0; i < 10; i++) {
                requester.send(requests, requester.text("malformed " + i));
            }
            await().until(() -> broker.queue(invalid).enqueued() == 10);
            await().until(() -> broker.queue(invalid).waiting() == 3);
            for (int i = 7; i < 10; i++) {
                assertThat(((TextMessage) requester.takeFrom(invalid)).getText())
                        .isEqualTo("malformed " + i);
            }
            for (int i = 0; i < 3; i++) {
                requester.send(requests, requester.text("malformed, too"));
            }
            await().until(() -> broker.queue(invalid).enqueued() == 13);
            await().during(Duration.ofSeconds(1))
                    .until(() -> broker.queue(invalid).waiting() == 3);
        }
    }
}
