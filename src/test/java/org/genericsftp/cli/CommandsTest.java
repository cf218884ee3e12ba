package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
    }

    @Test
    void showsWhichCommandsThereAre() {
        assertThat(harness.run("--help")).isZero();

        assertThat(harness.out())
                .startsWith("Usage: generic-sftp-client [-hV] COMMAND")
                .contains("  run      Takes requests", "  apply  ", "  check  ", "  request  ")
                .contains("Exit codes:", "  0   All is well.");
    }

    @Test
    void showsItsVersion() {
        assertThat(harness.run("--version")).isZero();

        assertThat(harness.out())
                .startsWith("generic-sftp-client ")
                .contains("Java " + Runtime.version().feature());
    }

    @ParameterizedTest
    @CsvSource({"run,shutdown-grace", "apply,--dry-run", "check,--json", "request,--within"})
    void explainsEachCommand(String command, String detail) {
        assertThat(harness.run(command, "--help")).isZero();

        assertThat(harness.out())
                .startsWith("Usage: generic-sftp-client " + command)
                .contains(detail, "Exit codes:", "  0   ", "  2   ");
    }

    @Test
    void namesTheCommandsWhenThereIsNone() {
        assertThat(harness.run()).isEqualTo(2);

        assertThat(harness.err()).startsWith("A command is missing").contains("Commands:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aply", "", "--no-such-option"})
    void refusesWhatItDoesNotKnow(String argument) {
        assertThat(harness.run(argument)).isEqualTo(2);

        assertThat(harness.err()).isNotBlank();
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        harness.run("aply");

        assertThat(harness.err()).contains("Unmatched argument at index 0: 'aply'", "apply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "apply", "check"})
    void tellsAllThatIsWrongWithTheConfiguration(String command) {
        String file = harness.file("broker: {}\nsftp-clients: { a: { port: x } }\n");

        assertThat(harness.run(command, "-c", file)).isEqualTo(2);

        assertThat(harness.err().lines())
                .contains(
                        file + ":1:9: broker.url: is missing",
                        file + ":2:28: sftp-clients.a.port: expected a whole number from 1 to 65535, found \"x\"")
                .allMatch(line -> line.startsWith(file + ":"));
        assertThat(harness.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "apply"})
    void refusesToWriteFilesUnderALocaleThatIsNotUtf8(String command) {
        harness.fileNameFault = Optional.of("set LC_ALL=C.UTF-8");

        assertThat(harness.run(command, "-c", harness.configuration("plant-a"))).isEqualTo(2);

        assertThat(harness.err()).isEqualToIgnoringNewLines("set LC_ALL=C.UTF-8");
        assertThat(harness.opened).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "check"})
    void refusesClientsThatTheFileDoesNotHave(String command) {
        String file = harness.configuration("plant-a", "plant-b");

        assertThat(harness.run(command, "-c", file, "plant-a", "plant-c")).isEqualTo(2);

        assertThat(harness.err())
                .isEqualToIgnoringNewLines(file + " has no client \"plant-c\"; it has plant-a, plant-b");
        assertThat(harness.opened).isEmpty();
    }
}
