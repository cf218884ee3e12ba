package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.WaitSlip;
import org.genericsftp.testing.BrokerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that wait, at a real broker. */
class WaitingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path store;

    private BrokerProcess broker;
    private Services services;
    private JavaRequester requester;
    private final FakeJob job = FakeJob.doing(run -> {});

    @BeforeEach
    void start() throws Exception {
        broker = BrokerProcess.start(store);
        services = new Services(broker.url());
        requester = new JavaRequester(broker.url());
    }

    @AfterEach
    void stop() throws Exception {
        requester.close();
        services.close();
        broker.close();
    }

    private void ask(int number) throws Exception {
        requester.send(
                services.queues().requests(),
                requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r-" + number + "\",\"fileName\":\"f-"
                        + number + "\",\"wait\":{\"for\":\"PT30M\"}}"));
    }

    private void nowThere(String name) {
        job.nowDo(run -> run.outcomes().add(FakeJob.copied(name)));
        job.nowThere(name);
    }

    private static void awaitWaiting(int count, ClientService service) {
        await().atMost(PATIENCE).until(() -> service.figures().waiting() == count);
    }

    @Test
    void manyWaitWithoutATrafficAndEachIsAnsweredOnce() throws Exception {
        ClientService service = services.start(job);
        int many = 1_000;
        for (int i = 0; i < many; i++) {
            ask(i);
        }
        awaitWaiting(many, service);
        String waiting = services.queues().waiting();
        await().atMost(PATIENCE).until(() -> broker.queue(waiting).inFlight() == 0);
        long moved = broker.queue(waiting).enqueued();
        int looks = job.looks();
        await().until(() -> job.looks() > looks + 2);
        assertThat(broker.queue(waiting).enqueued()).isEqualTo(moved);

        nowThere("f-700");
        FileReply reply = requester.page();
        assertThat(reply.requestId()).isEqualTo("r-700");
        assertThat(JavaRequester.resultOf(reply).status()).isEqualTo(ReplyStatus.COMPLETED);
        awaitWaiting(many - 1, service);
        assertThat(broker.queue(waiting).waiting()).isEqualTo(many - 1);
    }

    @Test
    void theyOutliveWorkersAndTheBroker() throws Exception {
        ClientService first = services.start(job);
        for (int i = 0; i < 300; i++) {
            ask(i);
        }
        awaitWaiting(300, first);
        ClientService second = services.start(job);
        first.close(Duration.ZERO);
        awaitWaiting(300, second);
        broker.kill();
        await().until(() -> second.figures().waiting() == 0);
        broker.restart();
        awaitWaiting(300, second);
        requester.close();
        requester = new JavaRequester(broker.url());
        nowThere("f-299");
        awaitWaiting(299, second);
    }

    @Test
    void oneThatPretendsToHaveWaitedIsAnsweredAtOnceAsAnyOtherWouldBe() throws Exception {
        ClientService service = services.start(job);
        Set<ReplyStatus> statuses = new HashSet<>();
        for (WaitSlip.End end : WaitSlip.End.values()) {
            Message message =
                    requester.message("{\"type\":\"FileRequest\",\"fileName\":\"f\",\"wait\":{\"for\":\"PT30M\"}}");
            WaitSlip slip =
                    new WaitSlip("0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55", Instant.EPOCH, null, Instant.EPOCH, end, null);
            message.setStringProperty(WaitSlip.PROPERTY, slip.text());
            requester.send(services.queues().requests(), message);
            statuses.add(JavaRequester.resultOf(requester.page()).status());
        }
        assertThat(statuses)
                .containsExactlyInAnyOrder(ReplyStatus.WAIT_ENDED, ReplyStatus.CANCELLED, ReplyStatus.REJECTED);
        assertThat(service.figures().waiting()).isZero();
    }
}
