package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegexUnionTest {
    @Test
    void writesOnceWhatManyBeginWith() {
        assertThat(union("[^/]*.csv", "[^/]*.xml")).isEqualTo("[^/]*.(?:csv|xml)");
        assertThat(union("abc", "abd", "b")).isEqualTo("(?:ab(?:c|d)|b)");
        assertThat(union("ab", "abc")).isEqualTo("ab(?:|c)");
        assertThat(union("a")).isEqualTo("a");
    }

    @Test
    void matchesWhatAnyOfThemMatches() {
        RegexUnion union = RegexUnion.of(List.of(List.of("a", "b"), List.of("a"), List.of("c", "[^/]*")));
        assertThat(List.of("a", "ab", "c", "cde")).allMatch(text -> union.matches(text, Effort.FREE));
        assertThat(List.of("", "b", "abc", "bc", "c/d")).noneMatch(text -> union.matches(text, Effort.FREE));
    }

    @Test
    void matchesNothingWhenThereIsNone() {
        assertThat(RegexUnion.of(List.of()).matches("", Effort.FREE)).isFalse();
    }

    @Test
    void matchesEverythingWhenOneDoes() {
        RegexUnion union = RegexUnion.of(List.of(List.of("a"), RegexUnion.EVERYTHING));
        assertThat(List.of("", "a", "b\nc/d")).allMatch(text -> union.matches(text, Effort.FREE));
    }

    @Test
    void keepsWithinAStackWithThousandsOfAlternatives() throws Exception {
        List<List<String>> many = IntStream.range(0, 12_000)
                .mapToObj(i -> List.of(Character.toString(0x4E00 + i), "[^/]*", "x"))
                .toList();
        onASmallStack(() -> {
            RegexUnion union = RegexUnion.of(many);
            assertThat(union.matches(Character.toString(0x4E00) + "-x", Effort.FREE))
                    .isTrue();
            assertThat(union.matches(Character.toString(0x4E00 + 11_999) + "-x", Effort.FREE))
                    .isTrue();
            assertThat(union.matches(Character.toString(0x4E00 + 12_000) + "-x", Effort.FREE))
                    .isFalse();
        });
    }

    @Test
    void keepsWithinAStackWhenAlternativesBranchAtEveryCharacter() throws Exception {
        List<List<String>> nested = new ArrayList<>();
        for (int length = 1; length <= 400; length++) {
            nested.add(Stream.concat(Stream.generate(() -> "a").limit(length), Stream.of("b"))
                    .toList());
        }
        onASmallStack(() -> {
            RegexUnion union = RegexUnion.of(nested);
            assertThat(IntStream.of(1, 49, 50, 51, 52, 400))
                    .allMatch(length -> union.matches("a".repeat(length) + "b", Effort.FREE));
            assertThat(List.of("b", "a", "a".repeat(400), "a".repeat(401) + "b"))
                    .noneMatch(text -> union.matches(text, Effort.FREE));
        });
    }

    @Test
    void takesTextsTooLongForOnePattern() {
        List<List<String>> many = IntStream.range(0, 100)
                .mapToObj(i -> List.of(("x" + i).repeat(500).split("")))
                .toList();
        RegexUnion union = RegexUnion.of(many);
        assertThat(many).allMatch(pieces -> union.matches(String.join("", pieces), Effort.FREE));
        assertThat(union.matches("x100".repeat(500), Effort.FREE)).isFalse();
    }

    /** Half of what a thread has by default. */
    static void onASmallStack(Runnable work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(work, null);
        new Thread(null, task, "small stack", 512 << 10).start();
        task.get(60, TimeUnit.SECONDS);
    }

    private static String union(String... texts) {
        List<List<String>> pieces = Stream.of(texts)
                .map(text -> text.startsWith("[^/]*")
                        ? Stream.concat(
                                        Stream.of("[^/]*"),
                                        Stream.of(text.substring(5).split("")))
                                .toList()
                        : List.of(text.split("")))
                .toList();
        return RegexUnion.union(pieces, 0, 0);
    }
}
