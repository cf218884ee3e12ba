package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.fetchAll;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.genericsftp.file.Cancellation;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One job gives up; the session serves the others on, and nothing is lost of it. */
class CancellationsTest {
    private final FileException cancelled =
            new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The request was cancelled");

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final Cancellation cancellation = new Cancellation();

    private static ModelServer filled(Manners manners) {
        ModelServer server = new ModelServer(manners);
        for (int i = 0; i < 40; i++) {
            server.file("f" + i % 5 + "/" + i, new byte[i % 8 == 0 ? 400_000 : 100 * i], 1);
        }
        return server;
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesTheChannelToOthersWheneverItIs(long seed) throws Exception {
        int moment = new Random(seed).nextInt(200);
        Manners manners = seed % 3 == 0 ? Manners.KIND : Manners.unkind(seed);
        ModelServer server = filled(manners);
        ModelLanes.Client client = lanes.client(server);
        Lane given = client.lane(cancellation);
        Lane other = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(other);
        AtomicInteger left = new AtomicInteger(moment);
        server.withWhim(request -> {
            if (left.getAndDecrement() == 0) {
                cancellation.cancel(cancelled);
            }
            return null;
        });

        Map<String, Collected> ended = fetchAll(given, files);
        Map<String, Collected> whole = fetchAll(other, files);

        for (Map.Entry<String, Collected> one : whole.entrySet()) {
            assertThat(one.getValue().bytes()).isEqualTo(server.content(one.getKey()).bytes);
        }
        cancellation.cancel(cancelled);
        for (Map.Entry<String, Collected> one : ended.entrySet()) {
            try {
                assertThat(one.getValue().bytes()).isEqualTo(server.content(one.getKey()).bytes);
            } catch (FileException e) {
                assertThat(e).isSameAs(cancelled);
            }
        }
        awaitNoHandle(server);
        lanes.awaitAllMemory();
        assertThat(list(other, EVERYTHING)).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void endsAListingAndGivesItsHandlesBack(int moment) throws Exception {
        ModelServer server = filled(Manners.KIND).dawdling();
        ModelLanes.Client client = lanes.client(server);
        Lane other = client.lane();
        assertThat(list(other, EVERYTHING)).hasSize(40);
        Lane given = client.lane(cancellation);
        AtomicInteger left = new AtomicInteger(moment);
        server.withWhim(request -> {
            if (left.getAndDecrement() == 0) {
                cancellation.cancel(cancelled);
            }
            return null;
        });

        assertFails(() -> list(given, EVERYTHING)).with(ErrorCode.CANCELLED).saying("The request was cancelled");
        awaitNoHandle(server);
        assertThat(list(other, EVERYTHING)).hasSize(40);
    }

    @Test
    void givesTheHandlesOfAListingBackWhoseConsumerFails() throws Exception {
        ModelServer server = filled(Manners.unkind(1));
        Lane lane = lanes.lane(server);

        assertFails(() -> lane.list(EVERYTHING, batch -> {
                    throw cancelled;
                }))
                .saying("The request was cancelled");
        awaitNoHandle(server);
        assertThat(list(lane, EVERYTHING)).hasSize(40);
    }

    @Test
    void endsWhatASlowDestinationHasNotTaken() throws Exception {
        ModelServer server = new ModelServer(Manners.KIND)
                .file("big", new byte[6_000_000], 1)
                .file("small", new byte[10], 1);
        ModelLanes.Client client = lanes.client(server);
        Lane first = client.lane(cancellation);
        Lane second = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(second);
        Collected slow = fetch(first, files.get("big"), Collected.slowly(50_000_000));
        await().until(() -> slow.size() > 0);

        cancellation.cancel(cancelled);

        assertFails(slow::bytes).saying("The request was cancelled");
        assertThat(fetch(second, files.get("small")).bytes()).hasSize(10);
        awaitNoHandle(server);
    }

    @Test
    void endsTheFetchesOfALaneThatIsClosed() throws IOException {
        ModelServer server = filled(Manners.KIND);
        Lane lane = lanes.lane(server);
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        server.withWhim(request -> request.type() == Protocol.READ ? new byte[0] : null);
        Map<String, Collected> fetched = fetchAll(lane, files);

        lane.close();

        for (Collected one : fetched.values()) {
            assertFails(one::bytes).with(ErrorCode.CANCELLED);
        }
        assertFails(fetch(lane, files.get("f1/1"))::bytes).with(ErrorCode.CANCELLED);
    }

    /** A destination that fails ends its file only. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300_000})
    void readsOnWhereOneDestinationFails(int after) throws Exception {
        ModelServer server = filled(Manners.unkind(7));
        Lane lane = lanes.lane(server);
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        FileException full = new FileException(ErrorCode.DISK_FULL, Remedy.LATER, "The disk is full");
        Collected failing = fetch(lane, files.get("f0/0"), new Collected() {
            @Override
            void taken(int length) throws FileException {
                if (size() > after) {
                    throw full;
                }
            }
        });
        Collected broken = fetch(lane, files.get("f3/8"), new Collected() {
            @Override
            void taken(int length) {
                throw new IllegalStateException("a defect");
            }
        });
        files.remove("f0/0");
        files.remove("f3/8");

        for (Map.Entry<String, Collected> one : fetchAll(lane, files).entrySet()) {
            assertThat(one.getValue().bytes()).isEqualTo(server.content(one.getKey()).bytes);
        }
        assertFails(broken::bytes).with(ErrorCode.INTERNAL_ERROR).saying("a defect");
        assertFails(failing::bytes).with(ErrorCode.DISK_FULL);
        awaitNoHandle(server);
        lanes.awaitAllMemory();
    }
}
