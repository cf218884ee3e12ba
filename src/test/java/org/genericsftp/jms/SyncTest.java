package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.SyncReport;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncTest {
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

    private String trigger(String requestId) throws Exception {
        return requester.send(
                services.queues().sync(),
                requester.message("{\"type\":\"SyncTrigger\",\"requestId\":\"" + requestId + "\"}"));
    }

    private void tick(long number) throws Exception {
        requester.send(
                services.queues().sync(),
                requester.session().createTextMessage("{\"type\":\"SyncTrigger\",\"tick\":" + number + "}"));
    }

    private MessageConsumer events() throws Exception {
        return requester
                .session()
                .createConsumer(
                        requester.session().createTopic(services.queues().events()));
    }

    private static SyncReport syncReport(MessageConsumer events) throws Exception {
        while (true) {
            TextMessage event = (TextMessage) events.receive(20_000);
            assertThat(event).isNotNull();
            if (event.getJMSType().equals("SyncReport")) {
                return (SyncReport) JavaRequester.read(event);
            }
        }
    }

    @Test
    void aSyncCopiesWhatIsSelectedAndListsWhatHasChanged() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            run.outcomes().add(FakeJob.unchanged("same.csv"));
            run.outcomes().add(FakeJob.copied("new.csv"));
            run.outcomes()
                    .add(FakeJob.failed("bad.csv", new FileException(ErrorCode.FILE_CHANGED, Remedy.LATER, "changed")));
        });
        MessageConsumer events = events();
        services.start(job);
        trigger("s-1");
        FileReply reply = requester.page();
        assertThat(reply.requestId()).isEqualTo("s-1");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(resultOf(reply).totals().unchanged()).isEqualTo(1);
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("new.csv", "bad.csv");
        assertThat(job.runs().get(0).request()).isEqualTo(FileRequest.EVERYTHING);

        SyncReport report = syncReport(events);
        assertThat(report.client()).isEqualTo(services.client());
        assertThat(report.requestIds()).containsExactly("s-1");
        assertThat(report.tick()).isNull();
        assertThat(report.files()).extracting(FileOutcome::name).containsExactly("bad.csv", "new.csv");
        assertThat(report.result().totals()).isEqualTo(resultOf(reply).totals());
    }

    @Test
    void triggersThatWaitTogetherAreAnsweredByOneSync() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        services.start(job);
        MessageConsumer events = events();
        trigger("first");
        await().until(() -> job.runs().size() == 1);
        for (int i = 0; i < 5; i++) {
            trigger("waiting-" + i);
        }
        requester.send(services.queues().sync(), requester.message("malformed"));
        goOn.countDown();

        List<String> answered = new ArrayList<>();
        int rejected = 0;
        for (int i = 0; i < 7; i++) {
            FileReply reply = requester.page();
            if (resultOf(reply).status() == ReplyStatus.REJECTED) {
                rejected++;
            } else {
                answered.add(reply.requestId());
            }
        }
        assertThat(answered).containsExactly("first", "waiting-0", "waiting-1", "waiting-2", "waiting-3", "waiting-4");
        assertThat(rejected).isEqualTo(1);
        assertThat(job.runs()).hasSize(2);
        assertThat(syncReport(events).requestIds()).containsExactly("first");
        assertThat(syncReport(events).requestIds()).hasSize(5);
    }

    @Test
    void longAnswersToTriggersThatWaitTogetherArePaged() throws Exception {
        services.start(FakeJob.doing(run -> {
            for (int i = 0; i < 1500; i++) {
                run.outcomes().add(FakeJob.copied("file-" + i));
            }
        }));
        trigger("s");
        FileReply first = requester.page();
        FileReply last = requester.page();
        assertThat(first.files()).hasSize(1000);
        assertThat(last.files()).hasSize(500);
        assertThat(last.replyId()).isEqualTo(first.replyId());
    }

    @Test
    void aTickIsDoneOnce() throws Exception {
        FakeJob job = FakeJob.copying();
        services.withInterval(Duration.ofDays(100)).start(job);
        tick(100);
        await().until(() -> job.runs().size() == 1);
        tick(100);
        tick(99);
        trigger("last");
        requester.page();
        assertThat(job.runs()).hasSize(2);
    }

    @Test
    void aTickThatExpectsAnAnswerGetsOneThoughItIsDone() throws Exception {
        FakeJob job = FakeJob.copying();
        services.withInterval(Duration.ofDays(100)).start(job);
        tick(100);
        await().until(() -> job.runs().size() == 1);
        requester.send(
                services.queues().sync(),
                requester.message("{\"type\":\"SyncTrigger\",\"requestId\":\"s\",\"tick\":100}"));
        assertThat(requester.page().requestId()).isEqualTo("s");
    }

    @Test
    void aTickFromTheFutureDoesNotStandForThoseThatCome() throws Exception {
        FakeJob job = FakeJob.copying();
        MessageConsumer events = events();
        services.withInterval(Duration.ofSeconds(1)).start(job);
        tick(9007199254740991L);
        await().untilAsserted(() -> assertThat(syncReport(events).tick()).isEqualTo(9007199254740991L));
        assertThat(syncReport(events).tick()).isLessThan(9007199254740991L);
    }

    @Test
    void theWorkersSyncByThemselvesOncePerInterval() throws Exception {
        FakeJob one = FakeJob.copying();
        FakeJob other = FakeJob.copying();
        MessageConsumer events = events();
        services.withInterval(Duration.ofSeconds(2));
        services.start(one);
        services.start(other);
        Long first = syncReport(events).tick();
        Long second = syncReport(events).tick();
        assertThat(first).isNotNull();
        assertThat(second).isNotNull().isGreaterThan(first);
        assertThat(one.runs().isEmpty() || other.runs().isEmpty()).isTrue();
    }

    @Test
    void oneWorkerAtATimeSyncsAndAnotherTakesOver() throws Exception {
        FakeJob first = FakeJob.doing(FakeJob.Run::untilCancelled);
        ClientService dying = services.start(first);
        trigger("a");
        await().until(() -> first.runs().size() == 1);
        FakeJob second = FakeJob.copying("a.csv");
        services.start(second);
        await().until(() -> broker.queue(services.queues().sync()).consumers() == 2);
        trigger("b");
        assertThat(requester.replyWithin(Duration.ofMillis(300))).isNull();
        assertThat(second.runs()).isEmpty();

        dying.close(Duration.ZERO);
        List<String> answered =
                List.of(requester.page().requestId(), requester.page().requestId());
        assertThat(answered).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aSyncThatWaitsOrRunsCanBeCancelled() throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        services.start(job);
        await().until(() -> broker.topic(services.queues().control()).consumers() > 0);
        trigger("running");
        await().until(() -> job.runs().size() == 1);
        trigger("waiting");
        for (String id : List.of("waiting", "running")) {
            Message cancel = requester.message("{\"type\":\"CancelRequest\",\"requestId\":\"" + id + "\"}");
            requester.publish(services.queues().control(), cancel);
        }
        for (String id : List.of("running", "waiting")) {
            FileReply reply = requester.page();
            assertThat(reply.requestId()).isEqualTo(id);
            assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        }
        assertThat(job.runs()).hasSize(1);
    }
}
