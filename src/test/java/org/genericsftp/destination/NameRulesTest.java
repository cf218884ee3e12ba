package org.genericsftp.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\b",
                "C:",
                "C:a",
                "a:stream",
                "*.csv",
                "what?",
                "\"",
                "<",
                ">",
                "a|b",
                "a\nb",
                "a\u0001",
                "dot.",
                "space ",
                "...",
                "CON",
                "con",
                "Con.txt",
                "nul.tar.gz",
                "AUX",
                "PRN",
                "COM1",
                "com9.x",
                "LPT¹",
                "NUL .csv",
                "CONIN$",
                "conout$"
            })
    void onlyWindowsReserves(String name) {
        assertThat(NameRules.WINDOWS.faultOf(name)).isNotNull();
        assertThat(NameRules.UNIX.faultOf(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv", " a", ".hidden", "-rf", "console", "COM", "COM10", "nulls", "a.con", "ünï.csv", "[x]", "a'b"
            })
    void bothTake(String name) {
        assertThat(NameRules.WINDOWS.faultOf(name)).isNull();
        assertThat(NameRules.UNIX.faultOf(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "../a", ".gsc-00000000-00000000-1.part"})
    void neitherTakes(String name) {
        assertThat(NameRules.WINDOWS.faultOf(name)).isNotNull();
        assertThat(NameRules.UNIX.faultOf(name)).isNotNull();
    }

    @Test
    void unixCountsBytesAndWindowsCharacters() {
        String umlauts = "ü".repeat(128);

        assertThat(NameRules.UNIX.faultOf("n".repeat(255))).isNull();
        assertThat(NameRules.UNIX.faultOf("n".repeat(256))).contains("255");
        assertThat(NameRules.UNIX.faultOf("ü".repeat(127))).isNull();
        assertThat(NameRules.UNIX.faultOf(umlauts)).contains("255");
        assertThat(NameRules.WINDOWS.faultOf(umlauts)).isNull();
        assertThat(NameRules.WINDOWS.faultOf("n".repeat(256))).contains("255");
    }

    @ParameterizedTest
    @EnumSource
    void everyNameOfThePathCounts(NameRules rules) {
        String tooLong = "n".repeat(256);

        for (String path : new String[] {tooLong, tooLong + "/a/b", "a/" + tooLong + "/b", "a/b/" + tooLong}) {
            FileException refusal =
                    catchThrowableOfType(FileException.class, () -> rules.check(new RelativePath(path)));
            assertThat(refusal).hasMessageContaining("255");
            assertThat(refusal.code()).isEqualTo(ErrorCode.NAME_REJECTED);
            assertThat(refusal.remedy()).isEqualTo(Remedy.NEVER);
        }
        assertThatCode(() -> rules.check(new RelativePath("a/b/c"))).doesNotThrowAnyException();
    }

    @Test
    void aRefusalIsOneLine() {
        assertThat(catchThrowableOfType(
                        FileException.class, () -> NameRules.WINDOWS.check(new RelativePath("a\nb/c\u202Ed"))))
                .hasMessage("Cannot keep a file named \"a\\u000Ab/c\\u202Ed\" at the destination: "
                        + "the name \"a\\u000Ab\" holds a character that Windows reserves");
    }
}
