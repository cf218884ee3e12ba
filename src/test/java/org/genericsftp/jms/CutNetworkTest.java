package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.QueueCounts;
import org.genericsftp.testing.TcpProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network between worker and broker that is cut again and again in the middle of the work. */
@Tag("slow")
@Timeout(120)
class CutNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path store;

    @ParameterizedTest
    @ValueSource(strings = {"FileRequest", "SyncTrigger"})
    void noRequestIsGivenUpForThat(String type) throws Exception {
        int cuts = 4; // more than the broker may deliver it
        try (BrokerProcess broker = BrokerProcess.start(store);
                TcpProxy network = TcpProxy.to("127.0.0.1", broker.openWirePort());
                Services services = new Services("tcp://127.0.0.1:" + network.port())) {
            String requests = type.equals("SyncTrigger")
                    ? services.queues().sync()
                    : services.queues().requests();
            FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
            services.withHandlers(1).withMaxDeliveries(3).start(job);
            StoredReplies.ask(broker, requests, type, 1);
            for (int i = 1; i <= cuts; i++) {
                int attempts = i;
                await().atMost(PATIENCE).until(() -> job.runs().size() == attempts);
                if (i == cuts) {
                    job.nowDo(run -> {});
                }
                network.reset();
            }
            await().atMost(PATIENCE).until(() -> broker.queue(requests).waiting() == 0);
            assertThat(StoredReplies.answered(broker)).containsExactly("request-0");
            assertThat(broker.queue(services.queues().invalid())).isEqualTo(QueueCounts.NONE);
        }
    }
}
