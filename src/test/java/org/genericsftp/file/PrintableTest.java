package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({
        "000A, \\u000A", // line feed
        "000D, \\u000D", // carriage return
        "001B, \\u001B", // escape, with which terminals are driven
        "0000, \\u0000",
        "007F, \\u007F",
        "0085, \\u0085", // next line
        "2028, \\u2028", // line separator
        "2029, \\u2029", // paragraph separator
        "202E, \\u202E", // right-to-left override
        "2066, \\u2066", // left-to-right isolate
        "200B, \\u200B", // zero width space
        "FEFF, \\uFEFF", // byte order mark
        "D83D, \\uD83D", // half a character
        "DE00, \\uDE00",
        "E0041, \\u{E0041}" // tag
    })
    void escapesWhatForgesOrHides(String codePoint, String escaped) {
        String text = Character.toString(Integer.parseInt(codePoint, 16));
        assertThat(Printable.escape("a" + text + "b")).isEqualTo("a" + escaped + "b");
    }

    @Test
    void leavesTextAlone() {
        String text = "Grüße, \"日本\" \\ 😀 ~ {}'";
        assertThat(Printable.escape(text)).isEqualTo(text);
        assertThat(Printable.escape("")).isEmpty();
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(Printable.escape("a".repeat(512))).isEqualTo("a".repeat(512));
        assertThat(Printable.escape("a".repeat(513))).isEqualTo("a".repeat(512) + "…");
        assertThat(Printable.escape("\n".repeat(1_000_000))).isEqualTo("\\u000A".repeat(512) + "…");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Printable.escape("a" + "😀".repeat(300))).isEqualTo("a" + "😀".repeat(256) + "…");
    }
}
