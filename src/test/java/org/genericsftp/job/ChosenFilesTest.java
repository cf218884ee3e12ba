package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.job.TreeJobs.Told;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.Extent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By size, the newest, in order; {@code -Dextent=full} tries more. */
class ChosenFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path copies;

    @Test
    void theNewestCountWhateverBecomesOfThem() throws IOException {
        try (TreeJobs jobs = new TreeJobs(copies, Clock.systemUTC())) {
            jobs.source.put(path("a"), 1, NOON);
            jobs.source.put(path("b/b"), 2, NOON.plusSeconds(2));
            jobs.source.put(path("c"), 3, NOON.plusSeconds(1));
            jobs.run(FileRequest.EVERYTHING.withNewest(1), NOON);

            Told told = jobs.run(FileRequest.EVERYTHING.withNewest(2), NOON);

            assertThat(told.names()).containsExactly("b/b", "c");
            assertThat(told.files())
                    .extracting(FileOutcome::outcome)
                    .containsExactly(Outcome.UNCHANGED, Outcome.COPIED);
            assertThat(copies.resolve("a")).doesNotExist();
        }
    }

    @Test
    void thoseThatAreNotChosenDoNotCountForTheMost() {
        try (TreeJobs jobs = new TreeJobs(copies, Clock.systemUTC())) {
            IntStream.range(0, 9).forEach(i -> jobs.source.put(path("f" + i), i, NOON.plusSeconds(i)));

            Told chosen = jobs.run(FileRequest.EVERYTHING.withNewest(2).withMaxFiles(2), NOON);
            Told tooMany = jobs.run(FileRequest.EVERYTHING.withNewest(3).withMaxFiles(2), NOON);

            assertThat(chosen.names()).containsExactly("f8", "f7");
            assertThat(tooMany.result().error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.TOO_MANY_FILES));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsAnsweredIsWhatAPlainModelSays(int seed) throws IOException, FileException {
        Random random = new Random(seed);
        try (TreeJobs jobs = new TreeJobs(copies, Clock.systemUTC())) {
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(4)) {
                    case 0, 1 ->
                        jobs.source.put(anyPath(random), random.nextInt(6), NOON.plusSeconds(random.nextInt(5)));
                    case 2 -> {
                        RelativePath path = anyPath(random);
                        if (random.nextBoolean()) {
                            jobs.source.remove(path);
                        } else {
                            jobs.removeCopy(path);
                        }
                    }
                    default -> ask(jobs, anyRequest(random), random.nextInt(3));
                }
            }
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, Extent.of(5, 200));
    }

    /** @param death at which fetch the first attempt dies; 0 for none */
    private void ask(TreeJobs jobs, FileRequest request, int death) throws IOException, FileException {
        if (death > 0) {
            jobs.dieAtFetch(death, request, NOON);
        }
        Map<RelativePath, FileStamp> before = jobs.there();
        List<Map.Entry<RelativePath, FileStamp>> expected = expected(jobs.source.stamps(), request);

        Told told = jobs.run(request, NOON);

        Integer most = request.maxFiles();
        if (most != null && expected.size() > most) {
            assertThat(told.files()).isEmpty();
            assertThat(told.result().status()).isEqualTo(ReplyStatus.FAILED);
            assertThat(jobs.there()).isEqualTo(before);
            return;
        }
        assertThat(told.result().status()).isEqualTo(ReplyStatus.COMPLETED);
        List<String> names =
                expected.stream().map(file -> file.getKey().value()).toList();
        if (request.orderOfFiles() == null) {
            assertThat(told.names()).containsExactlyInAnyOrderElementsOf(names);
        } else {
            assertThat(told.names()).isEqualTo(names);
        }
        for (FileOutcome file : told.files()) {
            RelativePath path = path(file.name());
            boolean wasThere = file.stamp().equals(before.get(path));
            assertThat(file.outcome()).isEqualTo(wasThere ? Outcome.UNCHANGED : Outcome.COPIED);
            jobs.requireCopyOf(path);
        }
    }

    private static List<Map.Entry<RelativePath, FileStamp>> expected(
            Map<RelativePath, FileStamp> files, FileRequest request) {
        SizeFilter sizes = request.filter().sizes();
        Integer newest = request.newest();
        List<Map.Entry<RelativePath, FileStamp>> matching = files.entrySet().stream()
                .filter(file -> sizes == null || isWithin(file.getValue().sizeBytes(), sizes))
                .sorted(order(newest == null ? null : Order.TIME_DESCENDING))
                .limit(newest == null ? Long.MAX_VALUE : newest)
                .toList();
        return matching.stream().sorted(order(request.orderOfFiles())).toList();
    }

    private static boolean isWithin(long size, SizeFilter sizes) {
        return (sizes.min() == null || size >= sizes.min().bytes())
                && (sizes.max() == null || size <= sizes.max().bytes());
    }

    private static Comparator<Map.Entry<RelativePath, FileStamp>> order(@Nullable Order order) {
        Comparator<Map.Entry<RelativePath, FileStamp>> byName =
                Comparator.comparing(file -> file.getKey().value());
        Comparator<Map.Entry<RelativePath, FileStamp>> byTime =
                Comparator.comparing(file -> file.getValue().modified());
        Comparator<Map.Entry<RelativePath, FileStamp>> bySize =
                Comparator.comparing(file -> file.getValue().sizeBytes());
        return switch (order == null ? Order.NAME : order) {
            case NAME -> byName;
            case NAME_DESCENDING -> byName.reversed();
            case TIME -> byTime.thenComparing(byName);
            case TIME_DESCENDING -> byTime.reversed().thenComparing(byName);
            case SIZE -> bySize.thenComparing(byName);
            case SIZE_DESCENDING -> bySize.reversed().thenComparing(byName);
        };
    }

    private static FileRequest anyRequest(Random random) {
        int min = random.nextInt(4);
        SizeFilter sizes =
                random.nextBoolean() ? null : new SizeFilter(new DataSize(min), new DataSize(min + random.nextInt(4)));
        return FileRequest.EVERYTHING
                .withFilter(FileRequest.EVERYTHING.filter().withSizes(sizes))
                .withNewest(random.nextBoolean() ? null : 1 + random.nextInt(4))
                .withOrder(random.nextBoolean() ? null : List.of(Order.values()).get(random.nextInt(6)))
                .withMaxFiles(random.nextInt(4) == 0 ? 1 + random.nextInt(6) : null);
    }

    private static RelativePath anyPath(Random random) {
        return path(List.of("", "n/", "n/m/", "o/").get(random.nextInt(4)) + "abcd".charAt(random.nextInt(4)));
    }

    private static RelativePath path(String path) {
        return new RelativePath(path);
    }
}
