package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
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

    private Requester connect() throws BrokerException {
        return Requester.connect(new BrokerSettings("failover:(" + broker.url() + ")", null, null), Services.CODEC);
    }

    private static FileRequest request(boolean progress) {
        return FileRequest.EVERYTHING.withProgress(progress);
    }

    @Test
    void itGetsEveryPage() throws Exception {
        services.start(FakeJob.doing(run -> {
            for (int i = 0; i < 2500; i++) {
                run.outcomes().add(FakeJob.copied("file-" + i));
            }
        }));
        try (Requester requester = connect()) {
            for (int i = 0; i < 2; i++) {
                List<FileReply> pages =
                        requester.ask(services.queues().requests(), request(false), PATIENCE, progress -> {});
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
        try (Requester requester = connect()) {
            requester.ask(services.queues().requests(), request(true), PATIENCE, progress -> {
                heard.add(progress);
                told.countDown();
            });
        }
        assertThat(heard).isNotEmpty();
    }

    @Test
    void itDoesNotWaitForEver() throws Exception {
        try (Requester requester = connect()) {
            assertThatThrownBy(() -> requester.ask(
                            services.queues().requests(), request(false), Duration.ofMillis(200), progress -> {}))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void itSaysThatTheBrokerIsNotThere() {
        assertThatThrownBy(() -> Requester.connect(
                        new BrokerSettings("failover:(tcp://127.0.0.1:1)", null, null), Services.CODEC))
                .isInstanceOf(BrokerException.class)
                .hasMessage("Cannot reach the broker failover:(tcp://127.0.0.1:1): Connection refused");
    }

    @Test
    void itSaysThatTheBrokerRefuses() {
        BrokerSettings wrong = new BrokerSettings(broker.url(), "requester", "canary-secret");
        // Now and then the broker hangs up before its refusal has gone out.
        await().untilAsserted(() -> assertThatThrownBy(() -> Requester.connect(wrong, Services.CODEC))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("Refused by the broker ")
                .hasMessageNotContaining("canary-secret"));
    }

    @Test
    void itSaysThatItMayNotSend() throws Exception {
        doorman.forbid("write to: queue://sftp.");
        BrokerSettings settings = new BrokerSettings(broker.url(), "requester", "right");
        try (Requester requester = Requester.connect(settings, Services.CODEC)) {
            assertThatThrownBy(
                            () -> requester.ask(services.queues().requests(), request(false), PATIENCE, progress -> {}))
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
        try (Requester requester = connect()) {
            assertThatThrownBy(
                            () -> requester.ask(services.queues().requests(), request(false), PATIENCE, progress -> {}))
                    .isInstanceOf(BrokerException.class);
        }
        stopped.await();
        broker.restart();
    }
}
