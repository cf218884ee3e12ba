package org.genericsftp.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.StageResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every destination does, whatever it is made of. Each adapter's test extends this. */
public abstract class DestinationContract {
    protected static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final int LARGE_BYTES = 2 * 1024 * 1024;
    private static final Duration ALMOST_A_DAY = Duration.ofHours(23);
    private static final Duration OVER_A_DAY = Duration.ofHours(25);

    protected Destination destination;
    private final List<Destination> opened = new ArrayList<>();

    /** Opens an adapter on the tree, with the default age of leftovers; called again, it stands for another process. */
    protected abstract Destination open(Clock clock);

    /** The destination directory, as its other users see it: empty before each test. */
    protected abstract Path tree();

    /** Whether this kind of destination can have files of that name. */
    protected abstract boolean canHold(String name);

    /** Takes from the adapter what its process would hold no more if it was killed. */
    protected void kill(Destination worker) {}

    @BeforeEach
    final void openDestination() {
        destination = opened(Clock.systemUTC());
    }

    @AfterEach
    final void closeAll() throws IOException {
        for (Destination each : opened) {
            each.close();
        }
    }

    @Test
    void aPublishedFileIsWholeAndHasItsTime() throws IOException {
        copy("a.csv", "some bytes");

        assertThat(files()).containsExactly("a.csv");
        assertThat(content("a.csv")).isEqualTo("some bytes");
        assertThat(modified("a.csv")).isEqualTo(TIME);
    }

    @Test
    void aFileIsNotThereBeforeItIsPublished() throws IOException {
        try (PendingFile pending = begin("in/a.csv", "some bytes")) {
            assertThat(files()).singleElement().satisfies(temporary -> {
                assertThat(temporary).startsWith("in/");
                assertThat(TemporaryNames.isTemporary(temporary.substring("in/".length())))
                        .isTrue();
            });
            pending.publish();
            assertThat(files()).containsExactly("in/a.csv");
        }
        assertThat(files()).containsExactly("in/a.csv");
    }

    @Test
    void closingWithoutPublishingLeavesNothing() throws IOException {
        PendingFile pending = begin("in/a.csv", "some bytes");
        pending.close();
        pending.close();

        assertThat(files()).isEmpty();
    }

    @Test
    void closingAfterPublishingLeavesTheFile() throws IOException {
        PendingFile pending = begin("a.csv", "some bytes");
        pending.publish();
        pending.close();
        pending.close();

        assertThat(content("a.csv")).isEqualTo("some bytes");
    }

    @Test
    void whatMayBeAnothersCopyKeepsStanding() throws IOException {
        put("a.csv", "the old one", TIME);

        for (String other : List.of("another", "other_bytes")) {
            try (PendingFile pending =
                    destination.create(path("a.csv"), new FileStamp(other.length(), TIME.plusSeconds(10)))) {
                pending.append(bytes(other));
                assertThatThrownBy(pending::publishUnlessTaken)
                        .isInstanceOfSatisfying(
                                FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_COLLISION))
                        .hasMessageContaining("another size or time");
            }
        }

