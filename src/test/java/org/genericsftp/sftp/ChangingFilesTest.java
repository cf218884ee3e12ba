package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.util.Arrays;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that become others while they are read, and those of which the listing tells nothing or the wrong. */
class ChangingFilesTest {
    private static final int READ = 32 * 1024;
    private static final int FOUR_READS = 4 * READ;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer server = new ModelServer(new Manners(1, false, false, false, 1000, false))
            .file("a", filled(FOUR_READS, 1), 1)
            .file("b", filled(10, 1), 1);

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Just before the server takes this READ of the file, counted from 0. */
    private void atRead(int index, Runnable change) {
        server.withWhim(request -> {
            if (request.is(Protocol.READ, "a") && request.offset() == (long) index * READ) {
                change.run();
            }
            return null;
        });
    }

    private Map<String, RemoteFile> files;

    private Lane listed() throws Exception {
        Lane lane = lanes.lane(server);
        files = ModelLanes.files(lane);
        return lane;
    }

    @Test
    void tellsThatAFileShrankBeforeItWasOpened() throws Exception {
        Lane lane = listed();
        server.content("a").bytes = new byte[1000];

        assertFails(fetch(lane, files.get("a"))::bytes)
                .with(ErrorCode.FILE_CHANGED)
                .saying("The file a has become shorter than the 131072 bytes");
        assertThat(fetch(lane, files.get("b")).bytes()).hasSize(10);
        awaitNoHandle(server);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void tellsThatAFileShrankWhileItWasRead(int read) throws Exception {
        Lane lane = listed();
        atRead(read, () -> server.content("a").bytes = new byte[read * READ + 5]);

        assertFails(fetch(lane, files.get("a"))::bytes).with(ErrorCode.FILE_CHANGED);
        assertThat(fetch(lane, files.get("b")).bytes()).hasSize(10);
        awaitNoHandle(server);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void readsTheListedSizeOfAFileThatGrowsAndTellsTheNewOne(int read) throws Exception {
        Lane lane = listed();
        atRead(read, () -> server.content("a").bytes = filled(FOUR_READS + 7, 1));

        Collected fetched = fetch(lane, files.get("a"));

        assertThat(fetched.bytes()).isEqualTo(filled(FOUR_READS, 1));
        assertThat(fetched.stamp().sizeBytes()).isEqualTo(FOUR_READS + 7);
        awaitNoHandle(server);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void tellsTheNewTimeOfAFileThatChangesWhileItIsRead(int read) throws Exception {
        Lane lane = listed();
        atRead(read, () -> {
            server.content("a").bytes = filled(FOUR_READS, 2);
            server.content("a").modified = 2;
        });

        Collected fetched = fetch(lane, files.get("a"));

        assertThat(fetched.bytes()).hasSize(FOUR_READS);
        assertThat(fetched.stamp()).isNotEqualTo(files.get("a").stamp());
    }

    @Test
    void tellsTheNewTimeOfASmallFileAlsoWhenItHadToBeOpenedTwice() throws Exception {
        Lane lane = listed();
        server.withWhim(request -> {
            if (request.is(Protocol.READ, "b") && request.offset() == 0) {
                return ModelPacket.data(request.id(), filled(4, 1));
            }
            if (request.is(Protocol.CLOSE, "b")) {
                server.content("b").modified = 2;
            }
            return null;
        });

        Collected fetched = fetch(lane, files.get("b"));

        assertThat(fetched.bytes()).isEqualTo(filled(10, 1));
        assertThat(fetched.stamp()).isNotEqualTo(files.get("b").stamp());
        awaitNoHandle(server);
    }

    /** What was read may have been something else that stood there for a moment, such as a link. */
    @Test
    void doesNotVouchForAFileWhoseNameIsGoneAfterItsLastByte() throws Exception {
        Lane lane = listed();
        atRead(1, () -> server.remove("a"));

        assertFails(fetch(lane, files.get("a"))::bytes).with(ErrorCode.FILE_VANISHED);
        awaitNoHandle(server);
    }

    @Test
    void tellsThatAFileVanishedBeforeItWasOpened() throws Exception {
        Lane lane = listed();
        server.remove("a");

        assertFails(fetch(lane, files.get("a"))::bytes)
                .with(ErrorCode.FILE_VANISHED)
                .saying("Cannot open a on model:22: no such file or directory (\"status 2\")");
        assertThat(fetch(lane, files.get("b")).bytes()).hasSize(10);
    }

    @Test
    void tellsThatASmallFileVanishedBeforeItCouldBeOpenedAgain() throws Exception {
        Lane lane = listed();
        server.withWhim(request -> {
            if (request.is(Protocol.READ, "b") && request.offset() == 0) {
                server.remove("b");
                return ModelPacket.data(request.id(), filled(4, 1));
            }
            return null;
        });

        assertFails(fetch(lane, files.get("b"))::bytes).with(ErrorCode.FILE_VANISHED);
        awaitNoHandle(server);
    }

    @Test
    void readsAnEmptyFile() throws Exception {
        server.file("empty", new byte[0], 5);
        Lane lane = listed();

        Collected fetched = fetch(lane, files.get("empty"));

        assertThat(fetched.bytes()).isEmpty();
        assertThat(fetched.stamp()).isEqualTo(files.get("empty").stamp());
        awaitNoHandle(server);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, READ - 1, READ, READ + 1, 3 * READ, 20 * READ, 20 * READ + 1})
    void readsAFileToItsEndWhoseSizeIsNotTold(int length) throws Exception {
        byte[] bytes = filled(length, 7);
        server.file("x", bytes, 5).content("x").tellsSize = false;
        Lane lane = listed();
        assertThat(files.get("x").stamp().sizeBytes()).isEqualTo(FileStamp.UNKNOWN_SIZE);

        Collected fetched = fetch(lane, files.get("x"));

        assertThat(fetched.bytes()).isEqualTo(bytes);
        assertThat(fetched.stamp().sizeBytes()).isEqualTo(FileStamp.UNKNOWN_SIZE);
        awaitNoHandle(server);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAFileOfUnknownSizeFromAnUnkindServer(long seed) throws Exception {
        byte[] bytes = filled(300_000, 7);
        ModelServer unkind = new ModelServer(Manners.unkind(seed)).file("x", bytes, 5);
        unkind.content("x").tellsSize = false;
        Lane lane = lanes.lane(unkind);

        assertThat(fetch(lane, ModelLanes.files(lane).get("x")).bytes()).isEqualTo(bytes);
        awaitNoHandle(unkind);
    }

    @Test
    void readsAFileToItsEndThatIsListedAsEmpty() throws Exception {
        server.content("a").listedSize = 0;
        Lane lane = listed();

        Collected fetched = fetch(lane, files.get("a"));

        assertThat(fetched.bytes()).isEqualTo(server.content("a").bytes);
        assertThat(fetched.stamp().sizeBytes()).isEqualTo(FOUR_READS);
    }

    @Test
    void asksForTheKindOfWhatIsListedWithout() throws Exception {
        server.content("b").tellsType = false;
        Lane lane = listed();

        assertThat(fetch(lane, files.get("b")).bytes()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {READ * 1000L, 1L << 40, Long.MAX_VALUE})
    void tellsThatAFileIsShorterThanListedHoweverLongThatIs(long listed) throws Exception {
        server.content("a").listedSize = listed;
        Lane lane = listed();

        assertFails(fetch(lane, files.get("a"))::bytes).with(ErrorCode.FILE_CHANGED);
        awaitNoHandle(server);
    }
}
