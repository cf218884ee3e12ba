package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetchAll;
import static org.genericsftp.sftp.ModelLanes.files;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server may answer a READ with fewer bytes than were asked for (draft-ietf-secsh-filexfer-02, 6.4). */
class ShortReadsTest {
    private static final int SMALL = 10;
    /** Twice what a READ asks for at least. */
    private static final int READ = 2 * ReadLength.SHORTEST;

    private static final SftpSettings.Server READS = new SftpSettings.Server(null, READ, null, null, null, null, null);

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private static ModelServer server(boolean anyOrder) {
        return new ModelServer(new Manners(1, false, anyOrder, false, 1000, false));
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    /** Answers each READ with as many bytes as are given for it, if it asks for as many. */
    private static void answerShort(ModelServer server, ToIntFunction<Request> lengths) {
        server.withWhim(request -> {
            if (request.type() != Protocol.READ) {
                return null;
            }
            byte[] bytes = server.content(request.path()).bytes;
            int from = (int) request.offset();
            int length =
                    Math.min(Math.min(request.length(), Math.max(1, lengths.applyAsInt(request))), bytes.length - from);
            return length <= 0 ? null : ModelPacket.data(request.id(), Arrays.copyOfRange(bytes, from, from + length));
        });
    }

    private void assertAllWhole(ModelServer server) throws Exception {
        Lane lane = lanes.client(READS, server).lane();
        Map<String, RemoteFile> files = files(lane);
        for (Map.Entry<String, Collected> fetched : fetchAll(lane, files).entrySet()) {
            assertThat(fetched.getValue().bytes())
                    .as(fetched.getKey())
                    .isEqualTo(server.content(fetched.getKey()).bytes);
        }
        awaitNoHandle(server);
    }

    /** Every way to cut a small file into pieces: bit i of the file's name tells whether a piece ends before byte i. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsASmallFileWholeInWhateverPiecesItComes(boolean anyOrder) throws Exception {
        ModelServer server = server(anyOrder);
        for (int length = 1; length <= SMALL; length++) {
            for (int cuts = 0; cuts < 1 << (length - 1); cuts++) {
                server.file(length + "-" + cuts, counting(length), 1);
            }
        }
        answerShort(server, request -> {
            int cuts = Integer.parseInt(request.path().substring(request.path().indexOf('-') + 1)) << 1;
            return Integer.numberOfTrailingZeros(cuts >> (request.offset() + 1)) + 1;
        });

        assertAllWhole(server);
    }

    @Test
    void readsAFileThatComesByteByByte() throws Exception {
        ModelServer server = server(false).file("a", counting(500), 1);
        answerShort(server, request -> 1);

        assertAllWhole(server);
    }

    /** Of several READs in flight each may be short, by any length, and the rest again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsALargeFileWholeWhateverIsMissingOfEachAnswer(boolean anyOrder) throws Exception {
        ModelServer server = server(anyOrder);
        for (int missing : new int[] {1, 2, 1000, READ / 2, READ - 2, READ - 1}) {
            server.file("m" + missing, counting(2 * READ + 17), 1);
        }
        answerShort(
                server,
                request -> request.length() - Integer.parseInt(request.path().substring(1)));

        assertAllWhole(server);
    }

    @ParameterizedTest
    @ValueSource(ints = {READ - 1, READ, READ + 1, 2 * READ, 2 * READ + 1})
    void readsAFileWholeWhoseSizeIsAboutThatOfAREAD(int length) throws Exception {
        ModelServer server = server(false).file("a", counting(length), 1);
        answerShort(server, request -> request.length() / 2);

        assertAllWhole(server);
    }

    @Test
    void readsTheRestOfAFileFromEachOffset() throws Exception {
        ModelServer server = server(false).file("a", counting(40), 1);
        answerShort(server, request -> 1 + request.length() / 3);
        Lane lane = lanes.lane(server);
        RemoteFile file = files(lane).get("a");

        for (int from = 0; from <= 40; from++) {
            Collected rest = new Collected();
            lane.fetch(file, from, rest);
            assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(counting(40), from, 40));
        }
        awaitNoHandle(server);
    }
}
