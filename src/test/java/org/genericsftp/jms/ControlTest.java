package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.job.RaisedProgress;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.Response;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancelling, expiry, progress and status. */
class ControlTest {
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

    /** Once all workers listen. */
    private void publish(String json) throws Exception {
        await().until(() -> broker.topic(services.queues().control()).consumers() > 0);
        requester.publish(services.queues().control(), requester.message(json));
    }

    @Test
    void aCancelledRequestIsAnsweredWithWhatWasFinished() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            run.outcomes().add(FakeJob.copied("a.csv"));
            run.untilCancelled();
        });
        services.start(job);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r\"}"));
        await().until(() -> job.runs().size() == 1);
        publish("{\"type\":\"CancelRequest\",\"requestId\":\"r\"}");
        FileReply reply = requester.page();
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("a.csv");
    }

    @Test
    void aRequestThatStillWaitsIsCancelledWithoutWork() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> first.await());
        services.withHandlers(1).start(job);
        requester.send(requests(), requester.message("{\"type\":\"FileRequest\",\"requestId\":\"first\"}"));
        TextMessage second = requester.message("{\"type\":\"FileRequest\"}");
        second.setJMSCorrelationID("second");
        requester.send(requests(), second);
        await().until(() -> job.runs().size() == 1);
        publish("{\"type\":\"CancelRequest\",\"requestId\":\"second\"}");
        publish("{\"type\":\"StatusRequest\"}");
        assertThat(JavaRequester.read(requester.reply())).isInstanceOf(StatusReport.class);
        first.countDown();

        assertThat(requester.page().requestId()).isEqualTo("first");
        FileReply reply = requester.page();
        assertThat(reply.requestId()).isEqualTo("second");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void aRequestThatExpiresDuringTheWorkIsAnsweredExpired() throws Exception {
        services.start(FakeJob.doing(FakeJob.Run::untilCancelled));
        await().until(() -> broker.queue(requests()).consumers() > 0);
        requester.send(
                requests(),
                requester.message("{\"type\":\"FileRequest\"}"),
                DeliveryMode.PERSISTENT,
                Duration.ofMillis(700));
        TextMessage message = requester.reply();
        assertThat(message.getStringProperty("status")).isEqualTo("EXPIRED");
        assertThat(message.getJMSExpiration())
                .isGreaterThan(message.getJMSTimestamp() + Duration.ofHours(23).toMillis());
        assertThat(resultOf((FileReply) JavaRequester.read(message)).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EXPIRED));
    }

    @Test
    void progressIsToldWhereItIsAskedFor() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        services.start(FakeJob.doing(run -> {
            RaisedProgress.raise(run.progress(), 3, 100);
            seen.await();
        }));
        TextMessage request = requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"progress\":true}");
        request.setJMSCorrelationID("c");
        requester.send(requests(), request);
        TextMessage message = requester.reply();
        assertThat(message.getJMSType()).isEqualTo("FileProgress");
        assertThat(message.getJMSCorrelationID()).isEqualTo("c");
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        FileProgress progress = (FileProgress) JavaRequester.read(message);
        assertThat(progress.requestId()).isEqualTo("r");
        assertThat(progress.progress()).isEqualTo(new RequestProgress(3, 1, 0, 100, 300L, false));

        seen.countDown();
        FileReply reply = lastPage();
        assertThat(reply.replyId()).isEqualTo(progress.replyId());
    }

    private FileReply lastPage() throws Exception {
        Response response = JavaRequester.read(requester.reply());
        return response instanceof FileReply page ? page : lastPage();
    }

    @Test
    void progressIsNotToldWhereItIsNotAskedFor() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            if (run.request().progress()) {
                run.untilCancelled();
            }
        });
        services.start(job);
        requester.send(
                requests(), requester.session().createTextMessage("{\"type\":\"FileRequest\",\"progress\":true}"));
        await().until(() -> job.runs().size() == 1);
        try (JavaRequester told = new JavaRequester(broker.url())) {
            told.send(requests(), told.message("{\"type\":\"FileRequest\",\"requestId\":\"x\",\"progress\":true}"));
            assertThat(JavaRequester.read(told.reply())).isInstanceOf(FileProgress.class);
        }
        assertThat(requester.replyWithin(Duration.ofMillis(1))).isNull();
    }

    @Test
    void everyWorkerTellsItsStatus() throws Exception {
        FakeJob busy = FakeJob.doing(run -> {
            RaisedProgress.raise(run.progress(), 2, 10);
            run.untilCancelled();
        });
        services.withHandlers(1).start(busy);
        requester.send(
                requests(),
                requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"requester\":\"billing\"}"));
        await().until(() -> busy.runs().size() == 1);
        ClientService idle = services.start(FakeJob.copying());
        await().until(() -> Boolean.TRUE.equals(idle.connection().status().valid()));
        await().until(() -> broker.topic(services.queues().control()).consumers() == 2);

        publish("{\"type\":\"StatusRequest\",\"requestId\":\"s\",\"metadata\":{\"a\":1}}");
        List<StatusReport> reports = new ArrayList<>();
        reports.add((StatusReport) JavaRequester.read(requester.reply()));
        reports.add((StatusReport) JavaRequester.read(requester.reply()));
        assertThat(reports).extracting(StatusReport::worker).containsExactlyInAnyOrder("host-1/1", "host-1/2");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.requestId()).isEqualTo("s");
            assertThat(report.client()).isEqualTo(services.client());
            assertThat(report.metadata()).containsOnlyKeys("a");
            assertThat(report.lastSync()).isNull();
            assertThat(report.server()).containsExactly(FakeJob.SERVER_FACT);
            assertThat(report.connection().status()).isEqualTo(ConnectionReport.VALID);
            if (report.worker().equals("host-1/2")) {
                assertThat(report.active()).isEmpty();
            } else {
                assertThat(report.active()).singleElement().satisfies(active -> {
                    assertThat(active.requestId()).isEqualTo("r");
                    assertThat(active.requestType()).isEqualTo("FileRequest");
                    assertThat(active.requester()).isEqualTo("billing");
                    assertThat(active.progress().filesMatched()).isEqualTo(2);
                });
            }
        });
    }

    @Test
    void whatIsNoControlMessageIsRejectedByEachWorkerThatHearsIt() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        services.start(job);
        publish("{\"type\":\"FileRequest\",\"requestId\":\"r\"}");
        FileReply reply = requester.page();
        assertThat(reply.requestId()).isEqualTo("r");
        assertThat(resultOf(reply).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE));
        assertThat(job.runs()).isEmpty();
    }
}
