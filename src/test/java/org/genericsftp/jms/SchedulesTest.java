package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ScheduledMessage;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the broker sends again and again, by its own schedule, each time as if they had been sent then. */
@Timeout(60)
class SchedulesTest {
    private static final int TIMES = 3;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final String LAST_SECONDS = "{\"type\":\"FileRequest\",\"fileTime\":{\"within\":\"PT3S\"}}";
    private static final Map<String, String> EACH_SECOND = Map.of(
            ScheduledMessage.AMQ_SCHEDULED_DELAY, "1000",
            ScheduledMessage.AMQ_SCHEDULED_PERIOD, "1000",
            ScheduledMessage.AMQ_SCHEDULED_REPEAT, String.valueOf(TIMES - 1));

    @RegisterExtension
    static final ActiveMq broker = new ActiveMq();

    @TempDir
    private Path folder;

    private final FakeJob job = FakeJob.copying("a.csv");
    private final Instant start = Instant.now();
    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() {
        services = broker.services().withHandlers(1);
        requester = broker.requester();
        services.start(job);
    }

    private TextMessage scheduled(String json) throws Exception {
        TextMessage message = requester.message(json);
        message.setJMSCorrelationID("scheduled");
        message.setLongProperty(ScheduledMessage.AMQ_SCHEDULED_DELAY, PERIOD.toMillis());
        return message;
    }

    private TextMessage repeated(String json) throws Exception {
        TextMessage message = scheduled(json);
        message.setLongProperty(ScheduledMessage.AMQ_SCHEDULED_PERIOD, PERIOD.toMillis());
        message.setIntProperty(ScheduledMessage.AMQ_SCHEDULED_REPEAT, TIMES - 1);
        return message;
    }

    private void requireAnswered(MessageConsumer replies, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            TextMessage reply = (TextMessage) replies.receive(20_000);
            assertThat(reply.getJMSCorrelationID()).isEqualTo("scheduled");
            FileReply page = (FileReply) JavaRequester.read(reply);
            assertThat(page.requestId()).isEqualTo("scheduled");
            assertThat(resultOf(page).status()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    private void requireAnswered(int times) throws Exception {
        try (MessageConsumer replies = requester.session().createConsumer(requester.replyQueue())) {
            requireAnswered(replies, times);
        }
        requireFromThen(times);
    }

    /** The window did not grow from one to the next. */
    private void requireFromThen(int times) {
        List<Instant> askedAt = job.runs().stream().map(FakeJob.Run::askedAt).toList();
        assertThat(askedAt).hasSize(times);
        for (int i = 0; i < times; i++) {
            assertThat(askedAt.get(i))
                    .isAfter(start.plus(PERIOD.multipliedBy(i + 1)).minusMillis(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void aRequestThatIsRepeatedCountsBackFromEachFiring(int secondsToLive) throws Exception {
        requester.send(
                services.queues().requests(),
                repeated(LAST_SECONDS),
                DeliveryMode.PERSISTENT,
                Duration.ofSeconds(secondsToLive));
        requireAnswered(TIMES);
    }

    @Test
    void aRequestThatIsDelayedCountsBackFromTheFiring() throws Exception {
        requester.send(services.queues().requests(), scheduled(LAST_SECONDS));
        requireAnswered(1);
    }

    @Test
    void aTriggerThatIsRepeatedCountsBackFromEachFiring() throws Exception {
        requester.send(services.queues().sync(), repeated("{\"type\":\"SyncTrigger\"}"));
        requireAnswered(TIMES);
    }

    @Test
    void aRequestThatIsRepeatedOverStompCountsBackFromEachFiring() throws Exception {
        String replies = services.client() + ".replies";
        Map<String, String> headers = new HashMap<>(EACH_SECOND);
        headers.put("correlation-id", "scheduled");
        try (StompSender stomp = new StompSender(broker.broker().stompPort())) {
            stomp.send(services.queues().requests(), replies, headers, LAST_SECONDS);
        }
        requireAnsweredAt(replies);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestThatIsRepeatedOverAmqpCountsBackFromEachFiring(boolean mapped) throws Exception {
        String python = RealServers.requirePython("proton").toString();
        String replies = services.client() + ".replies";
        PythonScript.run(
                python,
                folder,
                "amqp_schedule.py",
                mapped ? broker.broker().mappedAmqpPort() : broker.broker().amqpPort(),
                services.queues().requests(),
                replies,
                LAST_SECONDS,
                TIMES,
                PERIOD.toMillis());
        requireAnsweredAt(replies);
    }

    private void requireAnsweredAt(String queue) throws Exception {
        try (MessageConsumer replies =
                requester.session().createConsumer(requester.session().createQueue(queue))) {
            requireAnswered(replies, TIMES);
        }
        requireFromThen(TIMES);
    }

    /** The broker's calendar knows minutes; within one it repeats. */
    @Test
    @Tag("slow")
    @Timeout(120)
    void aRequestThatIsSentByTheCalendarCountsBackFromEachFiring() throws Exception {
        TextMessage message = repeated(LAST_SECONDS);
        message.setStringProperty(ScheduledMessage.AMQ_SCHEDULED_CRON, "* * * * *");
        requester.send(services.queues().requests(), message);
        try (MessageConsumer replies = requester.session().createConsumer(requester.replyQueue())) {
            assertThat(replies.receive(90_000)).isNotNull();
            requireAnswered(replies, TIMES - 1);
        }
        requireFromThen(TIMES);
    }
}
