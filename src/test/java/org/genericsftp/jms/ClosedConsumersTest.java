package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker closes the consumers of whoever holds a message for longer than half a second. */
@Timeout(60)
class ClosedConsumersTest {
    private static final int HANDLERS = 4;
    private static final int WITH_HELPER = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TIME_TO_HAND_ON = Duration.ofSeconds(2);
    private static final String REQUEST = "{\"type\":\"FileRequest\"}";
    private static final String TRIGGER = "{\"type\":\"SyncTrigger\"}";

    @RegisterExtension
    static final ActiveMq broker = new ActiveMq(ImpatientBroker.closingConsumers());

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final FakeJob job = FakeJob.doing(run -> {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        end.await();
        running.decrementAndGet();
    });
    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() {
        services = broker.services().withHandlers(HANDLERS);
        requester = broker.requester();
    }

    private static void awaitConsumers(String queue, int count) {
        await().atMost(PATIENCE).until(() -> broker.queue(queue).consumers() == count);
    }

    /** Until the broker has closed the consumer that works, and would have handed on what it has. */
    private void awaitClosed(String queue, int consumersBefore) {
        await().atMost(PATIENCE).until(() -> broker.queue(queue).consumers() < consumersBefore);
        await().during(TIME_TO_HAND_ON).until(() -> job.runs().size() == 1);
    }

    /** When that is busy, there is another. */
    private void sendToTheOnlyConsumer(String requests) throws Exception {
        awaitConsumers(requests, 1);
        requester.send(requests, requester.message(REQUEST));
        awaitConsumers(requests, WITH_HELPER);
    }

    private void requireOneCompletedReply() throws Exception {
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(requester.replyWithin(TIME_TO_HAND_ON)).isNull();
    }

    @Test
    void aRequestThatTakesLongerIsWorkedOnAndAnsweredOnce() throws Exception {
        String requests = broker.requests();
        services.start(job);
        sendToTheOnlyConsumer(requests);
        awaitClosed(requests, WITH_HELPER);
        end.countDown();
        requireOneCompletedReply();
        awaitConsumers(requests, WITH_HELPER);
        assertThat(job.runs()).hasSize(1);
        assertThat(broker.queue(requests).dequeued()).isEqualTo(1);
        assertThat(broker.queue(requests).waiting()).isZero();
    }

    @Test
    void aWorkerThatEndsLeavesSuchARequestToAnother() throws Exception {
        String requests = broker.requests();
        ClientService first = services.start(FakeJob.doing(FakeJob.Run::untilCancelled));
        sendToTheOnlyConsumer(requests);
        await().until(() -> broker.queue(requests).consumers() < WITH_HELPER);
        end.countDown();
        services.start(job);
        first.close(Duration.ZERO);
        requireOneCompletedReply();
        assertThat(job.runs()).hasSize(1);
        assertThat(broker.queue(requests).waiting()).isZero();
    }

    @Test
    void aSyncThatTakesLongerStaysTheOnlyOne() throws Exception {
        String sync = services.queues().sync();
        services.start(job);
        services.start(job);
        awaitConsumers(sync, 2);
        requester.send(sync, requester.message(TRIGGER));
        await().until(() -> running.get() == 1);
        requester.send(sync, requester.message(TRIGGER));
        await().during(TIME_TO_HAND_ON.multipliedBy(2)).until(() -> job.runs().size() == 1);
        end.countDown();
        for (int i = 0; i < 2; i++) {
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        }
        assertThat(requester.replyWithin(TIME_TO_HAND_ON)).isNull();
        assertThat(job.runs()).hasSize(2);
        assertThat(mostRunning).hasValue(1);
        awaitConsumers(sync, 2);
    }

    /** The broker's word that it closes the consumer comes when it has handed the request on. */
    @Test
    void whoHearsOfItTooLateBreaksOffAndAnswersNothing() throws Exception {
        try (TcpProxy network = TcpProxy.to("127.0.0.1", broker.broker().openWirePort());
                LogCapture log = LogCapture.of(Receiver.class)) {
            String requests = broker.requests();
            services.withHandlers(1);
            FakeJob cutOff = FakeJob.doing(FakeJob.Run::untilCancelled);
            services.startAt("tcp://127.0.0.1:" + network.port(), cutOff);
            awaitConsumers(requests, 1);
            requester.send(requests, requester.message(REQUEST));
            await().until(() -> cutOff.runs().size() == 1);
            network.freeze(Direction.TO_CLIENT);
            services.start(job);
            await().atMost(PATIENCE).until(() -> job.runs().size() == 1);
            network.unfreeze();
            await().atMost(PATIENCE).until(() -> log.lines().stream().anyMatch(line -> line.contains("taken it back")));
            end.countDown();
            requireOneCompletedReply();
            assertThat(broker.queue(requests).dequeued()).isEqualTo(1);
        }
    }

    @Test
    void whereIdleConsumersAreClosedTooEverythingIsAnsweredAllTheSame() throws Exception {
        try (EmbeddedBroker strict = EmbeddedBroker.start(ImpatientBroker.closingIdleConsumers());
                Services strictly = new Services(strict.url());
                JavaRequester asking = new JavaRequester(strict.url());
                LogCapture log = LogCapture.of(Receiver.class)) {
            FakeJob copying = FakeJob.copying("a.csv");
            strictly.withHandlers(1).start(copying);
            for (int i = 1; i <= 3; i++) {
                awaitClosed(strict, strictly.queues().requests());
                asking.send(strictly.queues().requests(), asking.message(REQUEST));
                assertThat(resultOf(asking.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
                awaitClosed(strict, strictly.queues().sync());
                asking.send(strictly.queues().sync(), asking.message(TRIGGER));
                assertThat(resultOf(asking.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            }
            assertThat(copying.runs()).hasSize(6);
            assertThat(log.lines()).isEmpty();
        }
    }

    /** Until an idle consumer has been closed. */
    private static void awaitClosed(EmbeddedBroker strict, String queue) {
        await().atMost(PATIENCE).until(() -> strict.queue(queue).consumers() == 1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> strict.queue(queue).consumers() == 0);
    }
}
