package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.security.TempDestinationAuthorizationEntry;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The least rights of the worker's account at a broker with ActiveMQ's own authorization, and what happens without each. */
@Timeout(60)
class RightsTest {
    private static final String REQUEST = "{\"type\":\"FileRequest\"}";
    private static final String WAITING =
            "{\"type\":\"FileRequest\",\"fileName\":\"late.csv\",\"wait\":{\"for\":\"PT30M\"}}";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @RegisterExtension
    final Opened opened = new Opened();

    private final DefaultAuthorizationMap rights = new DefaultAuthorizationMap();
    private Services services;
    private ClientQueues queues;
    private EmbeddedBroker broker;
    private JavaRequester requester;

    /**
     * A broker where the worker may do what the table in the documents lists.
     *
     * @param channel of which one deed is taken away
     */
    private void startWithout(String channel, String deed) throws Exception {
        SimpleAuthenticationPlugin accounts =
                new SimpleAuthenticationPlugin(List.of(new AuthenticationUser("worker", "secret", "workers")));
        accounts.setAnonymousAccessAllowed(true);
        accounts.setAnonymousUser("requester");
        accounts.setAnonymousGroup("others");
        allow(new ActiveMQQueue(">"), "");
        allow(new ActiveMQTopic(">"), "");
        TempDestinationAuthorizationEntry temporary = new TempDestinationAuthorizationEntry();
        temporary.setRead("others");
        temporary.setWrite("others,workers");
        temporary.setAdmin("others");
        rights.setTempDestinationAuthorizationEntry(temporary);
        broker = opened.add(EmbeddedBroker.start(accounts, new AuthorizationPlugin(rights)));
        services = opened.add(new Services(new BrokerSettings(broker.url(), "worker", "secret")));
        requester = opened.add(new JavaRequester(broker.url()));
        queues = services.queues();
        Map<ActiveMQDestination, String> least = Map.of(
                new ActiveMQTopic("ActiveMQ.Advisory.>"), "read write admin",
                new ActiveMQQueue(queues.requests()), "read write",
                new ActiveMQQueue(queues.sync()), "read write",
                new ActiveMQTopic(queues.control()), "read",
                new ActiveMQTopic(queues.events()), "read write",
                new ActiveMQQueue(queues.invalid()), "read write",
                new ActiveMQQueue(queues.waiting()), "read write",
                new ActiveMQQueue(queues.arrivals()), "read write",
                new ActiveMQQueue("replies.>"), "write");
        for (Map.Entry<ActiveMQDestination, String> entry : least.entrySet()) {
            String name = entry.getKey().getPhysicalName();
            boolean affected = name.endsWith("." + channel) || name.startsWith(channel + ".");
            allow(entry.getKey(), affected ? entry.getValue().replace(deed, "") : entry.getValue());
            if (!name.endsWith(">")) {
                requester.session().createConsumer(entry.getKey()).close();
            }
        }
    }

    /** @param deeds of the worker; all others may do anything */
    private void allow(ActiveMQDestination destination, String deeds) throws Exception {
        AuthorizationEntry entry = new AuthorizationEntry();
        entry.setDestination(destination);
        entry.setRead(deeds.contains("read") ? "others,workers" : "others");
        entry.setWrite(deeds.contains("write") ? "others,workers" : "others");
        entry.setAdmin(deeds.contains("admin") ? "others,workers" : "others");
        rights.put(destination, entry);
    }

    private ReplyStatus ask() throws Exception {
        requester.send(queues.requests(), requester.message(REQUEST));
        return resultOf(requester.page()).status();
    }

    private void sendWhatNobodyCanAnswer() throws Exception {
        requester.send(queues.requests(), requester.text("no JSON"));
    }

    @Test
    void isContentWithTheLeast() throws Exception {
        startWithout("nothing", "read");
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            FakeJob job = FakeJob.copying("a.csv");
            services.withInterval(INTERVAL).start(job);
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
            waitUntilItIsThere(job);
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            sendWhatNobodyCanAnswer();
            assertThat(requester.takeFrom(queues.invalid()).getStringProperty("code"))
                    .isEqualTo("MALFORMED_REQUEST");
            await().until(() -> broker.queue(queues.sync()).enqueued() > 0);
            await().until(() -> broker.topic(queues.events()).enqueued() > 0);
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests", "sync", "control", "events"})
    void tellsWhatItMayNotRead(String channel) throws Exception {
        startWithout(channel, "read");
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            services.withHandlers(1).start(FakeJob.copying("a.csv"));
            requester.send(queues.requests(), requester.message(REQUEST));
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR Cannot read from " + queues.requests().replaceAll("requests$", channel))
                    .contains("User worker is not authorized to read from");
            if (channel.equals("requests")) {
                assertThat(broker.queue(queues.requests()).waiting()).isEqualTo(1);
            } else {
                assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            }
        }
    }

    @Test
    void tellsThatItsTicksAreRefused() throws Exception {
        startWithout("sync", "write");
        try (LogCapture log = LogCapture.of(BackgroundSender.class)) {
            services.withInterval(INTERVAL).start(FakeJob.copying("a.csv"));
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).singleElement().asString().startsWith("ERROR Cannot send to " + queues.sync());
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    private void waitUntilItIsThere(FakeJob job) throws Exception {
        requester.send(queues.requests(), requester.message(WAITING));
        await().until(() -> broker.queue(queues.waiting()).waiting() == 1);
        job.nowThere("late.csv");
    }

    @Test
    void leavesWhatHasWaitedWhereItIsIfItMayNotSendItBack() throws Exception {
        startWithout("requests", "write");
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            FakeJob job = FakeJob.copying("a.csv");
            services.start(job);
            waitUntilItIsThere(job);
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines().get(0)).contains("User worker is not authorized to write to", queues.requests());
            assertThat(broker.queue(queues.waiting()).waiting()).isEqualTo(1);
        }
    }

    @Test
    void answersThoughItMaySendNoEvents() throws Exception {
        startWithout("events", "write");
        try (LogCapture log = LogCapture.of(BackgroundSender.class)) {
            services.start(FakeJob.copying("a.csv"));
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).singleElement().asString().startsWith("ERROR Cannot send to " + queues.events());
        }
    }

    @Test
    void keepsWhatMayNotBeAnswered() throws Exception {
        startWithout("replies", "write");
        services.withReplyRetry(Duration.ZERO).start(FakeJob.copying("a.csv"));
        TextMessage request = requester.text(REQUEST);
        request.setJMSReplyTo(requester.session().createQueue("replies.of-others"));
        requester.send(queues.requests(), request);
        assertThat(requester.takeFrom(queues.invalid()).getStringProperty("code"))
                .isEqualTo("REPLY_TO_REFUSED");
    }

    @Test
    void losesNothingWhereTheInvalidQueueIsClosedToIt() throws Exception {
        startWithout("invalid", "write");
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            services.withHandlers(1).start(FakeJob.copying("a.csv"));
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
            sendWhatNobodyCanAnswer();
            await().until(() -> log.lines().size() >= 2);
            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("WARN Message ")
                            .contains(queues.invalid() + " does not take it", "not authorized"));
            assertThat(broker.queue(queues.requests()).waiting()).isEqualTo(1);
        }
    }
}
