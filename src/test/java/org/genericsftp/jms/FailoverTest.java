package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two brokers, of which one dies. */
@Tag("slow")
@Timeout(120)
class FailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private static void askAndHear(BrokerProcess broker, Services services) throws Exception {
        try (JavaRequester requester = new JavaRequester(broker.url())) {
            requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOtherBrokerIsServedAndWhatRanIsAnsweredWhenItsBrokerIsBack(boolean priority) throws Exception {
        try (BrokerProcess first = BrokerProcess.start(Files.createDirectory(folder.resolve("first")));
                BrokerProcess second = BrokerProcess.start(Files.createDirectory(folder.resolve("second")));
                Services services = new Services("failover:(" + first.url() + "," + second.url()
                        + ")?randomize=false&priorityBackup=" + priority)) {
            String requests = services.queues().requests();
            FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
            services.start(job);
            StoredReplies.ask(first, requests, 4);
            await().atMost(PATIENCE).until(() -> job.runs().size() == 2);
            first.kill();
            await().atMost(PATIENCE)
                    .until(() -> job.runs().stream()
                            .allMatch(run -> run.cancellation().cancelled()));
            job.nowDo(run -> {});
            askAndHear(second, services);

            first.restart();
            if (!priority) {
                second.kill();
            }
            await().atMost(PATIENCE).until(() -> first.queue(requests).dequeued() == 4);
            assertThat(StoredReplies.answered(first)).hasSize(4).hasSameElementsAs(StoredReplies.allOf(4));
            assertThat(first.queue("ActiveMQ.DLQ").enqueued()).isZero();
            askAndHear(first, services);
        }
    }
}
