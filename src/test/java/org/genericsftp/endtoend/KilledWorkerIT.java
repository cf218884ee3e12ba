package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.QueueCounts;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die in mid-copy: whoever comes next answers what they have left. */
@Timeout(120)
class KilledWorkerIT {
    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final List<String> ASKED_FOR = List.of("one", "two", "three", "four", "five", "six");
    private static final int FILES_EACH = 4;
    private static final int FILE_BYTES = 1_000_000; // several READs, so that a copy can be seen under way

    @TempDir
    Path folder;

    @Test
    void leaveEveryRequestToBeAnsweredOnce() throws Exception {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        try (OpenSshServer server = OpenSshServer.started();
                TcpProxy network = TcpProxy.to(server);
                BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("store")));
                JmsRequester requester = JmsRequester.at(broker.url(), "the.replies")) {
            for (String name : ASKED_FOR) {
                for (int i = 0; i < FILES_EACH; i++) {
                    Folders.file(server.rootDirectory().resolve(name), i + ".bin", FILE_BYTES, Folders.FIRST);
                }
            }
            WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                    .client("plant-a", server, copies)
                    .through(network)
                    .with("max-sessions", 1)
                    .and();
            Set<String> sent = new HashSet<>();
            for (String name : ASKED_FOR) {
                sent.add(requester.send(
                        REQUESTS, "{ \"type\": \"FileRequest\", \"directory\": \"%s\" }".formatted(name)));
            }

            network.throttle(TcpProxy.Direction.TO_CLIENT, 2_000_000);
            dieInMidCopy(configuration, copies);
            dieInMidCopy(configuration, copies);
            QueueCounts left = broker.queue(REQUESTS);
            assertThat(left.waiting()).isPositive();
            network.throttle(TcpProxy.Direction.TO_CLIENT, 0);

            Set<String> answered = new HashSet<>();
            try (WorkerProcess last = WorkerProcess.start(configuration)) {
                last.awaitReady(broker, "plant-a");
                for (int i = 0; i < ASKED_FOR.size(); i++) {
                    Reply reply = requester.reply();
                    assertThat(reply.status()).as("%s", reply.error()).isEqualTo("COMPLETED");
                    assertThat(reply.names()).hasSize(FILES_EACH).noneMatch(name -> name.endsWith(".part"));
                    assertThat(answered.add(reply.correlationId())).isTrue();
                }
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> broker.queue(REQUESTS).waiting() == 0);
            }

            assertThat(answered).isEqualTo(sent);
            assertThat(broker.queue("the.replies").enqueued()).isEqualTo(ASKED_FOR.size());
            assertThat(broker.queue(REQUESTS).dequeued()).isEqualTo(ASKED_FOR.size());
            assertThat(broker.queue("ActiveMQ.DLQ")).isEqualTo(QueueCounts.NONE);
            assertThat(broker.queue("sftp.plant-a.invalid")).isEqualTo(QueueCounts.NONE);
            assertThat(wholeFiles(copies)).isEqualTo(Folders.contents(server.rootDirectory()));
        }
    }

    private static void dieInMidCopy(WorkerConfiguration configuration, Path copies) throws Exception {
        int there = wholeFiles(copies).size();
        try (WorkerProcess worker = WorkerProcess.start(configuration)) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsMatching(KilledWorkerIT::tellsOfARenamedFile)
                    .until(() -> wholeFiles(copies).size() > there
                            && !Folders.temporaryFiles(copies).isEmpty());
            worker.kill();
        }
    }

    /** The worker goes on copying while its folder is looked at. */
    private static boolean tellsOfARenamedFile(Throwable e) {
        return e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException;
    }

    private static Map<String, String> wholeFiles(Path copies) throws Exception {
        Map<String, String> all = Folders.contents(copies);
        all.keySet().removeAll(Folders.temporaryFiles(copies));
        return all;
    }
}
