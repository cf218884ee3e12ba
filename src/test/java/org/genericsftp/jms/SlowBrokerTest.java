package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.testing.BrokerLimits;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.TcpProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Brokers, and consumers of events, that take their time: the work does not wait for them. */
@Tag("slow")
@Timeout(120)
class SlowBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] MANY_LONG_NAMES =
            IntStream.range(0, 100).mapToObj(i -> "n".repeat(200) + i).toArray(String[]::new);

    private static final ServiceSettings CLIENT = ServiceSettings.of("client");

    @TempDir
    private Path store;

    @Test
    void aCopyDoesNotWaitForABrokerThatDoesNotTakeItsProgress() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store);
                TcpProxy network = TcpProxy.to("127.0.0.1", broker.openWirePort());
                Services services = new Services("tcp://127.0.0.1:" + network.port());
                JavaRequester requester = new JavaRequester(broker.url())) {
            CountDownLatch told = new CountDownLatch(1);
            CountDownLatch copied = new CountDownLatch(1);
            services.start(FakeJob.doing(run -> {
                told.await();
                for (String name : MANY_LONG_NAMES) {
                    run.outcomes().add(FakeJob.copied(name));
                }
                copied.countDown();
            }));
            requester.send(
                    services.queues().requests(), requester.message("{\"type\":\"FileRequest\",\"progress\":true}"));
            assertThat(requester.nextReply().getJMSType()).isEqualTo("FileProgress");
            network.freeze();
            told.countDown();
            copied.await();
            network.unfreeze();
            String type = "FileProgress";
            while (type.equals("FileProgress")) {
                type = requester.nextReply().getJMSType();
            }
            assertThat(type).isEqualTo("FileReply");
        }
    }

    @Test
    void requestsAreAnsweredThroughASlowNetwork() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store);
                TcpProxy network = TcpProxy.to("127.0.0.1", broker.openWirePort());
                Services services = new Services("tcp://127.0.0.1:" + network.port())) {
            network.delay(Duration.ofMillis(50));
            network.throttle(TcpProxy.Direction.TO_SERVER, 100_000);
            services.withHandlers(4).start(FakeJob.copying(MANY_LONG_NAMES));
            StoredReplies.ask(broker, services.queues().requests(), 8);
            await().atMost(PATIENCE)
                    .until(() -> broker.queue(services.queues().requests()).dequeued() == 8);
            assertThat(StoredReplies.answered(broker)).hasSize(8).hasSameElementsAs(StoredReplies.allOf(8));
        }
    }

    @Test
    void noticesThatCannotBeSentAreDroppedBeyondABound() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store);
                TcpProxy network = TcpProxy.to("127.0.0.1", broker.openWirePort());
                JavaRequester requester = new JavaRequester(broker.url());
                MessageConsumer events = requester
                        .session()
                        .createConsumer(
                                requester.session().createTopic(CLIENT.queues().events()));
                JmsBroker worker = new JmsBroker(
                        new BrokerConnections(
                                new BrokerSettings("tcp://127.0.0.1:" + network.port(), null, null),
                                new ClockDifference(Clock.systemUTC())),
                        CLIENT,
                        "worker",
                        Set::of)) {
            worker.start(() -> {});
            await().atMost(PATIENCE).until(worker::isConnected);
            network.freeze();
            OutgoingMessage event = new OutgoingMessage("SyncReport", "{}", null, null, null, null);
            for (int i = 0; i < 5_000; i++) {
                worker.notices().publish(event, Duration.ZERO);
            }
            network.unfreeze();
            int heard = 0;
            while (events.receive(2_000) != null) {
                heard++;
            }
            assertThat(heard).isBetween(1_000, 1_001);
        }
    }

    private static void subscribe(Connection deaf, Services services) throws JMSException {
        Session session = deaf.createSession();
        session.createConsumer(session.createTopic(services.queues().events() + "?consumer.prefetchSize=1"));
        deaf.start();
    }

    @Test
    void intervalsGoOnThoughAListenerNeverReadsEvents() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store, BrokerLimits.USUAL.topic(64 * 1024));
                Services services = new Services(broker.url());
                Connection deaf = new ActiveMQConnectionFactory(broker.url()).createConnection()) {
            subscribe(deaf, services);
            FakeJob job = FakeJob.copying(MANY_LONG_NAMES);
            services.withInterval(Duration.ofSeconds(1)).start(job);
            await().atMost(PATIENCE).until(() -> job.runs().size() >= 7);
            assertThat(broker.topic(services.queues().events()).enqueued()).isLessThan(6);
        }
    }

    private static Stream<BrokerLimits> littleRoomForEvents() {
        return Stream.of(
                BrokerLimits.USUAL.topic(64 * 1024),
                BrokerLimits.USUAL.memory(1024 * 1024).temp(1024 * 1024));
    }

    @ParameterizedTest
    @MethodSource("littleRoomForEvents")
    void aListenerThatNeverReadsEventsHoldsUpNobody(BrokerLimits limits) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store, limits);
                Services services = new Services(broker.url());
                Connection deaf = new ActiveMQConnectionFactory(broker.url()).createConnection();
                JavaRequester requester = new JavaRequester(broker.url())) {
            subscribe(deaf, services);
            services.start(FakeJob.copying(MANY_LONG_NAMES));
            int requests = 300;
            for (int i = 0; i < requests; i++) {
                requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
                assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            }
            assertThat(broker.topic(services.queues().events()).enqueued()).isLessThan(requests);
        }
    }
}
