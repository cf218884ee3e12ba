package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TameRegexTest {
    private static final char NO_QUOTES = '\0';
    private static final long SEED = 20261122;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = NO_QUOTES,
            value = {
                "abc a~b~c",
                "a.*\\.csv a~.*~\\.~c~s~v",
                "a+?b{2,3}?c{a a+?~b{2,3}?~c~\\{~a",
                "(a)(b|c)* (?:a)~(?:b|c)*",
                "(?P<name>a)(?<other>b) (?:a)~(?:b)",
                "(?s:a)(?-s:.) (?s:a)~(?-s:.)",
                "a|b (?:a|b)",
                "(?s)a.b (?:(?s)a.b)",
                "(a|(?s).) (?:a|(?s).)",
                "^a\\b$ ^~a~\\b~$",
                "[a-c\\d] [a-c\\d]",
                "[^]a] [^\\]a]",
                "[a-] [a\\-]",
                "[[:alpha:]x] [[:alpha:]x]",
                "[[:x] [\\[\\:x]",
                "\\pL\\p{Greek}\\PN \\pL~\\p{Greek}~\\PN",
                "\\x41\\x{1F600}\\x{000041}\\101 A~😀~A~A",
                "\\Qa*\\Eb a~\\*~b",
                "\\Qa|b a~\\|~b",
                "\\. \\.",
                "{2 \\{~2",
                "a{,2} a~\\{~\\,~2~\\}"
            })
    void comesInPieces(String regex, String pieces) {
        assertThat(String.join("~", TameRegex.of(regex, true).pieces())).isEqualTo(pieces);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = NO_QUOTES,
            value = {
                "a1 [aA]~1",
                "k+ [kK\u212A]+",
                "[a-c] [a-cA-C]",
                "[^A] [^Aa]",
                "\\x41 [Aa]",
                "\\QÉ\\E [Éé]",
                "\u1C80 [\u1C80Вв]",
                "\\d\\w\\pL[[:upper:]] \\d~\\w~\\pL~[[:upper:]]"
            })
    void spellsBothCasesOutWhereCaseDoesNotCount(String regex, String pieces) {
        assertThat(String.join("~", TameRegex.of(regex, false).pieces())).isEqualTo(pieces);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = NO_QUOTES,
            value = {
                "abc 3",
                "(a) 2",
                "a* 6",
                "(ab)+c 9",
                "a{10} 10",
                "(ab){10}c 31",
                "((a{10}){10}){10} 1110",
                "a{2,} 23",
                "a{2,4} 44",
                "a{0} 1",
                "a|b 7",
                "(a|b){3} 24",
                "\\pL 100",
                "[\\pL\\PN] 201",
                "[a-z0-9] 1",
                "(?s:abc){2} 8",
                "(?s)a 2",
                "(()()){100} 300"
            })
    void hasASize(String regex, int size) {
        assertThat(TameRegex.of(regex, true).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{100}){100}){100}",
                "((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}",
                "(((a{1,1000}){1,1000}){1,1000}){1,1000}",
                "((a{100,}){100,}){100,}",
                "(?:(?:[a-z]\\d){99}){99}",
                "\\pL{101}",
                "(\\pL\\PL){51}",
                "a{0,1000}",
                "(()()()()()()()()()()()){1000}"
            })
    void refusesWhatIsTooLargeOnceRepetitionsAreWrittenOut(String regex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TameRegex.of(regex, true))
                .withMessage("expected a regular expression of at most 10000 characters once its repetitions are"
                        + " written out, found a larger one: \"" + regex + "\"");
    }

    @Test
    void refusesGroupsNestedDeeply() {
        String deep = "(".repeat(101) + "a" + ")".repeat(101);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TameRegex.of(deep, true))
                .withMessageStartingWith("expected groups nested at most 100 deep, found more: \"((((");
        assertThat(TameRegex.of(deep.substring(1, deep.length() - 1), true).size())
                .isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?i)a", "(?i:a)", "a(?si)b", "(?-i)a", "(a(?i)b)"})
    void leavesCaseToTheFilter(String regex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TameRegex.of(regex, true))
                .withMessage("expected no flag i (\"caseSensitive\" says it, for all patterns), found it: \"" + regex
                        + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = NO_QUOTES,
            value = {
                "( missing_closing_)",
                "[a missing_closing_]",
                "a\\ trailing_backslash_at_end_of_expression",
                "*a missing_argument_to_repetition_operator",
                "a** invalid_nested_repetition_operator",
                "a{1001} invalid_repeat_count",
                "a{99999} invalid_repeat_count",
                "(a)\\1 invalid_escape_sequence",
                "(?=a) invalid_or_unsupported_Perl_syntax",
                "(?P<n>a)(?P<n>b) duplicate_capture_group_name",
                "[z-a] invalid_character_class_range",
                "[[:nope:]] invalid_character_class_range",
                "\\p{Nope} invalid_character_class_range",
                "\\x{110000} invalid_escape_sequence",
                "\\x{ invalid_escape_sequence",
                "\\C invalid_escape_sequence",
                "\\p invalid_character_class_range"
            })
    void refusesWhatIsNoRegularExpression(String regex, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TameRegex.of(regex, true))
                .withMessage("expected a regular expression in RE2 syntax, found " + why.replace('_', ' ') + ": \""
                        + regex + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "a)b", "(a))"})
    void expectsGroupsToBeOpened(String regex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TameRegex.of(regex, true))
                .withMessage("expected a ( before the ), found none: \"" + regex + "\"");
    }

    @Test
    void whatItTakesStaysWithinAStack() throws Exception {
        List<String> hungry = List.of(
                "a?".repeat(1666),
                "(a{0,20}){0,22}",
                "a{0,470}",
                "(".repeat(100) + "a" + ")*".repeat(100),
                IntStream.range(0, 800)
                        .mapToObj(i -> Character.toString(0x4E00 + i) + "*b")
                        .collect(Collectors.joining("|")));
        RegexUnionTest.onASmallStack(() -> {
            for (String regex : hungry) {
                RegexUnion union =
                        RegexUnion.of(List.of(TameRegex.of(regex, true).pieces()));
                assertThat(union.matches("!", Effort.FREE)).isFalse();
            }
        });
    }

    @Test
    void matchesWhatRe2MatchesWithTheOriginal() {
        compareWithRe2(true, "a b c k K é É A 1 . \n 😀 ] * - \\".split(" "));
    }

    /** Named classes are left out, for here they keep what they hold: {@code [[:upper:]]} stays upper case. */
    @Test
    void matchesWhatRe2MatchesIgnoringCase() {
        compareWithRe2(false, "a b c k K \u212A é É A 1 . \n 😀 ] * -".split(" "));
    }

    private static void compareWithRe2(boolean caseSensitive, String[] alphabet) {
        Random random = new Random(SEED);
        int flags = Pattern.DOTALL | (caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
        int valid = 0;
        int matches = 0;
        for (int i = 0; i < 6_000; i++) {
            String regex = randomRegex(random, caseSensitive);
            Pattern original = compiled(regex, flags);
            if (original == null) {
                assertThatIllegalArgumentException()
                        .as("seed %d, regex %s", SEED, regex)
                        .isThrownBy(() -> TameRegex.of(regex, caseSensitive));
                continue;
            }
            TameRegex tame = TameRegex.of(regex, caseSensitive);
            Pattern rewritten = Pattern.compile(String.join("", tame.pieces()), Pattern.DOTALL);
            assertThat(rewritten.programSize())
                    .as("seed %d, program of %s", SEED, regex)
                    .isLessThanOrEqualTo(tame.size() + 2);
            for (String text : randomTexts(random, alphabet)) {
                boolean match = original.matches(text);
                assertThat(rewritten.matches(text))
                        .as("seed %d, regex %s, text %s", SEED, regex, text)
                        .isEqualTo(match);
                matches += match ? 1 : 0;
            }
            valid++;
        }
        assertThat(valid).as("valid expressions").isGreaterThan(1_000);
        assertThat(matches).as("matches").isGreaterThan(1_000);
    }

    private static @Nullable Pattern compiled(String regex, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static final List<String> ELEMENTS = List.of(
            "a",
            "b",
            "k",
            "K",
            "\u212A",
            "é",
            "É",
            ".",
            ".*",
            "\\.",
            "\\x41",
            "\\x{e9}",
            "\\101",
            "\\Qa*b\\E",
            "\\Q.",
            "[a-c]",
            "[^a]",
            "[^]a]",
            "[]a]",
            "[a-]",
            "[\\]x-]",
            "[\\x41-\\x{42}k]",
            "[^\\d]",
            "(?:",
            "(",
            "(?P<n>",
            "(?s:",
            "(?-s)",
            "(?s)",
            ")",
            ")",
            ")",
            "|",
            "*",
            "+",
            "?",
            "{2}",
            "{0,2}",
            "{1,}",
            "{a",
            "{",
            "}",
            "]",
            "^",
            "$",
            "\\b",
            "\\B",
            "\\A",
            "\\z",
            "\n",
            "\\n",
            "😀",
            "[😀-😂]",
            "\\",
            "\\E",
            "-",
            "[");
    private static final List<String> NAMED_CLASSES = List.of(
            "\\d", "\\W", "\\s", "[[:alpha:]]", "[[:^upper:]a]", "\\pL", "\\P{Lu}", "[\\pN-]", "[\\w-]", "[\\D]");

    private static String randomRegex(Random random, boolean withNamedClasses) {
        List<String> elements = new ArrayList<>(ELEMENTS);
        if (withNamedClasses) {
            elements.addAll(NAMED_CLASSES);
        }
        StringBuilder regex = new StringBuilder();
        for (int length = 1 + random.nextInt(6); length > 0; length--) {
            regex.append(elements.get(random.nextInt(elements.size())));
        }
        return regex.toString();
    }

    private static List<String> randomTexts(Random random, String[] alphabet) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(4); length > 0; length--) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
