package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script is run by the real shells. */
@Timeout(60)
class CompletionCommandTest {
    /** Does what bash does at the Tab key, and prints what it would offer. */
    private static final String AT_TAB = """
            source "$1"; shift
            function_name=$(complete -p generic-sftp-client | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            "$function_name" generic-sftp-client "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
    }

    @Test
    void registersTheCommandWithBash() throws Exception {
        assertThat(bash("source \"$1\" && complete -p generic-sftp-client"))
                .singleElement()
                .asString()
                .startsWith("complete ")
                .endsWith(" generic-sftp-client");
    }

    @Test
    void registersTheCommandWithZsh() throws Exception {
        RealServers.require("zsh");

        assertThat(run(
                        "zsh",
                        "-f",
                        "-c",
                        "source \"$1\" && print -r -- $_comps[generic-sftp-client]",
                        "-",
                        script("zsh")))
                .singleElement()
                .asString()
                .contains("_complete_generic-sftp-client");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r | run request",
                "re | request",
                "request --fol | --follow",
                "request --output NOTHING | table json names",
                "request --output=x --verify NOTHING | none server server-if-offered reread",
                "apply --ver | --verify --version",
                "apply --verify server- | server-if-offered",
                "status --wa | --wait",
                "completion NOTHING | bash zsh",
            })
    void completes(String typed, String offered) throws Exception {
        String[] words = ("generic-sftp-client " + typed.replace("NOTHING", "")).split(" ", -1);

        assertThat(bash(AT_TAB, words)).containsExactlyInAnyOrder(offered.split(" "));
    }

    @Test
    void completesTheNameOfAConfigurationFile() throws Exception {
        Path file = Files.createFile(folder.resolve("worker.yaml"));

        assertThat(bash(
                        AT_TAB,
                        "generic-sftp-client",
                        "check",
                        "-c",
                        folder.resolve("work").toString()))
                .containsExactly(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fish", "BASH"})
    void knowsNoOtherShell(String shell) {
        assertThat(harness.run("completion", shell)).isEqualTo(2);

        assertThat(harness.err())
                .startsWith("Invalid value for positional parameter")
                .contains("bash, zsh");
    }

    private List<String> bash(String program, String... arguments) throws Exception {
        RealServers.require("bash");
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", program, "bash", script("bash")));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private String script(String shell) throws IOException {
        assertThat(harness.run("completion", shell)).isZero();
        return Files.writeString(folder.resolve("completion"), harness.out()).toString();
    }

    private List<String> run(String... command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return Files.readAllLines(out);
    }
}
