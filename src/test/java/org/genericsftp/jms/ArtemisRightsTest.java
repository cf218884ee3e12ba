package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.command.ActiveMQQueue;
import org.awaitility.Awaitility;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.BrokerRelease;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The least rights of the worker's account at Apache Artemis, as the documents give them, and what happens without each. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArtemisRightsTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    @RegisterExtension
    final Opened opened = new Opened();

    private static final String REQUEST = "{\"type\":\"FileRequest\"}";
    private static final String WAITING =
            "{\"type\":\"FileRequest\",\"fileName\":\"late.csv\",\"wait\":{\"for\":\"PT30M\"}}";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    static Path folder;

    private static BrokerProcess broker;

    private final FakeJob job = FakeJob.copying("a.csv");
    private Services services;
    private ClientQueues queues;
    private JavaRequester requester;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = OPENED.add(
                BrokerProcess.start(Files.createDirectory(folder.resolve("store")), BrokerRelease.ARTEMIS_WITH_RIGHTS));
    }

    @BeforeEach
    void start() throws Exception {
        services = opened.add(new Services(new BrokerSettings(broker.url(), "worker", "secret")))
                .withReplyRetry(Duration.ZERO);
        queues = services.queues();
        requester = opened.add(new JavaRequester(broker.url()));
    }

    private void withdraw(String channel, String permission) throws Exception {
        broker.withdraw(queues.requests().replaceFirst("requests$", channel), permission);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private ReplyStatus ask() throws Exception {
        requester.send(queues.requests(), requester.message(REQUEST));
        return resultOf(requester.page()).status();
    }

    private String whyInvalid() throws Exception {
        return requester.takeFrom(queues.invalid()).getStringProperty("code");
    }

    @Test
    void isContentWithTheLeast() throws Exception {
        try (LogCapture log = LogCapture.of(Receiver.class);
                LogCapture sending = LogCapture.of(BackgroundSender.class);
                LogCapture exclusive = LogCapture.of(ExclusiveQueue.class)) {
            services.withInterval(INTERVAL).start(job);
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);

            requester.send(queues.requests(), requester.message(WAITING));
            await(() -> broker.queue(queues.waiting()).waiting() == 1);
            job.nowThere("late.csv");
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);

            requester.send(queues.requests(), requester.text("no JSON"));
            assertThat(whyInvalid()).isEqualTo("MALFORMED_REQUEST");

            requester.send(queues.requests(), answeredTo("replies.of-others"));
            assertThat(requester.takeFrom("replies.of-others").getStringProperty("status"))
                    .isEqualTo("COMPLETED");

            requester.publish(queues.control(), requester.message("{\"type\":\"StatusRequest\"}"));
            assertThat(requester.nextReply().getJMSType()).isEqualTo("StatusReport");
            await(() -> broker.queue(queues.sync()).enqueued() > 1);
            assertThat(List.of(log.lines(), sending.lines(), exclusive.lines())).allMatch(List::isEmpty);
        }
    }

    private Message answeredTo(String queue) throws Exception {
        TextMessage request = requester.text(REQUEST);
        request.setJMSReplyTo(requester.session().createQueue(queue));
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "requests, consume",
        "requests, createAddress",
        "requests, createDurableQueue",
        "sync, consume",
        "sync, createAddress",
        "sync, createDurableQueue",
        "control, consume",
        "control, createAddress",
        "control, createNonDurableQueue",
        "events, consume",
        "events, createAddress",
        "events, createNonDurableQueue",
        "waiting, consume",
        "waiting, createAddress",
        "waiting, createDurableQueue"
    })
    void tellsWhatItMayNotRead(String channel, String permission) throws Exception {
        withdraw(channel, permission);
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            services.withHandlers(1).start(job);
            await(() -> !log.lines().isEmpty());
            assertThat(log.lines().get(0))
                    .startsWith("ERROR Cannot read from sftp." + services.client() + "." + channel)
                    .containsIgnoringCase(permission.replaceAll("[A-Z]", "_$0"));
            if (!channel.equals("requests")) {
                assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "events"})
    void tellsWhatItMayNotSend(String channel) throws Exception {
        withdraw(channel, "send");
        try (LogCapture log = LogCapture.of(BackgroundSender.class)) {
            services.withInterval(INTERVAL).start(job);
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
            await(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR Cannot send to sftp." + services.client() + "." + channel);
        }
    }

    /** Artemis does not commit what a send was refused in. */
    @Test
    void keepsWhatMayNotBeAnsweredWhenItComesASecondTime() throws Exception {
        broker.withdraw("replies.closed", "send");
        services.withHandlers(1).start(job);
        for (int i = 0; i < 2; i++) {
            requester.send(queues.requests(), answeredTo("replies.closed"));
            assertThat(whyInvalid()).isEqualTo("REPLY_TO_REFUSED");
        }
        assertThat(job.runs()).hasSize(3);
        assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void losesNothingWhereTheInvalidQueueIsClosedToIt() throws Exception {
        withdraw("invalid", "send");
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            services.withHandlers(1).start(job);
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
            requester.send(queues.requests(), requester.text("no JSON"));
            await(() -> log.lines().size() >= 2);
            assertThat(broker.queue(queues.requests()).waiting()).isEqualTo(1);
        }
    }

    @Test
    void rejectsRequestsToWaitWhereItMayNotPutThemAside() throws Exception {
        withdraw("waiting", "send");
        services.start(job);
        requester.send(queues.requests(), requester.message(WAITING));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.REJECTED);
    }

    @Test
    void putsRequestsAsideThoughItMayTellNobody() throws Exception {
        withdraw("arrivals", "send");
        services.start(job);
        requester.send(queues.requests(), requester.message(WAITING));
        await(() -> broker.queue(queues.waiting()).waiting() == 1
                && broker.queue(queues.requests()).waiting() == 0);
    }

    @Test
    void leavesWhatHasWaitedWhereItIsIfItMayNotSendItBack() throws Exception {
        withdraw("requests", "send");
        try (LogCapture log = LogCapture.of(Receiver.class)) {
            services.start(job);
            requester.send(queues.requests(), requester.message(WAITING));
            await(() -> broker.queue(queues.waiting()).waiting() == 1);
            job.nowThere("late.csv");
            await(() -> !log.lines().isEmpty());
            assertThat(log.lines().get(0)).contains("permission='SEND' on address " + queues.requests());
            assertThat(broker.queue(queues.waiting()).waiting()).isEqualTo(1);
        }
    }

    @Test
    void noticesThatAQueueIsChangedWhileItRuns() throws Exception {
        services.start(job);
        await(() -> broker.queue(queues.sync()).consumers() == 1);
        BrokerLink link = opened.add(new BrokerLink(
                new ConnectToBroker(new BrokerSettings(broker.url(), "worker", "secret")).connect(),
                new ClockDifference(Clock.systemUTC())));
        try (LogCapture log = LogCapture.of(ExclusiveQueue.class)) {
            new ExclusiveQueue(new ActiveMQQueue(queues.sync()), Duration.ofMillis(100))
                    .watch(link, new ReceiverThreads());
            broker.exclusive(queues.sync(), false);
            await(() -> log.lines().stream()
                    .anyMatch(line ->
                            line.startsWith("WARN Artemis gives the messages of " + queues.sync() + " to several")));
            broker.exclusive(queues.sync(), true);
            await(() -> log.lines().stream().anyMatch(line -> line.endsWith("to one worker at a time now")));
        }
    }

    /** After the others, for which these rights are then gone. */
    @ParameterizedTest
    @Order(Integer.MAX_VALUE)
    @ValueSource(strings = {"manage", "send"})
    void saysThatItCannotTellWhichQueuesAreExclusive(String permission) throws Exception {
        broker.withdraw("activemq.management", permission);
        try (LogCapture log = LogCapture.of(ExclusiveQueue.class)) {
            services.start(job);
            await(() -> log.lines().size() == 2);
            assertThat(log.lines())
                    .allMatch(line -> line.startsWith("WARN Artemis does not say whether it gives the messages of "));
            assertThat(ask()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    @Test
    void letsTicksPileUpWhereItMayNotLookAtThem() throws Exception {
        withdraw("sync", "browse");
        CountDownLatch ended = new CountDownLatch(1);
        job.nowDo(run -> ended.await());
        try {
            services.withInterval(INTERVAL).start(job);
            await(() -> broker.queue(queues.sync()).waiting() > 3);
        } finally {
            ended.countDown();
        }
    }
}
