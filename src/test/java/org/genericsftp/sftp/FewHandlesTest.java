package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetchAll;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that has few handles, and answers FAILURE when there are no more. */
class FewHandlesTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private static ModelServer server(Manners manners) {
        ModelServer server = new ModelServer(manners);
        for (int i = 0; i < 300; i++) {
            server.file("f" + i % 20 + "/" + i, new byte[i % 30 == 0 ? 300_000 : 10 * i], 1);
        }
        return server;
    }

    private static void assertWhole(ModelServer server, Map<String, Collected> fetched) throws Exception {
        for (Map.Entry<String, Collected> one : fetched.entrySet()) {
            assertThat(one.getValue().bytes()).as(one.getKey()).isEqualTo(server.content(one.getKey()).bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, false",
        "2, false, false",
        "3, false, false",
        "3, true, false",
        "3, false, true",
        "3, true, true",
        "7, true, true"
    })
    void readsAllFilesWithTheHandlesThatThereAre(int handles, boolean anyOrder, boolean told) throws Exception {
        ModelServer server = server(new Manners(handles, false, anyOrder, false, handles, told));
        Lane lane = lanes.lane(server);
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        assertThat(files).hasSize(300);

        assertWhole(server, fetchAll(lane, files));

        awaitNoHandle(server);
    }

    @ParameterizedTest
    @CsvSource({
        "2, false, false",
        "3, false, false",
        "3, true, true",
        "4, false, false",
        "4, true, false",
        "4, false, true",
        "9, true, false"
    })
    void listsWhileItReads(int handles, boolean anyOrder, boolean told) throws Exception {
        ModelServer server = server(new Manners(handles, false, anyOrder, false, handles, told));
        ModelLanes.Client client = lanes.client(server);
        Map<Lane, Map<String, Collected>> fetched = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            fetched.put(client.lane(), new ConcurrentHashMap<>());
        }

        fetched.entrySet().parallelStream().forEach(lane -> listAndFetch(lane.getKey(), lane.getValue()));

        for (Map<String, Collected> files : fetched.values()) {
            assertThat(files).hasSize(300);
            assertWhole(server, files);
        }
        awaitNoHandle(server);
    }

    private static void listAndFetch(Lane lane, Map<String, Collected> fetched) {
        try {
            lane.list(ModelLanes.EVERYTHING, batch -> {
                for (SourceEntry entry : batch.entries()) {
                    fetched.put(entry.name(), ModelLanes.fetch(lane, (RemoteFile) entry));
                }
            });
        } catch (FileException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, false, false", "3, false, false", "3, true, false", "3, true, true"})
    void sharesThemAmongLanes(int handles, boolean anyOrder, boolean told) throws Exception {
        ModelServer server = server(new Manners(handles, false, anyOrder, false, handles, told));
        ModelLanes.Client client = lanes.client(server);
        Lane one = client.lane();
        Lane two = client.lane();
        Lane three = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(one);

        Map<String, Collected> ofOne = fetchAll(one, files);
        Map<String, Collected> ofTwo = fetchAll(two, files);
        Map<String, Collected> ofThree = fetchAll(three, files);

        assertWhole(server, ofOne);
        assertWhole(server, ofTwo);
        assertWhole(server, ofThree);
        awaitNoHandle(server);
    }

    /** Another listing has the only handle that there is for folders, and its READDIRs are not answered. */
    @Test
    void aListingThatWaitsForAHandleHearsOfTheEndOfItsSession() throws Exception {
        ModelServer server = server(new Manners(1, false, false, false, 2, true));
        CountDownLatch holdsHandle = new CountDownLatch(1);
        server.withWhim(request -> {
            if (request.type() == Protocol.READDIR) {
                holdsHandle.countDown();
                return new byte[0];
            }
            return null;
        });
        ModelLanes.Client client = lanes.client(server);
        CompletableFuture<FileException> holderEnds = new CompletableFuture<>();
        CompletableFuture<FileException> end = new CompletableFuture<>();
        listUntilItFails(client.lane(), holderEnds);
        holdsHandle.await();
        Thread waiting = listUntilItFails(client.lane(), end);
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(end).isNotDone();

        server.hangUp();

        assertThat(end).succeedsWithin(Duration.ofSeconds(10));
        assertThat(end.join().code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(holderEnds).succeedsWithin(Duration.ofSeconds(10));
    }

    private static Thread listUntilItFails(Lane lane, CompletableFuture<FileException> end) {
        Thread thread = new Thread(() -> {
            try {
                ModelLanes.list(lane, ModelLanes.EVERYTHING);
            } catch (FileException e) {
                end.complete(e);
            }
        });
        thread.start();
        return thread;
    }
}
