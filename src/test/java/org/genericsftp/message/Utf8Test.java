package org.genericsftp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u007f\u0080", "\u07ff\u0800", "\uffff", "😀", "a😀ü€\udbff\udfff"})
    void countsTheBytesThatAnEncoderWrites(String text) {
        assertThat(Utf8.lengthOf(text)).isEqualTo(text.getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "😀", "a😀b"})
    void leavesWholeCharactersAlone(String text) {
        assertThat(Utf8.isWellFormed(text)).isTrue();
        assertThat(Utf8.wellFormed(text)).isSameAs(text);
    }

    @Test
    void replacesEachHalfOfACharacter() {
        assertThat(Utf8.wellFormed("\ud83d")).isEqualTo("\ufffd");
        assertThat(Utf8.wellFormed("\ude00\ud83d")).isEqualTo("\ufffd\ufffd");
        assertThat(Utf8.wellFormed("\ud83d😀\ude00a")).isEqualTo("\ufffd😀\ufffda");
        assertThat(Utf8.isWellFormed("a\ud83d")).isFalse();
        assertThat(Utf8.isWellFormed("\ude00a")).isFalse();
    }

    @Test
    void decodesNothingButUtf8() throws CharacterCodingException {
        assertThat(Utf8.decode("ü😀".getBytes(UTF_8))).isEqualTo("ü😀");
        assertThatThrownBy(() -> Utf8.decode(new byte[] {'a', (byte) 0xfc}))
                .isInstanceOf(CharacterCodingException.class);
        // A surrogate is no character of its own, and an overlong form is no second spelling.
        assertThatThrownBy(() -> Utf8.decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isInstanceOf(CharacterCodingException.class);
        assertThatThrownBy(() -> Utf8.decode(new byte[] {(byte) 0xc0, (byte) 0xaf}))
                .isInstanceOf(CharacterCodingException.class);
    }
}
