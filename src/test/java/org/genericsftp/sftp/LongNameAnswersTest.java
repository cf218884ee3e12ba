package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers READDIR with all that a folder holds, in one packet of any length, as Erlang's does. */
class LongNameAnswersTest {
    private static final int MANY = 20_000;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer server =
            new ModelServer(new Manners(1, false, false, true, 1000, false)).file("other/file", new byte[1000], 1);

    private int told;

    private static byte[][] names(int count) {
        byte[][] names = new byte[count][];
        Arrays.setAll(names, i -> (i + " ").repeat(20).getBytes(US_ASCII));
        return names;
    }

    private static byte[] folderAndFiles(int id, int count) {
        ModelPacket packet = new ModelPacket(Protocol.NAME, id).integer(count + 1);
        packet.text("other").text("other").attributes(0, ModelPacket.FOLDER, 1);
        for (byte[] name : names(count)) {
            packet.string(name).string(name).attributes(0, ModelPacket.FILE, 1);
        }
        return packet.framed();
    }

    /** Lists a folder and so many files in the source directory's one answer. */
    private void tellAtOnce(int count) {
        server.withWhim(request -> request.is(Protocol.READDIR, "") && told++ == 0
                ? folderAndFiles(request.id(), count)
                : request.is(Protocol.READDIR, "") ? ModelPacket.status(request.id(), Protocol.EOF) : null);
    }

    @Test
    void isListed() throws Exception {
        tellAtOnce(MANY);

        assertThat(list(lanes.lane(server), EVERYTHING))
                .hasSize(MANY + 1)
                .allMatch(RemoteFile.class::isInstance)
                .extracting(SourceEntry::name)
                .contains("other/file", "0 ".repeat(20), "19999 ".repeat(20))
                .doesNotHaveDuplicates();
    }

    @Test
    void hasAsManyEntriesAsAListingMayHave() throws Exception {
        tellAtOnce(MANY);
        SftpSettings settings = TestSettings.with(ModelLanes.SETTINGS, new SftpSettings.Limits(1, 10_000, 10));
        Lane lane = lanes.client(settings, server).lane();

        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.TOO_MANY_FILES)
                .forGood()
                .saying("more than 10000 entries (max-entries)");
        server.withWhim(request -> null);
        assertThat(fetch(lane, ModelLanes.files(lane).get("other/file")).bytes())
                .hasSize(1000);
        assertThat(server.running()).isTrue();
    }

    /** What has come by then is no whole listing. */
    @Test
    void isNotOverWhenTheConnectionIs() {
        server.withWhim(request -> {
            if (request.is(Protocol.READDIR, "")) {
                server.hangUp();
                return folderAndFiles(request.id(), MANY);
            }
            return null;
        });

        assertFails(() -> list(lanes.lane(server), EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .onThisSession();
    }

    @ParameterizedTest
    @ValueSource(ints = {MANY + 1, Integer.MAX_VALUE, -1})
    void mustHoldAsManyNamesAsItSays(int said) {
        server.withWhim(request -> request.is(Protocol.READDIR, "") ? lying(request, said) : null);

        assertFails(() -> list(lanes.lane(server), EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .saying("broke the protocol");
    }

    private static byte[] lying(Request request, int said) {
        byte[] packet = ModelPacket.names(request.id(), names(MANY));
        ByteBuffer.wrap(packet).putInt(9, said);
        return packet;
    }

    @ParameterizedTest
    @ValueSource(ints = {256 * 1024, 1_000_000_000, Integer.MAX_VALUE, -1})
    void hasNoNameLongerThanCanBe(int length) {
        server.withWhim(request -> request.is(Protocol.READDIR, "")
                ? new ModelPacket(Protocol.NAME, request.id())
                        .integer(1)
                        .integer(length)
                        .raw(new byte[2_000_000])
                        .framed()
                : null);

        assertFails(() -> list(lanes.lane(server), EVERYTHING))
                .saying("broke the protocol", "a name that takes more than 262144 bytes");
    }

    @Test
    void isNoAnswerToREALPATH() {
        server.link("link", "other");
        server.withWhim(
                request -> request.is(Protocol.REALPATH, "link") ? ModelPacket.names(request.id(), names(MANY)) : null);

        assertFails(() -> list(lanes.lane(server), EVERYTHING))
                .saying("broke the protocol", "bytes of names in answer to RealPath");
    }

    @Test
    void isFollowedByOtherAnswers() throws Exception {
        Lane lane = lanes.lane(server);
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        tellAtOnce(MANY);

        Collected file = fetch(lane, files.get("other/file"));
        assertThat(list(lane, EVERYTHING)).hasSize(MANY + 1);

        assertThat(file.bytes()).hasSize(1000);
    }
}
