package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.genericsftp.request.FileReply;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerLimits;
import org.genericsftp.testing.BrokerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers and brokers that are killed: against a broker in a JVM of its own, with its store on disk. */
@Tag("slow")
class CrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path store;

    @Test
    void eachOfFiftyRequestsIsAnsweredOnceThoughWorkersAreKilledEightTimes() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store);
                Services services = new Services(broker.url())) {
            String requests = services.queues().requests();
            StoredReplies.ask(broker, requests, 50);
            for (int i = 0; i < 8; i++) {
                long before = broker.queue(requests).dequeued();
                try (WorkerProcess worker = WorkerProcess.start(broker.url(), services.client(), 100)) {
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> broker.queue(requests).dequeued() > before
                                    && broker.queue(requests).inFlight() > 0);
                    worker.kill();
                }
            }
            services.withHandlers(4).start(FakeJob.copying("a.csv"));
            await().atMost(PATIENCE).until(() -> broker.queue(requests).waiting() == 0);
            assertThat(StoredReplies.answered(broker)).hasSize(50).hasSameElementsAs(StoredReplies.allOf(50));
            assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
            assertThat(broker.queue(services.queues().invalid()).enqueued()).isZero();
        }
    }

    @Test
    void noRequestIsLostWhenTheBrokerIsKilledUnderLoad() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store);
                Services services = new Services(broker.url())) {
            String requests = services.queues().requests();
            StoredReplies.ask(broker, requests, 200);
            FakeJob job = FakeJob.doing(run -> Thread.sleep(10));
            services.withHandlers(2).start(job);
            services.startAt("failover:(" + broker.url() + ")", job);

            await().atMost(PATIENCE).until(() -> job.runs().size() > 40);
            broker.kill();
            broker.restart();
            await().atMost(PATIENCE).until(() -> job.runs().size() > 120);
            broker.stop();
            broker.restart();

            await().atMost(PATIENCE).until(() -> broker.queue(requests).waiting() == 0);
            List<String> answered = StoredReplies.answered(broker);
            assertThat(new HashSet<>(answered)).isEqualTo(StoredReplies.allOf(200));
            assertThat(answered).hasSize(200);
            assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        }
    }

    @Test
    void aReplyOfHalfAMillionFilesGoesThroughASmallBroker() throws Exception {
        int files = 500_000;
        try (BrokerProcess broker = BrokerProcess.start(
                        store, BrokerLimits.USUAL.memory(64 * 1024 * 1024).frame(1024 * 1024));
                Services services = new Services(broker.url());
                JavaRequester requester = new JavaRequester(broker.url())) {
            services.start(FakeJob.doing(run -> {
                for (int i = 0; i < files; i++) {
                    run.outcomes().add(FakeJob.copied("some/folder/with/a/name/file-number-" + i + ".csv"));
                }
            }));
            requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
            int pages = 1;
            int listed = 0;
            FileReply page = requester.page();
            while (page.result() == null) {
                assertThat(page.page()).isEqualTo(pages++);
                listed += page.files().size();
                page = requester.page();
            }
            assertThat(listed + page.files().size()).isEqualTo(files);
            assertThat(JavaRequester.resultOf(page).totals().copied()).isEqualTo(files);
            await().atMost(PATIENCE)
                    .until(() -> broker.queue(services.queues().requests()).waiting() == 0);
        }
    }
}
