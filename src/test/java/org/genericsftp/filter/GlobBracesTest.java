package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobBracesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a a",
                "a,b a,b",
                "{a} a",
                "{a,b} a|b",
                "x{a,b}y xay|xby",
                "{a,b}{c,d} ac|ad|bc|bd",
                "{a,b{c,d}e} a|bce|bde",
                "*.{csv,tar.{gz,xz}} *.csv|*.tar.gz|*.tar.xz",
                "{a/b,c}/*.csv a/b/*.csv|c/*.csv",
                "{**/,}a **/a|a",
                "a{,b} a|ab",
                "a{} a",
                "a{,} a|a",
                "\\{a,b\\} \\{a,b\\}",
                "{a\\,b,c} a\\,b|c",
                "{a\\},c} a\\}|c",
                "{[a,b],c} [a,b]|c",
                "{[}],c} [}]|c",
                "[{a,b}] [{a,b}]",
                "{[]}],c} []}]|c",
                "{[!]}],c} [!]}]|c",
                "{[\\]}],c} [\\]}]|c",
                "{😀,日}本 😀本|日本"
            })
    void writesTheAlternativesOut(String glob, String globs) {
        assertThat(String.join("|", GlobBraces.expand(glob))).isEqualTo(globs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a{b", "{a,b", "{a,", "{a{b}", "{a\\}", "{a\\"})
    void expectsBracesToBeClosed(String glob) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlobBraces.expand(glob))
                .withMessageStartingWith("expected a } that closes the { at character ")
                .withMessageEndingWith("found \"" + glob + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a}", "}", "{a}}", "{a}b}"})
    void expectsBracesToBeOpened(String glob) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlobBraces.expand(glob))
                .withMessageStartingWith("expected a { before the } at character " + glob.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{[,a}", "{[a,b}", "[{a}"})
    void expectsClassesToBeClosed(String glob) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlobBraces.expand(glob))
                .withMessageStartingWith("expected a ] that closes the [ at character ");
    }

    @Test
    void refusesWhatWouldMultiplyEndlessly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlobBraces.expand("{a,b}".repeat(90)))
                .withMessageStartingWith(
                        "expected braces that stand for globs of at most 50000 characters together, found more in \"{a,b}");
        assertThatIllegalArgumentException().isThrownBy(() -> GlobBraces.expand("{,}".repeat(90)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlobBraces.expand("{".repeat(2000) + "}".repeat(2000)))
                .withMessageStartingWith("expected at most 100 pairs of braces");
    }

    @Test
    void takesAThousandAlternatives() {
        assertThat(GlobBraces.expand("report_{" + "12,".repeat(999) + "12}_*.csv"))
                .hasSize(1000);
    }
}