        assertThat(files()).containsExactly("a.csv");
        assertThat(content("a.csv")).isEqualTo("the old one");
    }

    @Test
    void whatHasTheSameSizeAndTimeKeepsStandingToo() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (PendingFile pending = destination.create(path("in/a.csv"), new FileStamp(8, TIME))) {
                pending.append(bytes("number " + i));
                assertThat(pending.publishUnlessTaken()).isEqualTo(i == 0);
            }
            assertThat(content("in/a.csv")).isEqualTo("number 0");
        }

        assertThat(files()).containsExactly("in/a.csv");
    }

    @Test
    void aFileThatIsTooShortIsRefusedAndTheOldOneStands() throws IOException {
        put("a.csv", "the old one", TIME);

        try (PendingFile pending = destination.create(path("a.csv"), stamp(11))) {
            pending.append(bytes("ten bytes."));
            assertThatThrownBy(pending::publish)
                    .isInstanceOfSatisfying(
                            FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED))
                    .hasMessageContaining("10")
                    .hasMessageContaining("11")
                    .hasMessageContaining("a.csv");
        }

        assertThat(files()).containsExactly("a.csv");
        assertThat(content("a.csv")).isEqualTo("the old one");
    }

    @Test
    void aFileThatIsTooLongIsRefusedBeforeItsBytesAreWritten() throws IOException {
        put("a.csv", "the old one", TIME);

        try (PendingFile pending = destination.create(path("a.csv"), stamp(9))) {
            pending.append(bytes("12345678"));
            assertThat(codeOf(() -> pending.append(bytes("90")))).isEqualTo(ErrorCode.FILE_CHANGED);
            assertThat(sizeOf(files().stream()
                            .filter(name -> !name.equals("a.csv"))
                            .findFirst()
                            .orElseThrow()))
                    .isEqualTo(8);
        }

        assertThat(files()).containsExactly("a.csv");
        assertThat(content("a.csv")).isEqualTo("the old one");
    }

    @Test
    void aFileOfUnknownSizeAndTimeIsAsLongAsItsBytes() throws IOException {
        try (PendingFile pending = destination.create(path("a.csv"), new FileStamp(FileStamp.UNKNOWN_SIZE, null))) {
            pending.append(bytes("some"));
            pending.append(bytes(" bytes"));
            pending.publish();
        }

        assertThat(content("a.csv")).isEqualTo("some bytes");
    }

    @Test
    void anEmptyFileIsPublished() throws IOException {
        copy("empty.csv", "");

        assertThat(content("empty.csv")).isEmpty();
        assertThat(modified("empty.csv")).isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1980-01-01T00:00:00Z", "2038-01-19T03:14:08Z", "2100-02-28T23:59:59Z"})
    void timesOfEveryCenturyAreKept(Instant time) throws IOException {
        copy("a.csv", "x", time);

        assertThat(modified("a.csv")).isEqualTo(time);
        assertThat(lookup("", "a.csv")).containsExactly(new FileStamp(1, time));
    }

    @Test
    void foldersAreMadeAsTheyAreNeeded() throws IOException {
        copy("2026/11/north/a.csv", "a");
        copy("2026/11/south/b.csv", "b");
        copy("2026/c.csv", "c");

        assertThat(files()).containsExactly("2026/11/north/a.csv", "2026/11/south/b.csv", "2026/c.csv");
        assertThat(folders()).containsExactly("2026", "2026/11", "2026/11/north", "2026/11/south");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.csv",
                "*.csv",
                "?",
                "[x].csv",
                "{a,b}",
                "-rf",
                "--",
                "ünï.csv",
                "日本.csv",
                "😀.csv",
                "a\nb.csv",
                "a\tb",
                "back\\slash.csv",
                "..\\up.csv",
                "C:drive.csv",
                "...",
                ".hidden",
                "~",
                "$(touch x)",
                "'\"`",
                "a;b&c|d",
                "%2e%2e",
                "NUL",
                "con.csv",
                "dot.",
                "space ",
                " space",
                "a\u0001b",
                "a\u202Eb",
                "é",
                "e\u0301"
            })
    void everyNameIsKeptExactlyOrRefused(String name) throws IOException {
        put("decoy.csv", "decoy", TIME);
        put("x.csv", "decoy", TIME);

        if (canHold(name)) {
            copy(name, "as a file");
            copy("folder " + name + "/" + name, "in a folder");

            assertThat(files()).containsExactlyInAnyOrder("decoy.csv", "x.csv", name, "folder " + name + "/" + name);
            assertThat(content(name)).isEqualTo("as a file");
            assertThat(content("folder " + name + "/" + name)).isEqualTo("in a folder");
            assertThat(lookup("folder " + name, name)).containsExactly(new FileStamp(11, TIME));
            assertThat(read(name)).isEqualTo("as a file");
        } else {
            refuses(ErrorCode.NAME_REJECTED, name);
            refuses(ErrorCode.NAME_REJECTED, name + "/a.csv");
            assertThat(lookup("", name)).containsOnlyNulls();
            assertThat(lookup(name, "a.csv")).containsOnlyNulls();
            assertThat(files()).containsExactly("decoy.csv", "x.csv");
            assertThat(folders()).isEmpty();
        }
        assertThat(content("decoy.csv")).isEqualTo("decoy");
        assertThat(content("x.csv")).isEqualTo("decoy");
    }

    @Test
    void theLongestNamesAreKeptAndLongerOnesRefused() throws IOException {
        String longest = "n".repeat(255);
        copy(longest + "/" + longest, "x");

        assertThat(content(longest + "/" + longest)).isEqualTo("x");
        refuses(ErrorCode.NAME_REJECTED, longest + "n");
        refuses(ErrorCode.NAME_REJECTED, longest + "n/a.csv");
        assertThat(lookup("", longest + "n", "a")).containsOnlyNulls();
        assertThat(files()).containsExactly(longest + "/" + longest);
    }

    @Test
    void aPathOfTooManyFoldersIsRefused() throws IOException {
        refuses(ErrorCode.NAME_REJECTED, "d/".repeat(3_000) + "a.csv");

        assertThat(folders()).isEmpty();
    }

    @Test
    void aFileThatWouldPassForATemporaryOneIsRefused() throws IOException {
        String temporary = new TemporaryNames(Clock.systemUTC()).next();
        put(temporary, "being written by another worker", TIME);

        refuses(ErrorCode.NAME_REJECTED, temporary);
        refuses(ErrorCode.NAME_REJECTED, temporary + "/a.csv");
        assertThat(lookup("", temporary)).containsOnlyNulls();
        assertThat(content(temporary)).isEqualTo("being written by another worker");
    }

    @Test
    void filesThatWorkersKeepAreWrittenReadListedAndRemoved() throws IOException {
        KeptFiles kept = destination.keptFiles();
        assertThat(kept.list(name -> true, 10)).isEmpty();

        kept.write("a.log", "one\n".getBytes(UTF_8));
        kept.write("b.log", "two\n".getBytes(UTF_8));
        kept.write("a.log", "one\ntwo\n".getBytes(UTF_8));
        assertThat(kept.list(name -> true, 10))
                .containsExactlyInAnyOrder(new KeptFiles.Kept("a.log", 8), new KeptFiles.Kept("b.log", 4));
        assertThat(kept.list(name -> true, 1)).hasSize(1);
        assertThat(kept.list("b.log"::equals, 10)).containsExactly(new KeptFiles.Kept("b.log", 4));
        assertThat(new String(opened(Clock.systemUTC()).keptFiles().read("a.log", 100), UTF_8))
                .isEqualTo("one\ntwo\n");
        assertThat(new String(kept.read("a.log", 5), UTF_8)).isEqualTo("one\nt");
        assertThat(files()).containsExactlyInAnyOrder(".gsc-journal/a.log", ".gsc-journal/b.log");

        kept.remove("a.log");
        kept.remove("a.log");
        assertThat(kept.list(name -> true, 10)).containsExactly(new KeptFiles.Kept("b.log", 4));
        assertThat(catchThrowableOfType(FileException.class, () -> kept.read("a.log", 5))
                        .code())
                .isEqualTo(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void whereWorkersKeepFilesNoCopyIsPut() {
        refuses(ErrorCode.NAME_REJECTED, ".gsc-journal/a.log");
        refuses(ErrorCode.NAME_REJECTED, ".GSC-JOURNAL/a.log");
        refuses(ErrorCode.NAME_REJECTED, ".gsc-journal");
    }

    @Test
    void theRootIsNoFile() {
        refuses(ErrorCode.NAME_REJECTED, "");
    }

    @Test
    void theOldFileStandsUntilTheNewOneIsPublished() throws IOException {
        copy("a.csv", "the old one");

        try (PendingFile pending = begin("a.csv", "the new one, longer")) {
            assertThat(content("a.csv")).isEqualTo("the old one");
            pending.publish();
            assertThat(content("a.csv")).isEqualTo("the new one, longer");
        }
        assertThat(files()).containsExactly("a.csv");
    }

    @Test
    void aReaderNeverFindsAFileMissingOrInPart() throws Exception {
        String even = "even".repeat(20_000);
        String odd = "odd!".repeat(30_000);
        copy("a.csv", even);

        AtomicBoolean replacing = new AtomicBoolean(true);
        CountDownLatch reading = new CountDownLatch(1);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> reader = readers.submit(() -> {
                int reads = 0;
                while (replacing.get() || reads == 0) {
                    assertThat(content("a.csv")).isIn(even, odd);
                    assertThat(read("a.csv")).isIn(even, odd);
                    assertThat(lookup("", "a.csv")).doesNotContainNull();
                    reads++;
                    reading.countDown();
                }
                return reads;
            });
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i <= 100; i++) {
                copy("a.csv", i % 2 == 0 ? even : odd);
            }
            replacing.set(false);
            assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            replacing.set(false);
            readers.shutdownNow();
        }
    }

    @Test
    void twoAttemptsAtOnePathDoNotMeet() throws IOException {
        Destination otherWorker = opened(Clock.systemUTC());

        try (PendingFile first = begin("a.csv", "first");
                PendingFile second = begin("a.csv", "second");
                PendingFile third = otherWorker.create(path("a.csv"), stamp(5))) {
            third.append(bytes("third"));
            second.publish();
            assertThat(content("a.csv")).isEqualTo("second");
            third.publish();
            assertThat(content("a.csv")).isEqualTo("third");
            assertThat(first).isNotSameAs(second);
        }
        assertThat(files()).containsExactly("a.csv");
        assertThat(content("a.csv")).isEqualTo("third");
    }

    @Test
    void aFolderIsNotReplacedByAFile() throws IOException {
        put("folder/a.csv", "in the way", TIME);

        refuses(ErrorCode.NAME_COLLISION, "folder");
        assertThat(files()).containsExactly("folder/a.csv");
    }

    @Test
    void aFolderThatComesToTheNameWhileTheFileIsWrittenIsNotReplaced() throws IOException {
        try (PendingFile pending = begin("a.csv", "some bytes")) {
            Files.createDirectory(tree().resolve("a.csv"));
            assertThat(codeOf(pending::publish)).isEqualTo(ErrorCode.NAME_COLLISION);
        }

        assertThat(files()).isEmpty();
        assertThat(folders()).containsExactly("a.csv");
    }

    @Test
    void aFileIsNotReplacedByAFolder() throws IOException {
        put("a.csv", "in the way", TIME);

        refuses(ErrorCode.NAME_COLLISION, "a.csv/b.csv");
        refuses(ErrorCode.NAME_COLLISION, "a.csv/b/c.csv");
        assertThat(files()).containsExactly("a.csv");
        assertThat(content("a.csv")).isEqualTo("in the way");
    }

    @Test
    void aFolderThatIsRemovedIsMadeAgain() throws IOException {
        copy("in/a.csv", "a");
        Files.delete(tree().resolve("in/a.csv"));
        Files.delete(tree().resolve("in"));
        copy("in/b.csv", "b");

        assertThat(files()).containsExactly("in/b.csv");
    }

    @Test
    void lookupTellsWhatIsThereInTheOrderAsked() throws IOException {
        put("in/a.csv", "four", TIME);
        put("in/b.csv", "eleven byte", TIME.plusSeconds(1));
        Files.createDirectory(tree().resolve("in/folder"));

        assertThat(lookup("in", "b.csv", "missing", "a.csv", "folder", "a.csv", "A.CSV.not"))
                .containsExactly(
                        new FileStamp(11, TIME.plusSeconds(1)),
                        null,
                        new FileStamp(4, TIME),
                        null,
                        new FileStamp(4, TIME),
                        null);
    }

    @Test
    void lookupSeesWholeSeconds() throws IOException {
        put("a.csv", "four", TIME.plusMillis(999));

        assertThat(lookup("", "a.csv")).containsExactly(new FileStamp(4, TIME));
    }

    @Test
    void lookupSeesWhatWasPublishedRemovedAndAlteredSince() throws IOException {
        assertThat(lookup("in", "a.csv")).containsOnlyNulls();
        copy("in/a.csv", "four");
        assertThat(lookup("in", "a.csv")).containsExactly(new FileStamp(4, TIME));
        put("in/a.csv", "altered", TIME);
        assertThat(lookup("in", "a.csv")).containsExactly(new FileStamp(7, TIME));
        Files.delete(tree().resolve("in/a.csv"));
        assertThat(lookup("in", "a.csv")).containsOnlyNulls();
    }

    @Test
    void lookupFindsNothingInAFolderThatIsNotThere() throws IOException {
        put("file", "no folder", TIME);

        assertThat(lookup("missing", "a", "b")).containsExactly(null, null);
        assertThat(lookup("missing/deep", "a")).containsOnlyNulls();
        assertThat(lookup("file", "a", "b", "c")).hasSize(3).containsOnlyNulls();
        assertThat(lookup("missing")).isEmpty();
        assertThat(folders()).isEmpty();
    }

    @Test
    void lookupTakesNoPathForAName() throws IOException {
        put("in/a.csv", "four", TIME);

        assertThat(lookup("in", "", ".", "..", "../in/a.csv", "/", "./a.csv", "a.csv/", "a.csv\0", "a.csv\0/../a.csv"))
                .hasSize(9)
                .containsOnlyNulls();
        assertThat(lookup("", "in/a.csv", tree().resolve("in/a.csv").toString()))
                .containsOnlyNulls();
    }

    @Test
    void readsACopyThatIsThere() throws IOException {
        copy("in/a.csv", "some bytes");

        assertThat(read("in/a.csv")).isEqualTo("some bytes");
    }

    @Test
    void readingTellsThatThereIsNoSuchFile() throws IOException {
        Files.createDirectory(tree().resolve("folder"));

        for (String missing : List.of("a.csv", "missing/a.csv", "folder/a.csv", "folder")) {
            assertThat(codeOf(() -> read(missing))).as(missing).isEqualTo(ErrorCode.FILE_NOT_FOUND);
        }
    }

    @Test
    void theLastBytesOfAPendingFileAreReadBack() throws IOException {
        byte[] large = new byte[3_000_001];
        new Random(4711).nextBytes(large);

        try (PendingFile pending = destination.create(path("large.bin"), stamp(large.length))) {
            assertThat(pending.tail(1_000)).isEqualTo(ByteBuffer.allocate(0));
            pending.append(ByteBuffer.wrap(large, 0, 500));
            assertThat(pending.tail(1_000)).isEqualTo(ByteBuffer.wrap(large, 0, 500));
            pending.append(ByteBuffer.wrap(large, 500, 2_000_000));
            assertThat(pending.tail(1_700_000)).isEqualTo(ByteBuffer.wrap(large, 300_500, 1_700_000));
            pending.append(ByteBuffer.wrap(large, 2_000_500, large.length - 2_000_500));
            assertThat(pending.tail(1)).isEqualTo(ByteBuffer.wrap(large, large.length - 1, 1));
            pending.publish();
        }

        assertThat(Arrays.equals(Files.readAllBytes(tree().resolve("large.bin")), large))
                .isTrue();
    }

    @Test
    void aLargeFileComesInManyParts() throws IOException {
        byte[] large = new byte[8_000_003];
        new Random(4711).nextBytes(large);

        try (PendingFile pending = destination.create(path("large.bin"), stamp(large.length))) {
            int[] sizes = {1, 0, 32_768, 261_120, 7, 65_537};
            for (int from = 0, part = 0; from < large.length; part++) {
                int size = Math.min(sizes[part % sizes.length], large.length - from);
                ByteBuffer bytes = part % 2 == 0 ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
                bytes.put(large, from, size).flip();
                pending.append(bytes);
                assertThat(bytes.hasRemaining()).isFalse();
                from += size;
            }
            pending.publish();
        }

        assertThat(Arrays.equals(Files.readAllBytes(tree().resolve("large.bin")), large))
                .isTrue();
        assertThat(modified("large.bin")).isEqualTo(TIME);
        destination.settle(all -> true);
    }

    @Test
    void manyWriteToOneNewFolderAtOnce() throws Exception {
        Destination otherWorker = opened(Clock.systemUTC());
        AtomicInteger number = new AtomicInteger();
        List<Future<?>> written = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            for (int i = 0; i < 8; i++) {
                Destination worker = i % 2 == 0 ? destination : otherWorker;
                written.add(threads.submit(() -> {
                    start.await();
                    for (int file = 0; file < 25; file++) {
                        int n = number.incrementAndGet();
                        String name = "new/folder" + n % 5 + "/" + n + ".csv";
                        try (PendingFile pending = worker.create(path(name), stamp(name.length()))) {
                            pending.append(bytes(name));
                            pending.publish();
                        }
                    }
                    worker.settle(all -> true);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : written) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(files())
                .hasSize(200)
                .allSatisfy(name -> assertThat(content(name)).isEqualTo(name));
    }

    @Test
    void aCopyThatIsThereIsForcedToTheDisk() throws IOException {
        put("a/old.csv", "old", TIME);
        destination.secure(new RelativePath("a/old.csv"));
        destination.settle(all -> true);
        assertThatThrownBy(() -> destination.secure(new RelativePath("a/none.csv")))
                .isInstanceOf(FileException.class);
        assertThatThrownBy(() -> destination.secure(new RelativePath("none/old.csv")))
                .isInstanceOf(FileException.class);
        assertThatThrownBy(() -> destination.secure(new RelativePath("a"))).isInstanceOf(FileException.class);
    }

    @Test
    void settlingMayBeCalledAtAnyTime() throws IOException {
        destination.settle(all -> true);
        copy("in/a.csv", "a");
        destination.settle(all -> true);
        destination.settle(all -> true);
        copy("in/b.csv", "b");
        Files.delete(tree().resolve("in/a.csv"));
        Files.delete(tree().resolve("in/b.csv"));
        Files.delete(tree().resolve("in"));
        destination.settle(all -> true);

        assertThat(files()).isEmpty();
    }

    @Test
    void leftoversOfAKilledWorkerAreRemovedOnceTheyAreADayOld() throws IOException {
        Instant now = Instant.now();
        abandon("a.csv", now);
        abandon("deep/er/b.csv", now);
        put("deep/er/old.csv", "an old copy", TIME.minus(Duration.ofDays(3_000)));
        put("deep/er/.gsc-old.part", "another's file", TIME.minus(Duration.ofDays(3_000)));
        put("deep/er/.gsc-00000001-00000001-1.part.csv", "another's file", TIME.minus(Duration.ofDays(3_000)));
        List<String> before = files();

        assertThat(opened(at(now.plus(ALMOST_A_DAY))).removeLeftovers()).isZero();
        assertThat(files()).isEqualTo(before).hasSize(5);

        assertThat(opened(at(now.plus(OVER_A_DAY))).removeLeftovers()).isEqualTo(2);
        assertThat(files())
                .containsExactly(
                        "deep/er/.gsc-00000001-00000001-1.part.csv", "deep/er/.gsc-old.part", "deep/er/old.csv");
    }

    @Test
    void aFileThatTakesLongerThanADayIsNoLeftover() throws IOException {
        Instant now = Instant.now();

        try (PendingFile pending = opened(at(now.minus(OVER_A_DAY))).create(path("slow.csv"), stamp(4))) {
            pending.append(bytes("slow"));
            assertThat(opened(at(now)).removeLeftovers()).isZero();
            pending.publish();
        }
        assertThat(content("slow.csv")).isEqualTo("slow");
    }

    @Test
    void aFileWithAnOldTimeIsNoLeftoverWhileItIsPublished() throws IOException {
        Instant now = Instant.now();
        abandon("a.csv", now);
        // As it is for a moment before its rename.
        Files.setLastModifiedTime(tree().resolve(files().get(0)), FileTime.from(TIME.minus(Duration.ofDays(3_000))));

        assertThat(opened(at(now)).removeLeftovers()).isZero();
        assertThat(files()).hasSize(1);
    }

    @Test
    void theCheckPassesAndLeavesNothing() throws IOException {
        StageResult result = destination.check();

        assertThat(result.stage()).isEqualTo(CheckStage.WRITE_DESTINATION);
        assertThat(result.failure()).isNull();
        assertThat(result.took()).isPositive();
        assertThat(files()).isEmpty();
    }

    @Test
    void writersRunWhatTheyAreGiven() throws Exception {
        Executor writers = destination.writers();
        CountDownLatch together = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            writers.execute(() -> {
                together.countDown();
                try {
                    if (together.await(30, TimeUnit.SECONDS)) {
                        done.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingTwiceIsFine() throws IOException {
        destination.close();
        destination.close();
    }

    /** Begins a file as a worker does that is killed then. */
    private void abandon(String name, Instant when) throws IOException {
        Destination worker = opened(at(when));
        worker.create(path(name), stamp(100)).append(bytes("only a part"));
        kill(worker);
    }

    protected final Destination opened(Clock clock) {
        Destination another = open(clock);
        opened.add(another);
        return another;
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    protected final void copy(String name, String content) throws IOException {
        copy(name, content, TIME);
    }

    private void copy(String name, String content, Instant time) throws IOException {
        try (PendingFile pending =
                destination.create(path(name), new FileStamp(content.getBytes(UTF_8).length, time))) {
            pending.append(bytes(content));
            pending.publish();
        }
    }

    protected final PendingFile begin(String name, String content) throws IOException {
        PendingFile pending = destination.create(path(name), stamp(content.getBytes(UTF_8).length));
        pending.append(bytes(content));
        return pending;
    }

    protected final String read(String name) throws IOException {
        try (InputStream in = destination.read(path(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    protected final List<FileStamp> lookup(String folder, String... names) throws IOException {
        return destination.lookup(path(folder), List.of(names));
    }

    /** Asserts that no file can be created there, and that asking again later would not help. */
    /** A large file before anything is fetched, a small one when it is to be put in its place at the latest. */
    protected final void refuses(ErrorCode code, String name) {
        requireRefused(
                code,
                name,
                () -> destination.create(path(name), stamp(LARGE_BYTES)).close());
        requireRefused(code, name, () -> {
            try (PendingFile pending = begin(name, "x")) {
                pending.publish();
            }
        });
    }

    private static void requireRefused(
            ErrorCode code, String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        FileException refusal = catchThrowableOfType(FileException.class, call);
        assertThat(refusal).as("refusal of \"%s\"", name).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.remedy().retryable()).isFalse();
    }

    protected static ErrorCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        FileException failure = catchThrowableOfType(FileException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure.code();
    }

    protected static RelativePath path(String value) {
        return new RelativePath(value);
    }

    protected static FileStamp stamp(long sizeBytes) {
        return new FileStamp(sizeBytes, TIME);
    }

    protected static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** Puts a file there as another program would. */
    protected final void put(String name, String content, Instant modified) throws IOException {
        Path file = tree().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    protected final String content(String name) throws IOException {
        return Files.readString(tree().resolve(name));
    }

    private long sizeOf(String name) throws IOException {
        return Files.size(tree().resolve(name));
    }

    private Instant modified(String name) throws IOException {
        return Files.getLastModifiedTime(tree().resolve(name)).toInstant();
    }

    /** The paths of all that is no folder, sorted. */
    protected final List<String> files() throws IOException {
        return paths(false);
    }

    protected final List<String> folders() throws IOException {
        return paths(true);
    }

    private List<String> paths(boolean folders) throws IOException {
        try (Stream<Path> all = Files.walk(tree())) {
            return all.filter(each -> !each.equals(tree()) && Files.isDirectory(each) == folders)
                    .map(each -> tree().relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }
}
