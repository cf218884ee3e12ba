package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseVariantsTest {
    @ParameterizedTest
    @CsvSource({
        "a, A",
        "A, a",
        "é, É",
        "Ж, ж",
        "k, K\u212A",
        "K, k\u212A",
        "\u212A, Kk",
        "s, S\u017F",
        "ς, Σσ",
        "ß, ẞ",
        "ẞ, ß",
        "в, В\u1C80",
        "\u1C80, Вв",
        "\ud801\udc00, \ud801\udc28"
    })
    void aLetterHasTheOthersOfItsFamily(String letter, String others) {
        assertThat(variantsOf(letter.codePointAt(0))).isEqualTo(others);
    }

    @Test
    void otherCharactersHaveNone() {
        assertThat("1-/日😀".codePoints().mapToObj(CaseVariantsTest::variantsOf)).allMatch(String::isEmpty);
    }

    @Test
    void theTurkishLettersAreNoVariantsOfI() {
        assertThat(variantsOf('i')).isEqualTo("I");
        assertThat(variantsOf('ı')).isEmpty();
        assertThat(variantsOf('İ')).isEmpty();
    }

    @Test
    void aRangeHasTheVariantsThatItDoesNotHoldItself() {
        assertThat(variantsOf('a', 'c')).isEqualTo("ABC");
        assertThat(variantsOf('X', 'b')).isEqualTo("ABxyz");
        assertThat(variantsOf('A', 'z')).isEqualTo("\u017F\u212A");
        assertThat(variantsOf(0, Character.MAX_CODE_POINT)).isEmpty();
        assertThat(variantsOf('0', '9')).isEmpty();
    }

    @Test
    void agreesWithRe2WhereThatKnowsTheCharacters() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            Set<Integer> variants = CaseVariants.ofRange(character, character);
            boolean known = !makesRe2Loop(character) && variants.stream().noneMatch(CaseVariantsTest::makesRe2Loop);
            if (known && !variants.isEmpty()) {
                Pattern ignoringCase = Pattern.compile(Character.toString(character), Pattern.CASE_INSENSITIVE);
                assertThat(variants)
                        .as("variants of U+%04X", character)
                        .allMatch(variant -> ignoringCase.matches(Character.toString(variant)));
            }
        }
    }

    /** Nine Cyrillic letters for which compiling a pattern that ignores case never ends. */
    private static boolean makesRe2Loop(int character) {
        return character >= 0x1C80 && character <= 0x1C88;
    }

    private static String variantsOf(int character) {
        return variantsOf(character, character);
    }

    private static String variantsOf(int first, int last) {
        return CaseVariants.ofRange(first, last).stream()
                .map(Character::toString)
                .collect(Collectors.joining());
    }
}
