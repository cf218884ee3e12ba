package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.fetchAll;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server answers one request with an error; all that has nothing to do with it goes well. */
class RefusalsTest {
    private static final int READ = 32 * 1024;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer server = new ModelServer(new Manners(1, false, false, false, 1000, false));

    /** "big" takes five READs and a CLOSE after the last answer, "small" one and a CLOSE right behind. */
    private Lane laneToFiles() {
        for (String folder : List.of("", "x/", "y/z/")) {
            server.file(folder + "small", new byte[1000], 1).file(folder + "big", new byte[4 * READ + 3], 1);
        }
        return lanes.lane(server);
    }

    private void refuse(int status, Predicate<Request> refused) {
        server.withWhim(request -> refused.test(request) ? ModelPacket.status(request.id(), status) : null);
    }

    private void assertOnlyFails(String path, ErrorCode code) throws Exception {
        Lane lane = laneToFiles();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        assertThat(files).hasSize(6);
        for (Map.Entry<String, Collected> fetched : fetchAll(lane, files).entrySet()) {
            if (fetched.getKey().equals(path)) {
                assertFails(fetched.getValue()::bytes).with(code).saying(path);
            } else {
                assertThat(fetched.getValue().bytes())
                        .as(fetched.getKey())
                        .isEqualTo(server.content(fetched.getKey()).bytes);
            }
        }
        awaitNoHandle(server);
        lanes.awaitAllMemory();
    }

