package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no server may send ends the session at once, with an error that says what it was. */
class ProtocolBreakersTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer first =
            new ModelServer(Manners.KIND).file("a", new byte[1000], 1).file("b", new byte[1_000_000], 1);

    @ParameterizedTest
    @EnumSource
    void endTheSessionAndEveryFetch(Breach breach) throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        first.withWhim(request -> request.type() != Protocol.READ
                ? null
                : request.is(Protocol.READ, "a") ? new byte[0] : breach.to(request));

        Collected waiting = fetch(lane, files.get("a"));
        Collected answered = fetch(lane, files.get("b"));

        for (Collected one : List.of(waiting, answered)) {
            assertFails(one::bytes)
                    .with(ErrorCode.CONNECTION_FAILED)
                    .onThisSession()
                    .saying("broke the protocol", breach.said());
        }
        lanes.awaitAllMemory();
        assertThat(fetch(lane, files.get("b")).bytes()).hasSize(1_000_000);
    }

    @Test
    void answerTwice() throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        RemoteFile file = ModelLanes.files(lane).get("b");
        first.withWhim(request -> {
            if (request.type() != Protocol.READ) {
                return null;
            }
            byte[] once = ModelPacket.data(request.id(), new byte[request.length()]);
            return ByteBuffer.allocate(2 * once.length).put(once).put(once).array();
        });

        assertFails(fetch(lane, file)::bytes).onThisSession().saying("broke the protocol", "not waiting for one");
        assertThat(fetch(lane, file).bytes()).hasSize(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MORE_DATA_THAN_ASKED_FOR"})
    void endAListing(Breach breach) throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        first.withWhim(request -> request.type() == Protocol.READDIR ? breach.to(request) : null);

        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .onThisSession()
                .saying("broke the protocol", breach.said());
        assertThat(list(lane, EVERYTHING)).hasSize(2);
    }

    @Test
    void areLeftAloneWhenTheyBreakOffTheNextListingToo() throws Exception {
        ModelServer second = first.another();
        breakAt(Protocol.READDIR, first, second);
        Lane lane = lanes.client(first, second).lane();

        assertFails(() -> list(lane, EVERYTHING)).onThisSession().saying("type 77");
        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .forGood()
                .saying("broke the protocol again, on a new session", "type 77");
    }

    @Test
    void areLeftAloneWhenTheyBreakOffTheNextBeginningToo() {
        ModelServer second = first.another();
        breakAt(Protocol.INIT, first, second);
        Lane lane = lanes.client(first, second).lane();

        assertFails(() -> list(lane, EVERYTHING)).onThisSession();
        await().untilAsserted(() -> assertFails(() -> list(lane, EVERYTHING))
                .forGood()
                .saying("broke the protocol again, on a new session"));
    }

    @Test
    void spoilOnlyTheFileThatTheyCantTell() throws Exception {
        ModelServer second = first.another();
        Lane lane = lanes.client(first, second, first.another()).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        for (ModelServer server : List.of(first, second)) {
            server.withWhim(request -> request.is(Protocol.READ, "a")
                    ? new byte[0]
                    : request.is(Protocol.READ, "b") ? broken(request) : null);
        }

        assertFails(fetch(lane, files.get("b"))::bytes).onThisSession();
        Collected neighbour = fetch(lane, files.get("a"));
        Collected again = fetch(lane, files.get("b"));

        assertFails(again::bytes).forGood().saying("broke the protocol again");
        assertFails(neighbour::bytes).onThisSession();
    }

    @Test
    void areTriedOnceMoreWhenAFileWasReadInBetween() throws Exception {
        ModelServer second = first.another();
        Lane lane = lanes.client(first, second).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        for (ModelServer server : List.of(first, second)) {
            server.withWhim(request -> request.is(Protocol.READ, "b") ? broken(request) : null);
        }

        assertFails(fetch(lane, files.get("b"))::bytes).onThisSession();
        assertThat(fetch(lane, files.get("a")).bytes()).hasSize(1000);
        assertFails(fetch(lane, files.get("b"))::bytes).onThisSession();
    }

    private static void breakAt(int type, ModelServer... servers) {
        for (ModelServer server : servers) {
            server.withWhim(request -> request.type() == type ? broken(request) : null);
        }
    }

    private static byte[] broken(Request request) {
        return Breach.AN_UNKNOWN_PACKET.to(request);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MORE_DATA_THAN_ASKED_FOR", "ITS_VERSION_TWICE"})
    void endASessionThatBegins(Breach breach) {
        Lane lane = lanes.client(first).lane();
        first.withWhim(request -> request.type() == Protocol.INIT ? breach.to(request) : null);

        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .saying("broke the protocol");
    }
}
