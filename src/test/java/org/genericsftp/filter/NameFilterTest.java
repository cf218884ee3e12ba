package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.genericsftp.filter.NameFilter.Syntax;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilterTest {
    @Nested
    class Globs {
        @Test
        void withoutASlashAreHeldAgainstTheNameInAnyFolder() {
            assertThat(selected(glob("*.csv"), "a.csv", "x/b.csv", "x/y/c.csv", "x.csv/d", "d.csv.gz", "csv"))
                    .containsExactly("a.csv", "x/b.csv", "x/y/c.csv");
        }

        @Test
        void withASlashAreHeldAgainstThePath() {
            assertThat(selected(glob("x/*.csv"), "x/a.csv", "a.csv", "x/y/a.csv", "y/x/a.csv"))
                    .containsExactly("x/a.csv");
        }

        @Test
        void takeAnyNumberOfFolders() {
            assertThat(selected(glob("2026/**/*.xml"), "2026/a.xml", "2026/x/a.xml", "2026/x/y/a.xml", "2025/a.xml"))
                    .containsExactly("2026/a.xml", "2026/x/a.xml", "2026/x/y/a.xml");
            assertThat(selected(glob("**/tmp/*"), "tmp/a", "x/tmp/a", "x/y/tmp/a", "x/tmp/y/a", "xtmp/a", "tmp"))
                    .containsExactly("tmp/a", "x/tmp/a", "x/y/tmp/a");
        }

        @Test
        void takeEverythingBelowAFolder() {
            assertThat(selected(glob("a/**"), "a/x", "a/x/y", "a", "b/a/x", "ab/x"))
                    .containsExactly("a/x", "a/x/y");
        }

        @ParameterizedTest
        @ValueSource(strings = {"*", "**", "**/*", "**/**", "{a,*}"})
        void takeEverything(String everything) {
            String[] all = {"a", ".hidden", "x/y/z", "new\nline", "\\", "😀/😀", "..."};
            assertThat(selected(glob(everything), all)).containsExactly(all);
        }

        @Test
        void matchLeadingDots() {
            assertThat(selected(glob("*rc"), ".rc", "x/.bashrc")).hasSize(2);
            assertThat(selected(glob("?rc"), ".rc", "x/.rc")).hasSize(2);
            assertThat(selected(glob("*/a"), ".x/a")).hasSize(1);
        }

        @Test
        void takeBracketsForAClassUnlessTheyAreEscaped() {
            assertThat(selected(glob("[x].csv"), "x.csv", "[x].csv")).containsExactly("x.csv");
            assertThat(selected(glob("\\[x\\].csv"), "x.csv", "[x].csv")).containsExactly("[x].csv");
        }

        @Test
        void takeASlashInAlternatives() {
            assertThat(selected(glob("{north/a,south}/*.csv"), "north/a/1.csv", "south/2.csv", "north/3.csv", "4.csv"))
                    .containsExactly("north/a/1.csv", "south/2.csv");
        }

        @Test
        void countCharactersNotTheirHalves() {
            assertThat(selected(glob("?"), "😀", "a", "é", "ab", "😀😀")).containsExactly("😀", "a", "é");
            assertThat(selected(glob("[😀-😂]"), "😁", "\ud83d")).containsExactly("😁");
            assertThat(selected(glob("?"), "\ud83d")).hasSize(1);
        }

        @Test
        void takeTheCharactersOfRegularExpressionsLiterally() {
            String name = "a.b+c(d)|e^f$g\\Q\\E{1}";
            assertThat(selected(glob("a.b+c(d)|e^f$g\\\\Q\\\\E\\{1\\}"), name, "aXb+c(d)|e^f$g"))
                    .containsExactly(name);
        }

        @Test
        void takeNewlinesForCharactersLikeOthers() {
            assertThat(selected(glob("a*b?c"), "a\nb\nc", "a\r\nb\u2028c")).hasSize(2);
            assertThat(selected(glob("x/**/a\nb"), "x/\n/a\nb")).hasSize(1);
        }

        @Test
        void canBeHeldAgainstPathsOnly() {
            assertThat(selected(filter(List.of("*.csv"), true, MatchOn.PATH), "a.csv", "x/a.csv"))
                    .containsExactly("a.csv");
        }

        @Test
        void canBeHeldAgainstNamesOnly() {
            assertThat(selected(filter(List.of("**/*.csv"), true, MatchOn.NAME), "a.csv", "x/y/a.csv", "x/b"))
                    .containsExactly("a.csv", "x/y/a.csv");
        }

        @Test
        void thatNeedAFolderMatchNoName() {
            assertThatFault(() -> filter(List.of("*.csv", "x/*.csv"), true, MatchOn.NAME))
                    .isEqualTo("/fileName/include/1: expected a pattern for names, as \"matchOn\" says, found one for"
                            + " paths, which matches no name");
        }

        @Test
        void ignoreCaseWhereTheyAreTold() {
            NameFilter filter = filter(List.of("*.CSV", "Größe_[a-f]?", "STRASSE"), false, null);
            assertThat(selected(filter, "a.csv", "b.Csv", "GRÖßE_C1", "größe_cX", "größe_G1", "straße"))
                    .containsExactly("a.csv", "b.Csv", "GRÖßE_C1", "größe_cX");
            assertThat(selected(glob("*.CSV"), "a.csv", "a.CSV")).containsExactly("a.CSV");
        }

        /** RE2/J, told to ignore case, would loop for ever with this character. */
        @Test
        void ignoreCaseOfCharactersThatRe2DoesNotKnow() {
            assertThat(selected(filter(List.of("\u1C80*"), false, null), "В1", "в2", "\u1C803", "x"))
                    .containsExactly("В1", "в2", "\u1C803");
            assertThat(selected(filter(List.of("[\u1C79-\u1C8F]"), false, null), "в", "\u1C88"))
                    .hasSize(2);
        }
    }

    @Nested
    class RegularExpressions {
        @Test
        void matchInFull() {
            assertThat(selected(regex("a|ab"), "a", "ab", "b", "abc", "xa")).containsExactly("a", "ab");
            assertThat(selected(regex("^.*[.]csv$"), "a.csv", "a.csv.gz")).containsExactly("a.csv");
        }

        @Test
        void withoutASlashAreHeldAgainstTheNameInAnyFolder() {
            assertThat(selected(regex(".*[.]csv"), "a.csv", "x/y/b.csv", "x.csv/c"))
                    .containsExactly("a.csv", "x/y/b.csv");
        }

        @Test
        void withASlashAreHeldAgainstThePath() {
            assertThat(selected(regex("x/.*[.]csv"), "x/a.csv", "x/y/b.csv", "a.csv"))
                    .containsExactly("x/a.csv", "x/y/b.csv");
            assertThat(selected(regex("[^/]*[.]csv"), "a.csv", "x/a.csv")).containsExactly("a.csv");
        }

        @Test
        void canBeHeldAgainstWhatMatchOnSays() {
            assertThat(selected(regex(MatchOn.NAME, "[^/]*[.]csv"), "a.csv", "x/a.csv"))
                    .hasSize(2);
            assertThat(selected(regex(MatchOn.PATH, ".*[.]csv"), "a.csv", "x/a.csv", "x"))
                    .containsExactly("a.csv", "x/a.csv");
            assertThat(selected(regex(MatchOn.PATH, "[a-z]+"), "x", "x/y")).containsExactly("x");
        }

        @Test
        void takeADotForAnyCharacter() {
            assertThat(selected(regex("a.b"), "a\nb", "a😀b", "a\u2028b", "ab")).hasSize(3);
        }

        @Test
        void standSideBySideWithFlagsAndGroupsOfTheirOwn() {
            NameFilter filter = regex(null, "(?-s)a.b", "a.c", "(?P<n>x)1|y", "(?P<n>x)2", "x(?U)3*");
            assertThat(selected(filter, "a\nb", "a-b", "a\nc", "x1", "y", "x2", "x333", "z"))
                    .containsExactly("a-b", "a\nc", "x1", "y", "x2", "x333");
        }

        @Test
        void ignoreCaseWhereTheyAreTold() {
            NameFilter filter = NameFilter.of(List.of("größe[a-c]\\x58.*"), List.of(), Syntax.REGEX, false, null);
            assertThat(selected(filter, "GRÖßEBx1", "größeDx")).containsExactly("GRÖßEBx1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)*(.*)*(.*)*x"})
        void takeLinearTime(String explosive) {
            String name = "a".repeat(10_000);
            NameFilter filter = regex(explosive);
            assertThat(filter.matches(new RelativePath(name + "!"))).isFalse();
            assertThat(filter.matches(new RelativePath(name)))
                    .isEqualTo(explosive.equals("(a+)+$") || explosive.equals("(a|aa)+$"));
        }

        @Test
        void areRefusedWhenTheyAreNone() {
            assertThatFault(() -> regex(null, "a", "b["))
                    .isEqualTo("/fileName/include/1: expected a regular expression in RE2 syntax, found missing"
                            + " closing ]: \"b[\"");
        }

        @Test
        void areRefusedWhenTheyExplode() {
            assertThatFault(() -> regex("((a{100}){100}){100}"))
                    .startsWith("/fileName/include/0: expected a regular expression of at most 10000 characters");
        }
    }

    @Nested
    class ExactPaths {
        @Test
        void standForThemselves() {
            NameFilter filter = exact(List.of("a/*.csv", "[x]", "a\nb"));
            assertThat(selected(filter, "a/*.csv", "a/b.csv", "x", "[x]", "y/[x]", "a\nb"))
                    .containsExactly("a/*.csv", "[x]", "a\nb");
        }

        @Test
        void comeOnceInTheOrderAsked() {
            assertThat(exact(List.of("b", "a/c", "b", "a")).exactPaths()).hasValue(paths("b", "a/c", "a"));
        }

        @Test
        void canBeExcluded() {
            NameFilter filter =
                    NameFilter.of(List.of("b", "a", "c"), List.of("a", "d"), Syntax.EXACT, true, MatchOn.PATH);
            assertThat(filter.exactPaths()).hasValue(paths("b", "c"));
            assertThat(selected(filter, "a", "b", "c", "d")).containsExactly("b", "c");
        }

        @Test
        void areNotThereWithPatterns() {
            assertThat(glob("a").exactPaths()).isEmpty();
            assertThat(regex("a").exactPaths()).isEmpty();
        }

        @Test
        void lieInTheFoldersAboveThem() {
            NameFilter filter = exact(List.of("a/b/c", "d"));
            assertThat(folders("", "a", "a/b")).allMatch(filter::mayMatchBelow);
            assertThat(folders("a/b/c", "b", "d", "a/b/d")).noneMatch(filter::mayMatchBelow);
        }

        @ParameterizedTest
        @ValueSource(strings = {"../a", "/a", "a/", "a//b", "a/./b", "..", ".", "a\0"})
        void areRefusedWhenTheyLeadElsewhere(String path) {
            assertThatFault(() -> exact(List.of("a", path)))
                    .startsWith("/fileName/include/1: expected a path relative to the source directory. The path \"");
        }

        @Test
        void areRefusedWhenTheyAreEmpty() {
            assertThatFault(() -> exact(List.of("")))
                    .isEqualTo("/fileName/include/0: expected a pattern, found an empty one");
        }

        @Test
        void areRefusedWhenNoneIsIncluded() {
            assertThatFault(() -> NameFilter.of(null, List.of("a"), Syntax.EXACT, true, null))
                    .isEqualTo("/fileName: expected the field \"include\" with the paths, found none");
        }

        @Test
        void haveTheirCase() {
            assertThatFault(() -> NameFilter.of(List.of("a"), List.of(), Syntax.EXACT, false, null))
                    .isEqualTo(
                            "/fileName/caseSensitive: expected true, for exact paths are what they are, found false");
        }

        @Test
        void areNoNames() {
            assertThatFault(() -> NameFilter.of(List.of("a"), List.of(), Syntax.EXACT, true, MatchOn.NAME))
                    .isEqualTo("/fileName/matchOn: expected \"path\" with exact paths, found \"name\"");
        }
    }

    @Nested
    class Excludes {
        @Test
        void takeAwayWhatIsIncluded() {
            NameFilter filter =
                    NameFilter.of(List.of("*.csv", "keep/**"), List.of("~*", "**/old/**"), Syntax.GLOB, true, null);
            assertThat(selected(filter, "a.csv", "~a.csv", "old/a.csv", "x/old/y/a.csv", "keep/b", "keep/~b", "b"))
                    .containsExactly("a.csv", "keep/b");
        }

        @Test
        void canBeRegularExpressions() {
            NameFilter filter = NameFilter.of(List.of(".*"), List.of(".*\\.tmp"), Syntax.REGEX, true, null);
            assertThat(selected(filter, "a.tmp", "a.csv")).containsExactly("a.csv");
        }

        @ParameterizedTest
        @CsvSource({"GLOB,", "GLOB,NAME", "GLOB,PATH", "REGEX,", "REGEX,NAME", "REGEX,PATH"})
        void aloneTakeAwayFromEverything(Syntax syntax, @Nullable MatchOn matchOn) {
            NameFilter filter = NameFilter.of(null, List.of("b"), syntax, true, matchOn);
            assertThat(selected(filter, "a", ".a", "x/y/a", "new\nline", "b"))
                    .hasSize(4)
                    .doesNotContain("b");
        }

        @Test
        void haveTheirOwnPointer() {
            assertThatFault(() -> NameFilter.of(List.of("*"), List.of("a", "b", "["), Syntax.GLOB, true, null))
                    .startsWith("/fileName/exclude/2: expected a ] that closes");
        }
    }

    @Nested
    class Walks {
        @Test
        void goOnlyWhereAPathCanMatch() {
            NameFilter filter = filter(List.of("2026/**/*.xml", "in/*/a*.csv"), true, null);
            assertThat(folders("", "2026", "2026/x", "2026/x/y", "in", "in/x")).allMatch(filter::mayMatchBelow);
            assertThat(folders("2025", "20266", "x", "x/2026", "in/x/y", "IN")).noneMatch(filter::mayMatchBelow);
        }

        @Test
        void goEverywhereForNames() {
            NameFilter filter = filter(List.of("2026/*.xml", "*.csv"), true, null);
            assertThat(folders("", "2025", "x/y/z")).allMatch(filter::mayMatchBelow);
        }

        @Test
        void goEverywhereForRegularExpressions() {
            assertThat(folders("", "2025", "x/y/z")).allMatch(regex("2026/.*")::mayMatchBelow);
        }

        @Test
        void followAlternatives() {
            NameFilter filter = glob("{north/a,south/**}/*.csv");
            assertThat(folders("", "north", "north/a", "south", "south/x/y")).allMatch(filter::mayMatchBelow);
            assertThat(folders("north/b", "north/a/x", "west")).noneMatch(filter::mayMatchBelow);
        }

        @Test
        void ignoreCaseWhereTheFilterDoes() {
            NameFilter filter = filter(List.of("North/*"), false, null);
            assertThat(folders("north", "NORTH")).allMatch(filter::mayMatchBelow);
        }

        @Test
        void stayInTheSourceDirectoryForPathsWithoutFolders() {
            NameFilter filter = filter(List.of("*.csv"), true, MatchOn.PATH);
            assertThat(filter.mayMatchBelow(RelativePath.ROOT)).isTrue();
            assertThat(folders("a", "a.csv")).noneMatch(filter::mayMatchBelow);
        }

        @Test
        void leaveOutWhatIsExcludedWhole() {
            NameFilter filter =
                    NameFilter.of(List.of("*"), List.of("tmp/**", "**/old/**/*", "x/*"), Syntax.GLOB, true, null);
            assertThat(folders("tmp", "tmp/a/b", "old", "a/old", "a/old/b")).noneMatch(filter::mayMatchBelow);
            assertThat(folders("", "a", "a/tmp", "x", "x/y")).allMatch(filter::mayMatchBelow);
        }

        @Test
        void visitTheSourceDirectoryWhenItsFoldersAreExcluded() {
            for (String folders : List.of("*/**", "**/*/**")) {
                NameFilter filter = NameFilter.of(List.of("*"), List.of(folders), Syntax.GLOB, true, null);
                assertThat(filter.mayMatchBelow(RelativePath.ROOT)).isTrue();
                assertThat(selected(filter, "a", "x/a")).containsExactly("a");
                assertThat(folders("x", "x/y")).noneMatch(filter::mayMatchBelow);
            }
        }

        @Test
        void needNotBeginWhenAllIsExcluded() {
            NameFilter filter = NameFilter.of(List.of("*"), List.of("**/*"), Syntax.GLOB, true, null);
            assertThat(filter.mayMatchBelow(RelativePath.ROOT)).isFalse();
        }
    }

    @Nested
    class Limits {
        @Test
        void atLeastOneIncludeIsNeeded() {
            assertThatFault(() -> NameFilter.of(List.of(), List.of("a"), Syntax.GLOB, true, null))
                    .isEqualTo("/fileName/include: expected at least one pattern, found none");
        }

        @Test
        void noPatternIsEmpty() {
            assertThatFault(() -> NameFilter.of(List.of("a", ""), List.of(), Syntax.GLOB, true, null))
                    .isEqualTo("/fileName/include/1: expected a pattern, found an empty one");
            assertThatFault(() -> NameFilter.of(List.of("a"), List.of(""), Syntax.REGEX, true, null))
                    .isEqualTo("/fileName/exclude/0: expected a pattern, found an empty one");
        }

        @Test
        void aLoneGlobIsTheFilterItself() {
            assertThatFault(() -> glob("a[")).startsWith("/fileName: expected a ] that closes the [ at character 2");
            assertThatFault(() -> glob("")).isEqualTo("/fileName: expected a pattern, found an empty one");
        }

        @Test
        void aThousandPatternsAreTheMost() {
            List<String> thousand = Collections.nCopies(1000, "*.csv");
            List<String> more = Collections.nCopies(1001, "*.csv");
            assertThatCode(() -> NameFilter.of(thousand, thousand, Syntax.GLOB, true, null))
                    .doesNotThrowAnyException();
            assertThatFault(() -> NameFilter.of(more, List.of(), Syntax.GLOB, true, null))
                    .isEqualTo("/fileName/include: expected at most 1000 patterns, found 1001");
            assertThatFault(() -> NameFilter.of(List.of("a"), more, Syntax.REGEX, true, null))
                    .isEqualTo("/fileName/exclude: expected at most 1000 patterns, found 1001");
        }

        @Test
        void tenThousandExactPathsAreTheMost() {
            List<String> paths =
                    IntStream.range(0, 10_000).mapToObj(i -> "a/" + i).toList();
            assertThat(exact(paths).exactPaths().orElseThrow()).hasSize(10_000);
            assertThatFault(() -> exact(Collections.nCopies(10_001, "a")))
                    .isEqualTo("/fileName/include: expected at most 10000 patterns, found 10001");
        }

        @Test
        void aPatternHasAtMost4096Characters() {
            String longest = "😀".repeat(4096);
            for (Syntax syntax : Syntax.values()) {
                assertThat(NameFilter.of(List.of(longest), List.of(), syntax, true, null)
                                .matches(new RelativePath(longest)))
                        .isTrue();
                assertThatFault(() -> NameFilter.of(List.of("a".repeat(4097)), List.of(), syntax, true, null))
                        .isEqualTo("/fileName/include/0: expected a pattern of at most 4096 characters, found one of"
                                + " 4097: \"" + "a".repeat(512) + "…\"");
            }
        }

        @Test
        void allPatternsTogetherHaveASize() {
            List<String> many =
                    IntStream.range(0, 100).mapToObj(i -> i + "x".repeat(1100)).toList();
            assertThatFault(() -> NameFilter.of(many, List.of(), Syntax.GLOB, true, null))
                    .isEqualTo("/fileName/include/90: expected patterns of at most 100000 characters together, once"
                            + " braces and repetitions are written out, found more");
            assertThatFault(() -> NameFilter.of(many, List.of(), Syntax.REGEX, true, null))
                    .startsWith("/fileName/include/90: expected patterns of at most 100000 characters together");
        }

        @Test
        void bracesAreBounded() {
            assertThatFault(() -> glob("{a,b}".repeat(60)))
                    .startsWith("/fileName: expected braces that stand for globs of at most 50000 characters together");
        }

        @Test
        void messagesAreOneLine() {
            assertThatFault(() -> glob("a\n\u001b[31m["))
                    .contains("found \"a\\u000A\\u001B[31m[\"")
                    .doesNotContain("\n");
        }
    }

    @Test
    void matchesTheSameInManyThreads() {
        NameFilter filter = filter(List.of("*_[0-9]*.csv", "x/**/*.{xml,json}"), true, null);
        long matches = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> filter.matches(new RelativePath(i % 2 == 0 ? "a_" + i + ".csv" : "x/" + i + "/b.txt")))
                .count();
        assertThat(matches).isEqualTo(10_000);
    }

    @Test
    void keepsWhatItWasGiven() {
        NameFilter filter = NameFilter.of(List.of("a*", "b"), List.of("c"), Syntax.REGEX, false, MatchOn.NAME);
        assertThat(filter.include()).containsExactly("a*", "b");
        assertThat(filter.exclude()).containsExactly("c");
        assertThat(filter.syntax()).isEqualTo(Syntax.REGEX);
        assertThat(filter.caseSensitive()).isFalse();
        assertThat(filter.matchOn()).isEqualTo(MatchOn.NAME);
        assertThat(filter).hasToString("REGEX [a*, b] without [c]");
        assertThat(glob("a\n")).hasToString("GLOB [a\\u000A]");
    }

    @Test
    void equalsOneThatWasGivenTheSame() {
        NameFilter filter = NameFilter.of(List.of("a"), List.of("b"), Syntax.GLOB, true, MatchOn.NAME);
        assertThat(filter)
                .isEqualTo(NameFilter.of(List.of("a"), List.of("b"), Syntax.GLOB, true, MatchOn.NAME))
                .hasSameHashCodeAs(NameFilter.of(List.of("a"), List.of("b"), Syntax.GLOB, true, MatchOn.NAME))
                .isNotEqualTo(NameFilter.of(List.of("c"), List.of("b"), Syntax.GLOB, true, MatchOn.NAME))
                .isNotEqualTo(NameFilter.of(List.of("a"), List.of(), Syntax.GLOB, true, MatchOn.NAME))
                .isNotEqualTo(NameFilter.of(List.of("a"), List.of("b"), Syntax.REGEX, true, MatchOn.NAME))
                .isNotEqualTo(NameFilter.of(List.of("a"), List.of("b"), Syntax.GLOB, false, MatchOn.NAME))
                .isNotEqualTo(NameFilter.of(List.of("a"), List.of("b"), Syntax.GLOB, true, null));
    }

    private static NameFilter glob(String glob) {
        return NameFilter.glob(glob);
    }

    private static NameFilter filter(List<String> globs, boolean caseSensitive, @Nullable MatchOn matchOn) {
        return NameFilter.of(globs, List.of(), Syntax.GLOB, caseSensitive, matchOn);
    }

    private static NameFilter regex(String regex) {
        return regex(null, regex);
    }

    private static NameFilter regex(@Nullable MatchOn matchOn, String... regexes) {
        return NameFilter.of(List.of(regexes), List.of(), Syntax.REGEX, true, matchOn);
    }

    private static NameFilter exact(List<String> paths) {
        return NameFilter.of(paths, List.of(), Syntax.EXACT, true, null);
    }

    private static List<String> selected(NameFilter filter, String... paths) {
        return Stream.of(paths)
                .filter(path -> filter.matches(new RelativePath(path)))
                .toList();
    }

    private static List<RelativePath> paths(String... paths) {
        return Stream.of(paths).map(RelativePath::new).toList();
    }

    private static List<RelativePath> folders(String... folders) {
        return paths(folders);
    }

    private static AbstractStringAssert<?> assertThatFault(ThrowingCallable call) {
        InvalidFilterException fault = catchThrowableOfType(InvalidFilterException.class, call);
        return assertThat(fault.pointer() + ": " + fault.getMessage());
    }
}
