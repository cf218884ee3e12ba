package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
                .contains("  run  ", "  apply  ", "  check  ", "  request  ", "  status  ")
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
    @CsvSource({"run,shutdown-grace", "apply,--dry-run", "check,--json", "request,--within", "status,--wait"})
    void explainsEachCommand(String command, String detail) {
        assertThat(harness.run(command, "--help")).isZero();

        assertThat(harness.out())
                .startsWith("Usage: generic-sftp-client " + command)
                .contains(detail, "Exit codes:", "  0   ", "  2   ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "apply", "check", "request", "status", "completion"})
    void isDescribedByItsPage(String command) throws IOException {
        harness.run(command, "--help");

        Stream<String> named = Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+)")
                .matcher(harness.out())
                .results()
                .map(option -> option.group(1))
                .filter(option ->
                        !option.equals("--help") && !option.equals("--version") && !option.equals("--config"));
        assertThat(Files.readString(Path.of("src/site/markdown/commands.md")))
                .contains(Stream.concat(Stream.of("| `" + command + " "), named).toList());
    }

    @Test
    void tellsThatACommandIsMissing() {
        assertThat(harness.run()).isEqualTo(2);

        assertThat(harness.err()).isEqualToNormalizingNewlines("""
                A command is missing
                generic-sftp-client --help lists the commands.
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aply | Unknown command \"aply\"; did you mean \"apply\"?",
                "chekc -c x | Unknown command \"chekc\"; did you mean \"check\"?",
                "sync | Unknown command \"sync\"",
                "`` | Unknown command \"\"",
                "--versoin | Unknown option \"--versoin\"; did you mean \"--version\"?",
                "-x | Unknown option \"-x\"",
            })
    void suggestsTheCommandThatWasMeantAndShowsNoWholeHelp(String arguments, String line) {
        assertThat(harness.run(arguments.split(" "))).isEqualTo(2);

        assertThat(harness.err().lines()).containsExactly(line, "generic-sftp-client --help lists the commands.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apply --dryrun -c x | Unknown option \"--dryrun\"; did you mean \"--dry-run\"?",
                "apply -json -c x | Unknown option \"-json\"; did you mean \"--json\"?",
                "apply --configg=x | Unknown option \"--configg\"; did you mean \"--config\"?",
                "apply -c x --what | Unknown option \"--what\"",
                "run -c x plant-a | Unexpected argument \"plant-a\"",
                "run | Missing required option: '--config=FILE'",
                "request --nmae=*.csv --broker b --client c | Unknown option \"--nmae\"; did you mean \"--name\"?",
            })
    void suggestsTheOptionThatWasMeantAndShowsNoWholeHelp(String arguments, String line) {
        assertThat(harness.run(arguments.split(" "))).isEqualTo(2);

        String command = arguments.split(" ", 2)[0];
        assertThat(harness.err().lines())
                .containsExactly(line, "generic-sftp-client " + command + " --help explains all options.");
    }

    @Test
    void printsWhatItWasGivenSoThatATerminalDoesNotCarryItOut() {
        harness.run("ap\u001b[31mply\n\u009b2J");

        assertThat(harness.err()).startsWith("Unknown command \"ap\\u001B[31mply\\u000A\\u009B2J\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "apply", "check", "status"})
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
    @ValueSource(strings = {"apply", "check", "status"})
    void refusesClientsThatTheFileDoesNotHave(String command) {
        String file = harness.configuration("plant-a", "plant-b");

        assertThat(harness.run(command, "-c", file, "plant-a", "plant-c")).isEqualTo(2);

        assertThat(harness.err())
                .isEqualToIgnoringNewLines(file + " has no client \"plant-c\"; it has plant-a, plant-b");
        assertThat(harness.opened).isEmpty();
    }
}
