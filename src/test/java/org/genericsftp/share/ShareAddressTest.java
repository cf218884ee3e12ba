package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareAddressTest {
    @ParameterizedTest
    @CsvSource({
        "\\\\files\\data, \\\\files\\data",
        "\\\\files\\data\\, \\\\files\\data",
        "\\\\files\\data\\plant a\\in, \\\\files\\data\\plant a\\in",
        "\\\\files:4455\\data, \\\\files:4455\\data",
        "//files/data, ",
        "smb://files/data, \\\\files\\data",
        "SMB://files/data/, \\\\files\\data",
        "smb://files:4455/data/in, \\\\files:4455\\data\\in",
        "smb://files.example.net/data/plant%20a/%C3%BC, \\\\files.example.net\\data\\plant a\\ü",
        "smb://files/C$/in, \\\\files\\C$\\in",
    })
    void readsBothSpellings(String text, String expected) {
        if (expected == null) {
            assertThat(ShareAddress.looksLikeOne(text)).isFalse();
        } else {
            assertThat(ShareAddress.looksLikeOne(text)).isTrue();
            assertThat(ShareAddress.parse(text)).hasToString(expected);
        }
    }

    @Test
    void readsAddressesOfEveryKind() {
        assertThat(ShareAddress.parse("smb://[2001:db8::1]:4455/data/in"))
                .isEqualTo(new ShareAddress("2001:db8::1", 4455, "data", List.of("in")));
        assertThat(ShareAddress.parse("\\\\[::1]\\data")).isEqualTo(new ShareAddress("::1", 445, "data", List.of()));
        assertThat(ShareAddress.parse("\\\\192.0.2.1\\data"))
                .isEqualTo(new ShareAddress("192.0.2.1", 445, "data", List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "files/data; begins neither",
                "ftp://files/data; begins neither",
                "smb:/files/data; begins neither",
                "\\\\; names no server",
                "smb://; names no server",
                "smb:///data; names no server",
                "\\\\files; names no share",
                "\\\\files\\; names no share",
                "smb://files/; names no share",
                "smb://files:/data; the port is no number",
                "smb://files:99999/data; the port 99999",
                "smb://files:0/data; the port 0",
                "smb://files:-1/data; the port is no number",
                "smb://2001:db8::1/data; in brackets",
                "smb://files/data/../x; no single name",
                "\\\\files\\data\\..\\x; no single name",
                "\\\\files\\data\\\\x; no single name",
                "smb://files/data/a%2Fb; no single name",
                "smb://files/data/a%5Cb; reserves",
                "\\\\files\\data\\a:b; reserves",
                "\\\\files\\data\\in.; ends with a dot",
                "\\\\files\\data\\NUL; device",
            })
    void saysWhatIsWrong(String text, String expected) {
        assertThatThrownBy(() -> ShareAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smb://user:canary-secret@files/data",
                "smb://DOMAIN;user:canary-secret@files/data",
                "smb://user:canary-secret@[::1]:445/data",
            })
    void refusesCredentialsAndKeepsThemSecret(String text) {
        assertThatThrownBy(() -> ShareAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user name or password")
                .hasMessageNotContaining("canary-secret");
    }
}
