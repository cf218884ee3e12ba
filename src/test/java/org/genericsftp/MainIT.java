package org.genericsftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program, started as users start it. */
@Timeout(120)
class MainIT {
    @TempDir
    private Path folder;

    private record Ended(int exitCode, String out, String err) {}

    @Test
    void knowsItsVersion() throws Exception {
        Ended ended = run(Map.of(), "--version");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).matches("generic-sftp-client \\d+\\.\\d+\\.\\d+.*\\RJava .*\\R");
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "apply"})
    @EnabledOnOs(OS.LINUX)
    void refusesToStartUnderALocaleThatIsNotUtf8(String command) throws Exception {
        Ended ended = run(Map.of("LC_ALL", "C"), command, "-c", "worker.yaml");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("set a UTF-8 locale for this process, such as LC_ALL=C.UTF-8");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithItsConfiguration() throws Exception {
        Path file = Files.writeString(folder.resolve("worker.yaml"), "sftp-clients: { 'ünï': 1 }");

        Ended ended = run(Map.of("LC_ALL", "C.UTF-8"), "check", "-c", file.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines())
                .allMatch(line -> line.startsWith(file + ":1:"))
                .hasSize(2);
        assertThat(ended.err()).contains("sftp-clients.ünï: a client's name is made of a-z, 0-9 and -");
    }

    private Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("worker.jar")));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ended(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