    @ParameterizedTest
    @CsvSource({
        "2, FILE_VANISHED",
        "3, PERMISSION_DENIED",
        "4, INTERNAL_ERROR",
        "5, INTERNAL_ERROR",
        "6, CONNECTION_FAILED",
        "7, CONNECTION_FAILED",
        "8, INTERNAL_ERROR",
        "1, INTERNAL_ERROR",
        "0, INTERNAL_ERROR",
        "99, INTERNAL_ERROR"
    })
    void tellsThatAFileCantBeOpened(int status, ErrorCode code) throws Exception {
        refuse(status, request -> request.is(Protocol.OPEN, "x/small"));

        assertOnlyFails("x/small", code);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, INTERNAL_ERROR",
        "1, 3, PERMISSION_DENIED",
        "2, 4, INTERNAL_ERROR",
        "3, 4, INTERNAL_ERROR",
        "4, 8, INTERNAL_ERROR"
    })
    void tellsThatAREADFailed(int read, int status, ErrorCode code) throws Exception {
        refuse(status, request -> request.is(Protocol.READ, "x/big") && request.offset() == (long) read * READ);

        assertOnlyFails("x/big", code);
    }

    @Test
    void tellsThatTheOnlyREADOfASmallFileFailed() throws Exception {
        refuse(Protocol.FAILURE, request -> request.is(Protocol.READ, "x/small"));

        assertOnlyFails("x/small", ErrorCode.INTERNAL_ERROR);
    }

    @Test
    void takesAnEOFThatComesTooEarlyForAChangeOfTheFile() throws Exception {
        refuse(Protocol.EOF, request -> request.is(Protocol.READ, "y/z/big") && request.offset() == 0);

        assertOnlyFails("y/z/big", ErrorCode.FILE_CHANGED);
    }

    @ParameterizedTest
    @CsvSource({
        "x/small, 4, INTERNAL_ERROR",
        "x/big, 4, INTERNAL_ERROR",
        "x/small, 3, PERMISSION_DENIED",
        "x/big, 2, FILE_VANISHED"
    })
    void tellsThatTheLastLookAtTheFileFailed(String path, int status, ErrorCode code) throws Exception {
        refuse(status, request -> request.is(Protocol.LSTAT, path));

        assertOnlyFails(path, code);
    }

    /** A server may lack what it is asked for after the last byte. */
    @ParameterizedTest
    @CsvSource({"LSTAT", "LSTAT FSTAT"})
    void looksOtherwiseWhereTheServerLacksARequest(String lacking) throws Exception {
        Lane lane = laneToFiles();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        Set<Integer> unsupported = Stream.of(lacking.split(" "))
                .map(name -> name.equals("LSTAT") ? Protocol.LSTAT : Protocol.FSTAT)
                .collect(Collectors.toSet());
        refuse(Protocol.OP_UNSUPPORTED, request -> unsupported.contains(request.type()));

        for (Map.Entry<String, Collected> fetched : fetchAll(lane, files).entrySet()) {
            assertThat(fetched.getValue().bytes()).isEqualTo(server.content(fetched.getKey()).bytes);
        }
        fetch(lane, files.get("big")).bytes();
        int asked = server.asked(Protocol.LSTAT);
        fetch(lane, files.get("big")).bytes();
        assertThat(server.asked(Protocol.LSTAT))
                .as("what it lacks is remembered")
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/small", "x/big"})
    void hasTheWholeFileEvenIfItCantBeClosed(String path) throws Exception {
        Lane lane = laneToFiles();
        refuse(Protocol.FAILURE, request -> request.is(Protocol.CLOSE, path));

        for (Map.Entry<String, Collected> fetched :
                fetchAll(lane, ModelLanes.files(lane)).entrySet()) {
            assertThat(fetched.getValue().bytes()).isEqualTo(server.content(fetched.getKey()).bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, PERMISSION_DENIED", "4, INTERNAL_ERROR", "6, CONNECTION_FAILED"})
    void tellsWhichFolderCantBeOpenedAndListsTheOthers(int status, ErrorCode code) throws Exception {
        refuse(status, request -> request.is(Protocol.OPENDIR, "y/z"));

        assertUnlisted("y/z", code);
    }

    /** The server may as well not find it by the name that it told: then all below it is missing. */
    @Test
    void tellsOfAFolderThatVanishedBeforeItWasListed() throws Exception {
        refuse(Protocol.NO_SUCH_FILE, request -> request.is(Protocol.OPENDIR, "y/z"));

        assertUnlisted("y/z", ErrorCode.FILE_VANISHED);
    }

    @ParameterizedTest
    @CsvSource({"0, 3, PERMISSION_DENIED", "1, 4, INTERNAL_ERROR", "2, 4, INTERNAL_ERROR"})
    void tellsWhichFolderCouldNotBeListedToItsEnd(int after, int status, ErrorCode code) throws Exception {
        AtomicInteger reads = new AtomicInteger();
        for (int i = 0; i < 250; i++) {
            server.file("y/z/" + i, new byte[0], 1);
        }
        refuse(status, request -> request.is(Protocol.READDIR, "y/z") && reads.getAndIncrement() >= after);

        assertUnlisted("y/z", code);
    }

    /** Only EOF is the end, whatever else the server says, and whichever of several READDIRs it says it to. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, INTERNAL_ERROR",
        "1, 2, SOURCE_NOT_FOUND",
        "2, 5, INTERNAL_ERROR",
        "2, 7, CONNECTION_FAILED",
        "3, 8, INTERNAL_ERROR",
        "3, 99, INTERNAL_ERROR"
    })
    void takesNoRefusalForTheEndOfAFolder(int refused, int status, ErrorCode code) throws Exception {
        AtomicInteger reads = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            server.file("y/z/" + i, new byte[0], 1);
        }
        refuse(status, request -> request.is(Protocol.READDIR, "y/z") && reads.incrementAndGet() == refused);

        assertUnlisted("y/z", code);
    }

    @Test
    void takesARefusalBehindTheEndOfAFolderForNothing() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        refuse(Protocol.FAILURE, request -> request.is(Protocol.READDIR, "y/z") && reads.incrementAndGet() == 3);

        assertThat(list(laneToFiles(), EVERYTHING)).hasSize(6).allMatch(RemoteFile.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 0", "4, 1, 1"})
    void goesByTheOrderOfTheQuestionsWhereAnswersOvertakeEachOther(int second, int third, int brokenOff)
            throws Exception {
        List<byte[]> held = new ArrayList<>();
        AtomicInteger reads = new AtomicInteger();
        server.withWhim(request -> {
            int read = request.is(Protocol.READDIR, "y/z") ? reads.incrementAndGet() : 0;
            if (read == 2) {
                held.add(ModelPacket.status(request.id(), second));
                return new byte[0];
            }
            return read == 3 ? bytes(ModelPacket.status(request.id(), third), held.get(0)) : null;
        });
        Lane lane = laneToFiles();

        assertThat(list(lane, EVERYTHING))
                .filteredOn(UnlistedFolder.class::isInstance)
                .hasSize(brokenOff);
    }

    private static byte[] bytes(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private void assertUnlisted(String folder, ErrorCode code) throws Exception {
        List<SourceEntry> found = list(laneToFiles(), EVERYTHING);

        assertThat(found)
                .filteredOn(entry -> !entry.name().startsWith(folder))
                .extracting(SourceEntry::name)
                .contains("small", "big", "x/small", "x/big");
        assertThat(found)
                .filteredOn(UnlistedFolder.class::isInstance)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo(folder);
                    assertThat(((UnlistedFolder) entry).why().code()).isEqualTo(code);
                });
        awaitNoHandle(server);
    }

    /** As OpenSSH shows a folder with r and without x: without its entries, "." among them. */
    @Test
    void tellsThatAFolderMayBeReadAndNotEntered() throws Exception {
        server.withWhim(request -> request.is(Protocol.READDIR, "y/z")
                ? ModelPacket.status(request.id(), Protocol.EOF)
                : request.is(Protocol.STAT, "y/z/.")
                        ? ModelPacket.status(request.id(), Protocol.PERMISSION_DENIED)
                        : null);

        assertUnlisted("y/z", ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void saysThatTheSourceDirectoryMayBeReadAndNotEntered() throws Exception {
        server.withWhim(request -> request.is(Protocol.READDIR, "")
                ? ModelPacket.status(request.id(), Protocol.EOF)
                : request.is(Protocol.STAT, ".") ? ModelPacket.status(request.id(), Protocol.PERMISSION_DENIED) : null);
        Lane lane = laneToFiles();

        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.PERMISSION_DENIED)
                .forGood()
                .saying("the source directory", "not enter");
        awaitNoHandle(server);
    }

    /** As servers do that name no dots. */
    @ParameterizedTest
    @ValueSource(ints = {Protocol.NO_SUCH_FILE, Protocol.FAILURE, Protocol.OP_UNSUPPORTED})
    void takesAFolderWithoutNamesForAnEmptyOneUnlessItsEntryIsDenied(int status) throws Exception {
        server.withWhim(request -> request.is(Protocol.READDIR, "y/z")
                ? ModelPacket.status(request.id(), Protocol.EOF)
                : request.is(Protocol.STAT, "y/z/.") ? ModelPacket.status(request.id(), status) : null);

        assertThat(list(laneToFiles(), EVERYTHING)).hasSize(4).allMatch(RemoteFile.class::isInstance);
    }

    @Test
    void asksNothingMoreOfAFolderThatHasNames() throws Exception {
        assertThat(list(laneToFiles(), EVERYTHING)).hasSize(6);

        assertThat(server.seen())
                .noneMatch(request -> request.type() == Protocol.STAT
                        && String.valueOf(request.path()).endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENDIR, 2, SOURCE_NOT_FOUND",
        "OPENDIR, 3, PERMISSION_DENIED",
        "READDIR, 3, PERMISSION_DENIED",
        "REALPATH, 2, SOURCE_NOT_FOUND",
        "REALPATH, 3, PERMISSION_DENIED",
        "STAT, 2, SOURCE_NOT_FOUND",
        "STAT, 4, INTERNAL_ERROR"
    })
    void saysThatTheSourceDirectoryCantBeListed(String step, int status, ErrorCode code) throws Exception {
        int type = Protocol.class.getDeclaredField(step).getInt(null);
        refuse(status, request -> request.is(type, ""));
        Lane lane = laneToFiles();

        assertFails(() -> list(lane, EVERYTHING)).with(code).saying("the source directory");
        awaitNoHandle(server);
    }

    @ParameterizedTest
    @CsvSource({"2, SOURCE_NOT_FOUND", "3, PERMISSION_DENIED"})
    void saysThatAFolderCantBeFound(int status, ErrorCode code) throws Exception {
        refuse(status, request -> request.is(Protocol.REALPATH, "x"));
        Lane lane = laneToFiles();

        assertFails(() -> list(lane, new Scope.Tree(new RelativePath("x"), folder -> true)))
                .with(code)
                .saying("x");
    }

    @ParameterizedTest
    @CsvSource({"2, FILE_NOT_FOUND", "3, PERMISSION_DENIED", "4, INTERNAL_ERROR"})
    void tellsWhichSingleFileCantBeLookedUp(int status, ErrorCode code) throws Exception {
        refuse(status, request -> request.is(Protocol.LSTAT, "x/small"));

        List<SourceEntry> found =
                list(laneToFiles(), new Scope.Exact(List.of(new RelativePath("x/small"), new RelativePath("x/big"))));

        assertThat(found).hasSize(2).anySatisfy(entry -> {
            assertThat(entry).isInstanceOf(MissingFile.class);
            assertThat(((MissingFile) entry).why().code()).isEqualTo(code);
        });
        assertThat(found)
                .filteredOn(RemoteFile.class::isInstance)
                .extracting(SourceEntry::name)
                .containsExactly("x/big");
    }

    /** It may be a folder, so the listing is not complete. */
    @ParameterizedTest
    @CsvSource({"3, PERMISSION_DENIED", "4, INTERNAL_ERROR"})
    void tellsOfAnEntryWhoseKindCantBeFoundOut(int status, ErrorCode code) throws Exception {
        server.file("y/z/unclear", new byte[1], 1).content("y/z/unclear").tellsType = false;
        refuse(status, request -> request.is(Protocol.LSTAT, "y/z/unclear"));

        assertUnlisted("y/z/unclear", code);
    }

    @Test
    void tellsOfAnEntryThatVanishedBeforeItsKindWasFoundOut() throws Exception {
        server.file("y/z/unclear", new byte[1], 1).content("y/z/unclear").tellsType = false;
        refuse(Protocol.NO_SUCH_FILE, request -> request.is(Protocol.LSTAT, "y/z/unclear"));

        assertUnlisted("y/z/unclear", ErrorCode.FILE_VANISHED);
    }

    @ParameterizedTest
    @CsvSource({"2, FILE_VANISHED", "3, PERMISSION_DENIED", "4, INTERNAL_ERROR"})
    void saysThatAFileCantBeLookedAtAgain(int status, ErrorCode code) throws Exception {
        Lane lane = laneToFiles();
        RemoteFile file = ModelLanes.files(lane).get("x/small");
        refuse(status, request -> request.is(Protocol.LSTAT, "x/small"));

        assertFails(() -> lane.refresh(file)).with(code);
        assertThat(file.stamp()).isNotEqualTo(FileStamp.UNKNOWN);
    }
}
