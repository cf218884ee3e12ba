package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.Requester;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequesterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Doorman doorman = new Doorman("requester", "right");
    private EmbeddedBroker broker;
    private Services services;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(doorman);
        services = new Services(broker.url());
    }

    @AfterEach
    void stop() {
        services.close();
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        broker.close();
    }

    private JmsMailbox connect() throws BrokerException {
        return JmsMailbox.open(new BrokerSettings("failover:(" + broker.url() + ")", null, null));
    }

    private List<FileReply> ask(JmsMailbox mailbox, boolean progress, Duration patience, Consumer<FileProgress> told)
            throws Exception {
        FileRequest request = FileRequest.EVERYTHING.withProgress(progress);
        return new Requester(mailbox, Services.CODEC).ask(services.queues().requests(), request, patience, told);
    }

    @Test
    void itGetsEveryPage() throws Exception {
        services.start(FakeJob.doing(run -> {
            for (int i = 0; i < 2500; i++) {
                run.outcomes().add(FakeJob.copied("file-" + i));
            }
        }));
        try (JmsMailbox mailbox = connect()) {
            for (int i = 0; i < 2; i++) {
                List<FileReply> pages = ask(mailbox, false, PATIENCE, progress -> {});
                assertThat(pages).extracting(FileReply::page).containsExactly(1, 2, 3);
                assertThat(pages.stream().mapToInt(page -> page.files().size()).sum())
                        .isEqualTo(2500);
            }
        }
        await().untilAsserted(() ->
                assertThat(broker.queue(services.queues().requests()).waiting()).isZero());
    }

    @Test
    void itIsToldOfProgress() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        services.start(FakeJob.doing(run -> told.await()));
        List<FileProgress> heard = new CopyOnWriteArrayList<>();
        try (JmsMailbox mailbox = connect()) {
            ask(mailbox, true, PATIENCE, progress -> {
                heard.add(progress);
                told.countDown();
            });
        }
        assertThat(heard).isNotEmpty();
    }

    @Test
    void itAsksEveryWorkerHowItIs() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        services.start(FakeJob.doing(run -> end.await()));
        services.start(FakeJob.doing(run -> end.await()));
        try (JmsMailbox asking = connect();
                JmsMailbox mailbox = connect()) {
            Requester requester = new Requester(mailbox, Services.CODEC);
            // Who listens later does not hear it, and when each begins is not known.
            await().untilAsserted(() -> assertThat(requester.askStatus(
                            List.of(services.queues().control(), "sftp.nobody.control"), Duration.ofMillis(200)))
                    .extracting(StatusReport::client, StatusReport::worker)
                    .containsExactlyInAnyOrder(
                            tuple(services.client(), "host-1/1"), tuple(services.client(), "host-1/2")));

            asking.send(
                    services.queues().requests(),
                    OutgoingMessage.of(FileRequest.EVERYTHING.withRequestId("r-1"), "c-1", Services.CODEC),
                    PATIENCE);
            await().untilAsserted(() -> assertThat(
                            requester.askStatus(List.of(services.queues().control()), Duration.ofMillis(200)))
                    .flatExtracting(StatusReport::active)
                    .extracting(StatusReport.Active::requestId)
                    .containsExactly("r-1"));
        }
        end.countDown();
    }

    @Test
    void itDoesNotWaitForEver() throws Exception {
        try (JmsMailbox mailbox = connect()) {
            assertThatThrownBy(() -> ask(mailbox, false, Duration.ofMillis(200), progress -> {}))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void itSaysThatTheBrokerIsNotThere() {
        assertThatThrownBy(() -> JmsMailbox.open(new BrokerSettings("failover:(tcp://127.0.0.1:1)", null, null)))
                .isInstanceOf(BrokerException.class)
                .hasMessage("Cannot reach the broker failover:(tcp://127.0.0.1:1): Connection refused");
    }

    @Test
    void itSaysThatTheBrokerRefuses() {
        BrokerSettings wrong = new BrokerSettings(broker.url(), "requester", "canary-secret");
        // Now and then the broker hangs up before its refusal has gone out.
        await().untilAsserted(() -> assertThatThrownBy(() -> JmsMailbox.open(wrong))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("Refused by the broker ")
                .hasMessageNotContaining("canary-secret"));
    }

    @Test
    void itSaysThatItMayNotSend() throws Exception {
        doorman.forbid("write to: queue://sftp.");
        BrokerSettings settings = new BrokerSettings(broker.url(), "requester", "right");
        try (JmsMailbox mailbox = JmsMailbox.open(settings)) {
            assertThatThrownBy(() -> ask(mailbox, false, PATIENCE, progress -> {}))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("not authorized to write");
        }
    }

    @Test
    void itSaysThatTheBrokerHasGone() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        services.start(FakeJob.doing(run -> {
            broker.stop();
            stopped.countDown();
            run.untilCancelled();
        }));
        try (JmsMailbox mailbox = connect()) {
            assertThatThrownBy(() -> ask(mailbox, false, PATIENCE, progress -> {}))
                    .isInstanceOf(BrokerException.class);
        }
        stopped.await();
        broker.restart();
    }
}
