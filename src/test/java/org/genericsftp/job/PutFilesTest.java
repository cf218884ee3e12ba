package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.file.Difference;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.Verification;
import org.genericsftp.job.TreeJobs.Told;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where copies are put, by a layout; {@code -Dextent=full} tries more. */
class PutFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Layout FLAT = new Layout("", ZoneOffset.UTC, 0, true, false);
    private static final Layout FLAT_REPLACING = new Layout("new", ZoneOffset.UTC, 0, true, true);
    private static final Layout BY_DAY = new Layout("in/${date:yyyy-MM-dd}", ZoneOffset.UTC, 0, false, false);
    private static final Layout STRIPPED = new Layout("s", ZoneOffset.UTC, 1, false, false);
    private static final Map<String, Layout> NAMED =
            Map.of("flat", FLAT, "flat-replacing", FLAT_REPLACING, "by-day", BY_DAY, "stripped", STRIPPED);

    @TempDir
    private Path copies;

    @Test
    void aFileIsToldByBothNamesAndFoundAgain() throws IOException {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(BY_DAY, Map.of()))) {
            jobs.source.put(path("a/x.csv"), 10, NOON);

            FileOutcome planned = only(jobs.run(FileRequest.EVERYTHING.withDryRun(true), NOON));
            assertThat(planned.difference()).isEqualTo(Difference.NOT_THERE);
            assertThat(planned.destinationName()).isEqualTo("in/2026-11-01/a/x.csv");
            FileOutcome copied = only(jobs.run(FileRequest.EVERYTHING, NOON));
            assertThat(copied.outcome()).isEqualTo(Outcome.COPIED);
            assertThat(copied.name()).isEqualTo("a/x.csv");
            assertThat(copied.destinationName()).isEqualTo("in/2026-11-01/a/x.csv");
            assertThat(copies.resolve("in/2026-11-01/a/x.csv")).hasBinaryContent(jobs.source.content(path("a/x.csv")));
            FileOutcome unchanged = only(jobs.run(FileRequest.EVERYTHING.withDigest(DigestAlgorithm.SHA_256), NOON));
            assertThat(unchanged.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(unchanged.digest()).isNotNull();
            assertThat(unchanged.destinationName()).isEqualTo("in/2026-11-01/a/x.csv");
            FileOutcome verified = only(jobs.run(FileRequest.EVERYTHING.withVerify(Verification.REREAD), NOON));
            assertThat(verified.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(verified.verified()).isNotNull();
        }
    }

    @Test
    void aRequestChoosesAndTheClientsOwnServesAllOthers() {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(Layout.PLAIN, NAMED))) {
            jobs.source.put(path("a/x.csv"), 10, NOON);

            assertThat(only(jobs.run(FileRequest.EVERYTHING, NOON)).destinationName())
                    .isNull();
            assertThat(only(jobs.run(FileRequest.EVERYTHING.withLayout("stripped"), NOON))
                            .destinationName())
                    .isEqualTo("s/x.csv");
            assertThat(copies.resolve("a/x.csv")).exists();
            assertThat(copies.resolve("s/x.csv")).exists();
        }
    }

    @Test
    void aFileOfAnotherDayGoesToAnotherFolder() {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(BY_DAY, Map.of()))) {
            jobs.source.put(path("x.csv"), 10, NOON);
            jobs.run(FileRequest.EVERYTHING, NOON);
            jobs.source.put(path("x.csv"), 10, NOON.plusSeconds(24 * 3600));

            FileOutcome again = only(jobs.run(FileRequest.EVERYTHING, NOON));

            assertThat(again.outcome()).isEqualTo(Outcome.COPIED);
            assertThat(again.destinationName()).isEqualTo("in/2026-11-02/x.csv");
            assertThat(copies.resolve("in/2026-11-01/x.csv")).exists();
        }
    }

    @Test
    void aFileThatMovesToAnotherDayWhileItIsReadIsToldSo() {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(BY_DAY, Map.of()))) {
            jobs.source.put(path("x.csv"), 10, NOON);
            jobs.source.atEachFetch(number -> jobs.source.put(path("x.csv"), 11, NOON.plusSeconds(24 * 3600)));

            FileOutcome told = only(jobs.run(FileRequest.EVERYTHING, NOON));

            assertThat(told.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(told.error()).isNotNull();
            assertThat(told.error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
            assertThat(told.error().retryable()).isTrue();
            assertThat(only(jobs.run(FileRequest.EVERYTHING, NOON)).destinationName())
                    .isEqualTo("in/2026-11-02/x.csv");
        }
    }

    @Test
    void anotherRequestDoesNotReplaceTheCopyOfAnotherFile() throws IOException {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(FLAT, Map.of()))) {
            jobs.source.put(path("a/x.csv"), 10, NOON);
            jobs.source.put(path("b/x.csv"), 11, NOON);
            jobs.run(below("a"), NOON);

            for (FileRequest request : List.of(below("b"), below("b").withDryRun(true))) {
                FileOutcome refused = only(jobs.run(request, NOON));
                assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(refused.error()).isNotNull();
                assertThat(refused.error().code()).isEqualTo(ErrorCode.NAME_COLLISION);
                assertThat(refused.error().message()).contains("may be the copy of another file");
                assertThat(refused.destinationName()).isEqualTo("x.csv");
            }
            assertThat(copies.resolve("x.csv")).hasBinaryContent(jobs.source.content(path("a/x.csv")));
            assertThat(only(jobs.run(below("a"), NOON)).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
    }

    @Test
    void aCopyOfTheSameSizeAndTimeIsNotTakenForAnothersWhereItIsVerified() throws IOException {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(FLAT, Map.of()))) {
            jobs.source.put(path("a/x.csv"), 10, NOON);
            jobs.source.put(path("b/x.csv"), 10, NOON);
            jobs.run(below("a"), NOON);

            FileOutcome refused = only(jobs.run(below("b").withVerify(Verification.REREAD), NOON));

            assertThat(refused.error()).isNotNull();
            assertThat(refused.error().code()).isEqualTo(ErrorCode.NAME_COLLISION);
            assertThat(copies.resolve("x.csv")).hasBinaryContent(jobs.source.content(path("a/x.csv")));
        }
    }

    @Test
    void anotherWorkersCopyThatComesMeanwhileIsNotReplaced() throws IOException {
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(FLAT, Map.of()))) {
            jobs.source.put(path("a/x.csv"), 10, NOON);
            jobs.source.atEachFetch(number -> {
                try {
                    Files.writeString(copies.resolve("x.csv"), "of another worker");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            FileOutcome refused = only(jobs.run(FileRequest.EVERYTHING, NOON));

            assertThat(refused.error()).isNotNull();
            assertThat(refused.error().code()).isEqualTo(ErrorCode.NAME_COLLISION);
            assertThat(copies.resolve("x.csv")).hasContent("of another worker");
        }
    }

    @Test
    void manyFilesKnowTheirPlaces() {
        PlacesTaken taken = new PlacesTaken();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                assertThat(taken.take(file("a/" + i, String.valueOf(i)))).isTrue();
            }
        }
        assertThat(IntStream.range(0, 20_000).anyMatch(i -> taken.take(file("b/" + i, String.valueOf(i)))))
                .isFalse();
    }

    private static RemoteFile file(String path, String place) {
        return new RemoteFile(path(path), new FileStamp(1, NOON), new RemoteName(new byte[] {'x'}), path(place));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noTwoFilesEndAtOnePlaceUnnoticed(int seed) throws IOException, FileException {
        Random random = new Random(seed);
        try (TreeJobs jobs = new TreeJobs(copies, new Layouts(Layout.PLAIN, NAMED))) {
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        RelativePath path = anyPath(random);
                        // No two paths have one time: then what is UNCHANGED is not another's by chance.
                        int own = path.value().hashCode() & 0xfff;
                        jobs.source.put(
                                path, 1 + random.nextInt(4), NOON.plusSeconds(own * 8L + random.nextInt(4) * 100_000L));
                    }
                    case 2 -> {
                        RelativePath path = anyPath(random);
                        if (random.nextBoolean()) {
                            jobs.source.remove(path);
                        } else {
                            jobs.removeCopy(path(path.name()));
                        }
                    }
                    default -> ask(jobs, anyRequest(random), random.nextInt(3));
                }
            }
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, Extent.of(20, 500));
    }

    private void ask(TreeJobs jobs, FileRequest request, int death) throws IOException, FileException {
        if (death > 0) {
            jobs.dieAtFetch(death, request, NOON);
        }
        String name = request.layout();
        Layout layout = name == null ? Layout.PLAIN : NAMED.get(name);
        Map<String, FileStamp> before = stamps();
        Map<String, byte[]> contentsBefore = contents();
        Map<String, String> expected = expected(jobs, request, layout, before);

        Told told = jobs.run(request, NOON);

        Map<String, String> found = new TreeMap<>();
        Set<String> places = new HashSet<>();
        for (FileOutcome file : told.files()) {
            String error = file.error() == null ? "" : " " + file.error().code();
            found.put(file.name(), file.outcome() + error + " " + file.placeName());
            if (file.outcome() == Outcome.COPIED || file.outcome() == Outcome.UNCHANGED) {
                assertThat(places.add(file.placeName())).as("one place").isTrue();
                assertThat(copies.resolve(file.placeName())).hasBinaryContent(jobs.source.content(path(file.name())));
            }
        }
        assertThat(found).isEqualTo(expected);
        contentsBefore.keySet().removeAll(places);
        Map<String, byte[]> after = contents();
        contentsBefore.forEach(
                (place, bytes) -> assertThat(after.get(place)).as(place).isEqualTo(bytes));
        Told again = jobs.run(request, NOON);
        assertThat(again.result().totals().copied()).isZero();
        assertThat(again.result().totals().failed())
                .isEqualTo(told.result().totals().failed());
    }

    /** In the order of the listing: of several files with one place, the first has it that may. */
    private static Map<String, String> expected(
            TreeJobs jobs, FileRequest request, Layout layout, Map<String, FileStamp> before) throws FileException {
        Map<RelativePath, FileStamp> files = jobs.source.stamps();
        RelativePath start = request.selection(NOON).start();
        List<RelativePath> folders =
                files.keySet().stream().map(RelativePath::parent).distinct().toList();
        Map<String, String> taken = new HashMap<>();
        Map<String, String> expected = new TreeMap<>();
        for (RelativePath folder : folders) {
            for (Map.Entry<RelativePath, FileStamp> each : files.entrySet()) {
                RelativePath path = each.getKey();
                if (!path.parent().equals(folder) || !folder.isIn(start)) {
                    continue;
                }
                FileStamp stamp = each.getValue();
                String place = layout.place(new RemoteFile(path, stamp, new RemoteName(new byte[] {'x'})))
                        .place()
                        .value();
                FileStamp there = before.get(place);
                boolean same = stamp.equals(there);
                boolean may = there == null || same || layout.replaces();
                boolean has = may && taken.putIfAbsent(place, path.value()) == null;
                String outcome = !has ? "FAILED NAME_COLLISION" : same ? "UNCHANGED" : "COPIED";
                expected.put(path.value(), outcome + " " + place);
            }
        }
        return expected;
    }

    private static FileRequest anyRequest(Random random) {
        FileRequest request = FileRequest.EVERYTHING.withLayout(
                List.of("flat", "flat-replacing", "by-day", "stripped").get(random.nextInt(4)));
        return random.nextBoolean()
                ? request
                : request.withDirectory(path(List.of("n", "o").get(random.nextInt(2))));
    }

    private static FileRequest below(String folder) {
        return FileRequest.EVERYTHING.withDirectory(path(folder));
    }

    private Map<String, FileStamp> stamps() throws IOException {
        Map<String, FileStamp> stamps = new TreeMap<>();
        for (Path file : files()) {
            stamps.put(
                    copies.relativize(file).toString(),
                    new FileStamp(
                            Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        }
        return stamps;
    }

    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path file : files()) {
            contents.put(copies.relativize(file).toString(), Files.readAllBytes(file));
        }
        return contents;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(copies)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static FileOutcome only(Told told) {
        assertThat(told.files()).hasSize(1);
        return told.files().get(0);
    }

    private static RelativePath anyPath(Random random) {
        return path(List.of("", "n/", "n/m/", "o/").get(random.nextInt(4)) + "abcd".charAt(random.nextInt(4)));
    }

    private static RelativePath path(String path) {
        return new RelativePath(path);
    }
}
