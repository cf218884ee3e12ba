package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a requester gets. */
class AnswersTest {
    private static EmbeddedBroker broker;

    private Services services;
    private JavaRequester requester;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        broker.close();
    }

    @BeforeEach
    void connect() throws Exception {
        services = new Services(broker.url());
        requester = new JavaRequester(broker.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
        services.close();
    }

    private String requests() {
        return services.queues().requests();
    }

    @Test
    void aRequestIsAnsweredWithWhatBecameOfItsFiles() throws Exception {
        services.start(FakeJob.copying("a.csv", "north/b.csv"));
        TextMessage request =
                requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r-1\",\"metadata\":{\"order\":[7,null]}}");
        request.setJMSCorrelationID("c-1");
        request.setStringProperty("theirs", "not to be copied");
        requester.send(requests(), request);

        TextMessage message = requester.reply();
        assertThat(message.getJMSCorrelationID()).isEqualTo("c-1");
        assertThat(message.getJMSType()).isEqualTo("FileReply");
        assertThat(JavaRequester.propertiesOf(message)).containsExactlyInAnyOrder("status", "JMSXDeliveryCount");
        assertThat(message.getStringProperty("status")).isEqualTo("COMPLETED");
        assertThat(message.getJMSReplyTo()).isNull();

        FileReply reply = (FileReply) JavaRequester.read(message);
        assertThat(reply.requestId()).isEqualTo("r-1");
        assertThat(reply.client()).isEqualTo(services.client());
        assertThat(reply.worker()).isEqualTo("host-1/1");
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("a.csv", "north/b.csv");
        assertThat(reply.page()).isEqualTo(1);
        assertThat(resultOf(reply).totals().copied()).isEqualTo(2);
        assertThat(reply.metadata()).containsOnlyKeys("order");
        assertThat(message.getText()).contains("\"metadata\":{\"order\":[7,null]}");
    }

    @Test
    void aRequestWithoutCorrelationIdIsCorrelatedByItsMessageId() throws Exception {
        services.start(FakeJob.copying());
        String messageId = requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        TextMessage reply = requester.reply();
        assertThat(reply.getJMSCorrelationID()).isEqualTo(messageId);
        assertThat(((FileReply) JavaRequester.read(reply)).requestId()).isEqualTo(messageId);
    }

    @Test
    void aRequestWithoutIdTakesItsCorrelationId() throws Exception {
        services.start(FakeJob.copying());
        TextMessage request = requester.message("{\"type\":\"FileRequest\"}");
        request.setJMSCorrelationID("c-2");
        requester.send(requests(), request);
        assertThat(requester.page().requestId()).isEqualTo("c-2");
    }

    @Test
    void bytesThatHoldUtf8AreARequestToo() throws Exception {
        services.start(FakeJob.copying("ünï.csv"));
        BytesMessage request = requester.session().createBytesMessage();
        request.writeBytes("{\"type\":\"FileRequest\",\"requester\":\"Köln 😀\"}".getBytes(StandardCharsets.UTF_8));
        request.setJMSReplyTo(requester.replyQueue());
        requester.send(requests(), request);
        assertThat(requester.page().files()).extracting(FileOutcome::name).containsExactly("ünï.csv");
    }

    @Test
    void textBeyondTheBasicPlaneSurvivesBothWays() throws Exception {
        services.start(FakeJob.copying("😀.csv"));
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"metadata\":{\"who\":\"😀\"}}"));
        FileReply reply = requester.page();
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("😀.csv");
        assertThat(reply.metadata()).isEqualTo(Map.of("who", "😀"));
    }

    @Test
    void aReplyIsPersistentAsItsRequestWasAndLivesItsOwnTime() throws Exception {
        services.start(FakeJob.copying());
        requester.send(
                requests(),
                requester.message("{\"type\":\"FileRequest\"}"),
                DeliveryMode.NON_PERSISTENT,
                Duration.ofMinutes(1));
        TextMessage shortLived = requester.reply();
        assertThat(shortLived.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(shortLived.getJMSExpiration() - shortLived.getJMSTimestamp())
                .isEqualTo(Duration.ofDays(1).toMillis());

        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(requester.reply().getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }

    @Test
    void theRequestsOwnTimeIsWhatWithinCountsBackFrom() throws Exception {
        FakeJob job = FakeJob.copying();
        TextMessage request = requester.message("{\"type\":\"FileRequest\"}");
        requester.send(requests(), request);
        services.start(job);
        requester.reply();
        assertThat(job.runs().get(0).askedAt()).isEqualTo(Instant.ofEpochMilli(request.getJMSTimestamp()));
    }

    @Test
    void aRequestThatExpectsNoReplyIsCarriedOut() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        services.start(job);
        requester.send(requests(), requester.session().createTextMessage("{\"type\":\"FileRequest\"}"));
        await().untilAsserted(
                        () -> assertThat(broker.queue(requests()).dequeued()).isEqualTo(1));
        assertThat(job.runs()).hasSize(1);
        assertThat(broker.queue(services.queues().invalid()).enqueued()).isZero();
    }

    @Test
    void aJobThatBreaksIsAnsweredAsAnInternalError() throws Exception {
        services.start(FakeJob.doing(run -> {
            run.outcomes().add(FakeJob.copied("a.csv"));
            throw new IllegalArgumentException("unforeseen");
        }));
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        FileReply reply = requester.page();
        Result result = resultOf(reply);
        assertThat(result.status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(result.error()).isNotNull().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(error.message()).doesNotContain("unforeseen\"");
        });
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("a.csv");
    }

    @Test
    void aJobThatRunsOutOfMemoryIsAnsweredToo() throws Exception {
        services.start(FakeJob.doing(run -> {
            throw new OutOfMemoryError("of the test");
        }));
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.FAILED);
    }

    @Test
    void troubleWithTheServerIsAnsweredAndNotRedelivered() throws Exception {
        services.start(FakeJob.doing(run -> {
            throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Cannot connect to x: refused");
        }));
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        Result result = resultOf(requester.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(result.error()).isNotNull().satisfies(error -> {
            assertThat(error.retryable()).isTrue();
        });
        await().untilAsserted(
                        () -> assertThat(broker.queue(requests()).waiting()).isZero());
    }

    @Test
    void aConnectionCheckIsAnsweredStageByStage() throws Exception {
        services.start(FakeJob.copying());
        requester.send(
                requests(),
                requester.message("{\"type\":\"ConnectionCheck\",\"requestId\":\"k\",\"metadata\":{\"a\":1}}"));
        TextMessage message = requester.reply();
        assertThat(message.getJMSType()).isEqualTo("ConnectionReport");
        ConnectionReply reply = (ConnectionReply) JavaRequester.read(message);
        assertThat(reply.requestId()).isEqualTo("k");
        assertThat(reply.report().valid()).isTrue();
        assertThat(reply.report().stages()).hasSize(6);
        assertThat(reply.server()).containsExactly(FakeJob.SERVER_FACT);
        assertThat(reply.metadata()).containsOnlyKeys("a");
    }

    @Test
    void aTypeThatDoesNotBelongOnTheQueueIsRejected() throws Exception {
        FakeJob job = FakeJob.copying();
        services.start(job);
        for (String type : List.of("SyncTrigger", "StatusRequest", "FileReply")) {
            requester.send(requests(), requester.message("{\"type\":\"" + type + "\"}"));
            assertThat(resultOf(requester.page()).error()).isNotNull().satisfies(error -> {
                assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
                assertThat(error.pointer()).isEqualTo("/type");
            });
        }
        requester.send(services.queues().sync(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void moreWorkersShareTheQueue() throws Exception {
        FakeJob first = FakeJob.doing(FakeJob.Run::untilCancelled);
        services.withHandlers(1).start(first);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        await().until(() -> first.runs().size() == 1);
        FakeJob second = FakeJob.copying("a.csv");
        services.start(second);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(requester.page().worker()).isEqualTo("host-1/2");
    }

    @Test
    void aShortRequestDoesNotWaitForALongOne() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            if ("long".equals(run.request().requester())) {
                run.untilCancelled();
            }
        });
        services.withHandlers(2).start(job);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"requester\":\"long\"}"));
        await().until(() -> job.runs().size() == 1);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"requestId\":\"short\"}"));
        assertThat(requester.page().requestId()).isEqualTo("short");
    }
}
