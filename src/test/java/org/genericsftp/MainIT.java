package org.genericsftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.genericsftp.testing.WorkerJar;
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

    @Test
    void knowsItsVersion() throws Exception {
        WorkerJar.Ended ended = WorkerJar.run(Map.of(), "--version");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).matches("generic-sftp-client \\d+\\.\\d+\\.\\d+.*\\RJava .*\\R");
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "apply"})
    @EnabledOnOs(OS.LINUX)
    void refusesToStartUnderALocaleThatIsNotUtf8(String command) throws Exception {
        WorkerJar.Ended ended = WorkerJar.run(Map.of("LC_ALL", "C"), command, "-c", "worker.yaml");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("set a UTF-8 locale for this process, such as LC_ALL=C.UTF-8");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithItsConfiguration() throws Exception {
        Path file = Files.writeString(folder.resolve("worker.yaml"), "sftp-clients: { 'ünï': 1 }");

        WorkerJar.Ended ended = WorkerJar.run(Map.of("LC_ALL", "C.UTF-8"), "check", "-c", file.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines())
                .allMatch(line -> line.startsWith(file + ":1:"))
                .hasSize(2);
        assertThat(ended.err()).contains("sftp-clients.ünï: a client's name is made of a-z, 0-9 and -");
    }
}
