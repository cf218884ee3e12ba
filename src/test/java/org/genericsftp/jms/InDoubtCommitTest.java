package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.QueueCounts;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker commits an answer, and does not hear whether it worked. */
@Tag("slow")
@Timeout(120)
class InDoubtCommitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUICK_TO_NOTICE_SILENCE =
            "?wireFormat.maxInactivityDuration=2000&wireFormat.maxInactivityDurationInitalDelay=500";

    @TempDir
    private Path store;

    /** What becomes of the connection at the commit. */
    private enum Trouble {
        CUT_BEFORE(Direction.TO_SERVER, false),
        SILENT_BEFORE(Direction.TO_SERVER, true),
        CUT_AFTER(Direction.TO_CLIENT, false),
        SILENT_AFTER(Direction.TO_CLIENT, true),
        BROKER_KILLED_AFTER(Direction.TO_CLIENT, false);

        private final Direction frozen;
        private final boolean silent;

        Trouble(Direction frozen, boolean silent) {
            this.frozen = frozen;
            this.silent = silent;
        }

        boolean commitIsLost() {
            return frozen == Direction.TO_SERVER;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRequestIsAnsweredOnce(Trouble trouble) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store);
                TcpProxy network = TcpProxy.to("127.0.0.1", broker.openWirePort());
                LogCapture log = LogCapture.of(BrokerConnection.class);
                Services services = new Services("tcp://127.0.0.1:" + network.port() + QUICK_TO_NOTICE_SILENCE)) {
            String requests = services.queues().requests();
            FirstCommit commit = new FirstCommit(() -> network.freeze(trouble.frozen));
            network.watch(Direction.TO_SERVER, commit);
            FakeJob job = FakeJob.copying("a.csv");
            services.withHandlers(1).start(job);
            StoredReplies.ask(broker, requests, 1);
            await().atMost(PATIENCE).until(commit::isSeen);
            if (!trouble.commitIsLost()) {
                await().atMost(PATIENCE)
                        .until(() -> broker.queue(StoredReplies.QUEUE).enqueued() == 1);
            }

            end(trouble, broker, network, log);

            await().atMost(PATIENCE).until(() -> broker.queue(requests).consumers() > 0);
            await().atMost(PATIENCE).until(() -> broker.queue(requests).waiting() == 0);
            assertThat(StoredReplies.answered(broker)).containsExactly("request-0");
            assertThat(job.runs()).hasSizeBetween(1, trouble.commitIsLost() ? 2 : 1);
            assertThat(broker.queue("ActiveMQ.DLQ")).isEqualTo(QueueCounts.NONE);
            assertThat(broker.queue(services.queues().invalid())).isEqualTo(QueueCounts.NONE);
        }
    }

    private static void end(Trouble trouble, BrokerProcess broker, TcpProxy network, LogCapture log)
            throws IOException {
        if (trouble == Trouble.BROKER_KILLED_AFTER) {
            broker.kill();
            broker.restart();
        }
        if (!trouble.silent) {
            network.reset();
        }
        await().atMost(PATIENCE)
                .until(() -> log.lines().stream().anyMatch(line -> line.startsWith("WARN Lost the connection")));
        network.unfreeze();
    }
}
