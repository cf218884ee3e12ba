package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server closes the connection, or another session is needed for another reason. */
class LostSessionTest {
    private static final int FILES = 60;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer first = new ModelServer(Manners.KIND);

    LostSessionTest() {
        for (int i = 0; i < FILES; i++) {
            first.file("f" + i, new byte[i % 7 == 0 ? 500_000 : 1000], 1);
        }
    }

    /** Just before it takes so many more requests. */
    private void hangUpAfter(int requests) {
        AtomicInteger left = new AtomicInteger(requests);
        first.withWhim(request -> {
            if (left.getAndDecrement() == 0) {
                first.hangUp();
            }
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20, 50, 100, 150})
    void tellsEveryFetchAndReadsTheRestInANewSession(int requests) throws Exception {
        ModelServer second = first.another();
        Lane lane = lanes.client(first, second).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        // The last CLOSE of the listing may still be on its way.
        ModelLanes.awaitNoHandle(first);
        hangUpAfter(requests);

        Map<String, Collected> fetched = ModelLanes.fetchAll(lane, files);

        List<RemoteFile> again = new ArrayList<>();
        for (Map.Entry<String, Collected> one : fetched.entrySet()) {
            try {
                assertThat(one.getValue().bytes()).isEqualTo(first.content(one.getKey()).bytes);
            } catch (FileException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
                assertThat(e.remedy()).isEqualTo(Remedy.NEW_SESSION);
                assertThat(e).hasMessageContaining("closed the connection");
                again.add(files.get(one.getKey()));
            }
        }
        assertThat(again).isNotEmpty();
        lanes.awaitAllMemory();
        for (RemoteFile file : again) {
            assertThat(fetch(lane, file).bytes()).isEqualTo(first.content(file.name()).bytes);
        }
        assertThat(second.seen()).isNotEmpty();
        ModelLanes.awaitNoHandle(second);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void endsAListingWithAnErrorAndListsAgainInANewSession(int requests) throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        first.withWhim(request -> {
            if (request.type() == Protocol.OPENDIR) {
                hangUpAfter(requests);
            }
            return null;
        });

        assertFails(() -> list(lane, EVERYTHING)).with(ErrorCode.CONNECTION_FAILED);
        assertThat(list(lane, EVERYTHING)).hasSize(FILES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void saysThatASessionEndedBeforeItBegan(int requests) {
        hangUpAfter(requests);
        Lane lane = lanes.client(first).lane();

        assertFails(() -> list(lane, EVERYTHING)).with(ErrorCode.CONNECTION_FAILED);
    }

    @Test
    void letsEveryLaneOfTheSessionKnow() throws Exception {
        ModelServer second = first.another();
        ModelLanes.Client client = lanes.client(first, second);
        List<Lane> all = List.of(client.lane(), client.lane(), client.lane());
        RemoteFile file = ModelLanes.files(all.get(0)).get("f0");
        first.withWhim(request -> request.type() == Protocol.READ ? new byte[0] : null);
        List<Collected> fetched = all.stream().map(lane -> fetch(lane, file)).toList();
        first.hangUp();

        for (Collected one : fetched) {
            assertFails(one::bytes).with(ErrorCode.CONNECTION_FAILED).onThisSession();
        }
        for (Lane lane : all) {
            assertThat(fetch(lane, file).bytes()).hasSize(500_000);
        }
    }
}
