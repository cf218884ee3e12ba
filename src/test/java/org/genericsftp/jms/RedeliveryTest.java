package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.FakeJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when an attempt fails, or its answer has nowhere to go. */
class RedeliveryTest {
    private static final RefusingQueues refusing = new RefusingQueues();

    @RegisterExtension
    static final ActiveMq broker = new ActiveMq(refusing);

    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() {
        services = broker.services();
        requester = broker.requester();
    }

    private String requests() {
        return broker.requests();
    }

    /** As a worker does that dies with a request in its hands. */
    private void dieWithARequest() throws Exception {
        String url = broker.url() + "?jms.prefetchPolicy.all=0";
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(requests()));
            assertThat(consumer.receive(10_000)).isNotNull();
        }
    }

    @Test
    void aRequestThatBreaksEachWorkerIsGivenUp() throws Exception {
        TextMessage request =
                requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"metadata\":{\"a\":1}}");
        requester.send(requests(), request);
        dieWithARequest();
        dieWithARequest();
        dieWithARequest();
        FakeJob job = FakeJob.copying("a.csv");
        services.withMaxDeliveries(3).start(job);

        FileReply reply = requester.page();
        assertThat(reply.requestId()).isEqualTo("r");
        assertThat(reply.metadata()).containsOnlyKeys("a");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(resultOf(reply).error()).isNotNull().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(error.retryable()).isFalse();
        });
        Message kept = requester.takeFrom(services.queues().invalid());
        assertThat(kept.getStringProperty("code")).isEqualTo("INTERNAL_ERROR");
        assertThat(kept.getIntProperty("deliveries")).isEqualTo(4);
        assertThat(((TextMessage) kept).getText()).isEqualTo(request.getText());
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void theWorkIsDoneAlsoWhenTheRequesterHasGone() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        services.start(FakeJob.doing(run -> {
            working.countDown();
            gone.await();
        }));
        try (JavaRequester dying = new JavaRequester(broker.url())) {
            dying.send(requests(), dying.message("{\"type\":\"FileRequest\"}"));
            working.await();
        }
        gone.countDown();
        await().untilAsserted(
                        () -> assertThat(broker.queue(requests()).dequeued()).isEqualTo(1));
        assertThat(broker.queue(services.queues().invalid()).enqueued()).isZero();

        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"requestId\":\"next\"}"));
        assertThat(requester.page().requestId()).isEqualTo("next");
    }

    @Test
    void aRequesterThatHasGoneWithManyRequestsIsNotWaitedForWithEachAnswer() throws Exception {
        int left = 150;
        CountDownLatch gone = new CountDownLatch(1);
        try (JavaRequester dying = new JavaRequester(broker.url())) {
            for (int i = 0; i < left; i++) {
                dying.send(requests(), dying.message("{\"type\":\"FileRequest\"}"));
            }
            // With one wait for each, this would take longer than the next requester waits.
            services.withHandlers(1).withReplyRetry(Duration.ofMillis(300)).start(FakeJob.doing(run -> gone.await()));
        }
        gone.countDown();

        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"requestId\":\"next\"}"));
        assertThat(requester.page().requestId()).isEqualTo("next");
        assertThat(broker.queue(requests()).dequeued()).isGreaterThanOrEqualTo(left);
    }

    @Test
    void aReplyQueueThatComesBackGetsItsReply() throws Exception {
        services.withReplyRetry(Duration.ofSeconds(20)).start(FakeJob.copying("a.csv"));
        refusing.refuse(requester.replyQueue().getQueueName(), 3);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(requester.replyWithin(Duration.ofMillis(1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)"})
    void anAttemptThatFailsIsRepeatedOnTheSameConnection(String url) throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        services.startAt(String.format(url, broker.url()), job);
        refusing.refuse(requester.replyQueue().getQueueName(), 3, IllegalStateException::new);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(requester.replyWithin(Duration.ofMillis(1))).isNull();
        assertThat(job.runs()).hasSize(4);
        assertThat(broker.queue(services.queues().invalid()).enqueued()).isZero();
    }

    @Test
    void whatAnInvalidQueueDoesNotTakeComesAgainUntilItDoes() throws Exception {
        services.withHandlers(1).start(FakeJob.copying());
        refusing.refuse(services.queues().invalid(), 2);
        requester.send(requests(), requester.text("malformed"));
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(((TextMessage) requester.takeFrom(services.queues().invalid())).getText())
                .isEqualTo("malformed");
        await().untilAsserted(
                        () -> assertThat(broker.queue(requests()).waiting()).isZero());
    }
}
