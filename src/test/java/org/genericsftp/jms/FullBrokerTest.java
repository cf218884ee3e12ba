package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerLimits;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.QueueCounts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker whose store is full of other people's messages, when answers are to be sent. */
@Tag("slow")
@Timeout(180)
class FullBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HOARD = "hoard";
    private static final int HOARDED_BYTES = 512 * 1024;
    private static final BrokerSettings.Timing IMPATIENT =
            new BrokerSettings.Timing(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(1));

    @TempDir
    private Path store;

    private BrokerProcess brokerOfLittleRoom(boolean refuses) throws Exception {
        return BrokerProcess.start(
                store, BrokerLimits.USUAL.store(12 * 1024 * 1024).refusesWhenFull(refuses));
    }

    private static BrokerSettings at(BrokerProcess broker) {
        return new BrokerSettings(broker.url(), null, null, IMPATIENT);
    }

    private static void fill(BrokerProcess broker) throws JMSException {
        String url = broker.url() + "?jms.sendTimeout=2000&jms.closeTimeout=100";
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection()) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(session.createQueue(HOARD));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[HOARDED_BYTES]);
            Throwable full = null;
            for (int i = 0; i < 100 && full == null; i++) {
                full = catchThrowable(() -> producer.send(message));
            }
            assertThat(full).isInstanceOf(JMSException.class);
        }
    }

    private static void makeRoom(BrokerProcess broker) throws JMSException {
        try (JavaRequester consumer = new JavaRequester(broker.url());
                MessageConsumer hoard =
                        consumer.session().createConsumer(consumer.session().createQueue(HOARD))) {
            while (hoard.receive(1_000) != null) {
                assertThat(broker.queue(HOARD).enqueued()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersWaitForRoomAndNothingIsLost(boolean refuses) throws Exception {
        try (BrokerProcess broker = brokerOfLittleRoom(refuses);
                Services services = new Services(at(broker));
                Services others = new Services(at(broker));
                JavaRequester requester = new JavaRequester(broker.url())) {
            CountDownLatch full = new CountDownLatch(1);
            FakeJob job = FakeJob.doing(run -> {
                full.await();
                run.outcomes().add(FakeJob.copied("a.csv"));
            });
            services.withReplyRetryFull(Duration.ofSeconds(1))
                    .withMaxDeliveries(1_000)
                    .start(job);
            String requests = services.queues().requests();
            StoredReplies.ask(broker, requests, 5);
            await().atMost(PATIENCE).until(() -> job.runs().size() == 2);
            fill(broker);
            try (LogCapture log = LogCapture.of(Receiver.class)) {
                full.countDown();
                await().atMost(PATIENCE)
                        .until(() ->
                                log.lines().stream().anyMatch(line -> line.contains("is left to be delivered again")));
            }
            assertThat(broker.queue(requests).waiting()).isEqualTo(5);

            others.start(FakeJob.copying("b.csv"));
            requester.send(
                    others.queues().requests(),
                    requester.message("{\"type\":\"FileRequest\"}"),
                    DeliveryMode.NON_PERSISTENT,
                    Duration.ZERO);
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);

            makeRoom(broker);

            await().atMost(PATIENCE).until(() -> broker.queue(requests).waiting() == 0);
            assertThat(StoredReplies.answered(broker))
                    .hasSameElementsAs(StoredReplies.allOf(5))
                    .hasSize(5);
            assertThat(broker.queue("ActiveMQ.DLQ")).isEqualTo(QueueCounts.NONE);
            assertThat(broker.queue(services.queues().invalid())).isEqualTo(QueueCounts.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWorkerThatIsToldToEndDoesNotWaitForRoom(boolean refuses) throws Exception {
        try (BrokerProcess broker = brokerOfLittleRoom(refuses);
                Services services = new Services(at(broker))) {
            CountDownLatch full = new CountDownLatch(1);
            FakeJob job = FakeJob.doing(run -> full.await());
            ClientService service = services.withHandlers(1)
                    .withReplyRetryFull(Duration.ofHours(1))
                    .start(job);
            StoredReplies.ask(broker, services.queues().requests(), 1);
            await().atMost(PATIENCE).until(() -> job.runs().size() == 1);
            fill(broker);
            full.countDown();

            long begin = System.nanoTime();
            assertThat(service.close(Duration.ofMillis(500))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
            assertThat(broker.queue(StoredReplies.QUEUE).enqueued()).isZero();

            makeRoom(broker);
            services.start(FakeJob.copying("a.csv"));
            await().atMost(PATIENCE)
                    .until(() -> broker.queue(services.queues().requests()).waiting() == 0);
            assertThat(StoredReplies.answered(broker)).containsExactly("request-0");
        }
    }
}
