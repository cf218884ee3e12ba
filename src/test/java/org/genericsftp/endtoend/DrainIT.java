package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many requests in the queue of a client whose server is away. */
@Timeout(180)
class DrainIT {
    @RegisterExtension
    final Opened opened = new Opened();

    private static final String FAR = "sftp.far.requests";
    private static final String NEAR = "sftp.near.requests";
    private static final int QUEUED = 500;

    @TempDir
    Path folder;

    private OpenSshServer server;
    private TcpProxy network;
    private BrokerProcess broker;
    private JmsRequester requester;

    @BeforeEach
    void startServers() throws Exception {
        server = opened.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "a.bin", 1_000, Folders.FIRST);
        network = opened.add(TcpProxy.to(server));
        broker = opened.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        requester = opened.add(JmsRequester.at(broker.url()));
    }

    private WorkerProcess startWorker(String retryFor) throws Exception {
        return opened.add(WorkerProcess.start(WorkerConfiguration.at(broker.url())
                .client("far", server, Files.createDirectory(folder.resolve("far")))
                .through(network)
                .with("handlers", 1)
                .with("retry-for", retryFor)
                .and()
                .client("near", server, Files.createDirectory(folder.resolve("near")))
                .and()));
    }

    private List<String> askWhileTheServerIsAway() throws Exception {
        network.refuse();
        network.reset();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            ids.add(requester.send(FAR, "{\"type\":\"FileRequest\",\"fileName\":\"a.bin\"}"));
        }
        return ids;
    }

    private List<Reply> replies() throws Exception {
        List<Reply> replies = new ArrayList<>();
        while (replies.size() < QUEUED) {
            replies.add(requester.reply());
        }
        return replies;
    }

    /** One after the other they would take 500 times as long, which is more than an hour. */
    @Test
    void allAreAnsweredOnceTheyHaveWaitedForAsLongAsOneIsTried() throws Exception {
        startWorker("10s").awaitReady(broker, "far").awaitConnectionValid();
        List<String> ids = askWhileTheServerIsAway();

        assertThat(replies())
                .allSatisfy(reply -> assertThat(reply.status()).isEqualTo("FAILED"))
                .allSatisfy(reply ->
                        assertThat(reply.error().path("code").asString()).isEqualTo("CONNECTION_FAILED"))
                .allSatisfy(reply ->
                        assertThat(reply.error().path("retryable").asBoolean()).isTrue())
                .extracting(Reply::correlationId)
                .isEqualTo(ids);
    }

    @Test
    void allAreDoneInOrderWhenTheServerIsBackAndNobodyElseWaits() throws Exception {
        startWorker("10m").awaitReady(broker, "far").awaitReady(broker, "near").awaitConnectionValid();
        List<String> ids = askWhileTheServerIsAway();
        try (JmsRequester neighbour = JmsRequester.at(broker.url())) {
            assertThat(neighbour.ask(NEAR, "{\"type\":\"FileRequest\"}").status())
                    .isEqualTo("COMPLETED");
        }
        assertThat(broker.queue(FAR).waiting()).isEqualTo(QUEUED);
        network.accept();

        assertThat(replies())
                .allSatisfy(reply -> assertThat(reply.status()).isEqualTo("COMPLETED"))
                .extracting(Reply::correlationId)
                .isEqualTo(ids);
    }
}
