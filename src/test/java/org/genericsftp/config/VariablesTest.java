package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
    @TempDir
    private Path folder;

    private Variables variables;

    @BeforeEach
    void setUp() {
        variables = new Variables(Map.of("NAME", "value", "EMPTY", "", "NESTED", "${NAME}"), folder, new FilesRead());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "${NAME} | value",
                "<${NAME}-${NAME}> | <value-value>",
                "${NAME:-other} | value",
                "${UNSET:-other} | other",
                "${EMPTY:-other} | other",
                "<${UNSET:-}> | <>",
                "<${EMPTY}> | <>",
                "${UNSET:-a:-b} | a:-b",
                "$${NAME} | ${NAME}",
                "$$${NAME} | $${NAME}",
                "$NAME 5$ } | $NAME 5$ }",
                "${NESTED} | ${NAME}",
            })
    void fillsIn(String text, String expected) throws Exception {
        assertThat(variables.fill(text).text()).isEqualTo(expected);
    }

    @Test
    void tellsWhereValuesCameFromButNotWhatTheyAre() throws Exception {
        assertThat(variables.fill("${NAME} ${UNSET:-other} $${NAME}").sources()).containsExactly("${NAME}", "${UNSET}");
    }

    @ParameterizedTest
    @CsvSource({"'secret',secret", "'secret\n',secret", "'secret\r\n',secret", "' secret \n\n',' secret \n'"})
    void stripsOneLineEndFromAFile(String content, String expected) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), content);

        assertThat(variables.fill("${file:" + file + "}").text()).isEqualTo(expected);
        assertThat(variables.fill("${file:password}").text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${NAME", "a ${NAME b"})
    void refusesAVariableWithoutItsEnd(String text) {
        assertRefused(text, "has a ${ without its }; write $${ for the text ${ itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${}", "${1A}", "${a b}", "${env:NAME}", "${NAME-other}"})
    void refusesWhatIsNoVariable(String text) {
        assertRefused(
                text,
                "has a ${…} that is neither ${NAME}, ${NAME:-default} nor ${file:/path};"
                        + " write $${ for the text ${ itself");
    }

    @Test
    void namesTheVariableThatIsNotSet() {
        assertRefused("${UNSET}", "the environment variable UNSET is not set");
    }

    @Test
    void namesTheFileThatCantBeRead() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 's'});
        Files.write(folder.resolve("large"), "x".repeat(65_537).getBytes(StandardCharsets.UTF_8));
        Files.createDirectory(folder.resolve("folder"));

        assertRefused("${file:/no/such}", "the file /no/such does not exist");
        assertRefused("${file:binary}", "the file binary is not UTF-8 text");
        assertRefused("${file:large}", "the file large is larger than 65536 bytes");
        assertRefused("${file:folder}", "the file folder is a directory");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> variables.fill(text))
                .isInstanceOf(Variables.UnfilledException.class)
                .hasMessage(message);
    }
}
