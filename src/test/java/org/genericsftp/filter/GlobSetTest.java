package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlobSetTest {
    private final Random random = new Random(1);

    @Test
    void matchesWhatAnyGlobMatches() {
        GlobSet set = paths("a/*.csv", "b/**/x?", "**/c/[0-9]*");
        assertThat(List.of("a/.csv", "a/é.csv", "b/x1", "b/a/b/x2", "c/1", "q/r/c/99"))
                .allMatch(path -> set.matches(path, Effort.FREE));
        assertThat(List.of("a/b/c.csv", "x.csv", "b/x", "bb/x1", "c/a", "cc/1", "c/1/a"))
                .noneMatch(path -> set.matches(path, Effort.FREE));
    }

    @Test
    void matchesNothingWithoutGlobs() {
        assertThat(paths().matches("a", Effort.FREE)).isFalse();
        assertThat(paths().mayMatchBelow("a")).isFalse();
        assertThat(paths().matchAllBelow("a")).isFalse();
    }

    /** Globs are bits of words: each is once the first, and once the last of its word. */
    @Test
    void matchesAlikeWhereverAGlobLies() {
        for (int before = 0; before < 130; before++) {
            List<String> globs = new ArrayList<>(
                    IntStream.range(0, before).mapToObj(i -> "-" + i).toList());
            globs.addAll(List.of("**/a?/*z", "b/**/c/**"));
            GlobSet set = paths(globs.toArray(String[]::new));
            assertThat(List.of("ab/z", "q/ab/yz", "b/c/d", "b/q/r/c/d/e"))
                    .as("behind %d others", before)
                    .allMatch(path -> set.matches(path, Effort.FREE));
            assertThat(List.of("a/z", "aab/z", "ab/q/z", "b/c", "c/d", "-" + before))
                    .as("behind %d others", before)
                    .noneMatch(path -> set.matches(path, Effort.FREE));
        }
    }

    @Test
    void takesMoreForeignCharactersThanItRemembers() {
        List<String> many = IntStream.range(0, 12_000)
                .mapToObj(i -> Character.toString(0x4E00 + i) + "*x")
                .toList();
        GlobSet set =
                GlobSet.ofNames(many.stream().map(glob -> Glob.of(glob, true)).toList());
        assertThat(IntStream.range(0, 12_000).mapToObj(i -> Character.toString(0x4E00 + i) + "-x"))
                .allMatch(name -> set.matches(name, Effort.FREE));
        assertThat(set.matches(Character.toString(0x4E00 + 12_000) + "-x", Effort.FREE))
                .isFalse();
    }

    @Test
    void costsAStepForEachCharacterAndEachPlaceOfSixtyFourGlobsAtTheWorst() {
        List<Glob> starry = IntStream.range(0, 1000)
                .mapToObj(i -> Glob.of(("*" + (char) ('a' + random.nextInt(2))).repeat(45) + "*z", true))
                .toList();
        String name = "ab".repeat(105);
        assertThat(stepsToMatch(starry, name)).isLessThanOrEqualTo(name.length() * 47L * (1000 / 64 + 1));
    }

    @Test
    void costsLittleForGlobsThatANameIsUnlike() {
        List<Glob> plain = IntStream.range(0, 1000)
                .mapToObj(i -> Glob.of("*_" + (10_000 + i) + ".csv", true))
                .toList();
        String name = "report_20261101_000123.csv";
        assertThat(stepsToMatch(plain, name)).isLessThanOrEqualTo(name.length() * 4L * (1000 / 64 + 1));
    }

    private static long stepsToMatch(List<Glob> globs, String name) {
        AtomicLong steps = new AtomicLong();
        GlobSet.ofNames(globs).matches(name, steps::addAndGet);
        return steps.get();
    }

    private static GlobSet paths(String... globs) {
        return GlobSet.ofPaths(Stream.of(globs).map(glob -> Glob.of(glob, true)).toList());
    }
}
