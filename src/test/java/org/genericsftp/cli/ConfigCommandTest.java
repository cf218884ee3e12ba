package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
    }

    @Test
    void checkNamesEveryFault() throws Exception {
        String file = harness.configuration("plant-a");
        Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("/outgoing", "''"));
        Files.createDirectory(folder.resolve("clients.d"));
        Files.writeString(folder.resolve("clients.d/plant-b.yaml"), "prt: 22");

        assertThat(harness.run("config", "check", "-c", file)).isEqualTo(2);

        assertThat(harness.out())
                .contains("worker.yaml:8:25: sftp-clients.plant-a.source-directory: expected a text")
                .contains("plant-b.yaml:1:1: prt: is not a known key")
                .contains("plant-b.yaml:1:1: host: is missing");
        assertThat(harness.err()).isEmpty();
    }

    @Test
    void checkSaysWhenAllIsWell() throws Exception {
        String file = harness.configuration("plant-a", "plant-b");
        Files.createDirectory(folder.resolve("clients.d"));
        Files.writeString(folder.resolve("clients.d/plant-b.paused"), "");

        assertThat(harness.run("config", "check", "-c", file)).isZero();

        assertThat(harness.out()).isEqualToIgnoringNewLines(file + ": no faults; 2 clients, 1 paused");
    }

    @Test
    void showTellsWhatIsInEffectAndWhy() {
        String file = harness.configuration("plant-a", "plant-b");

        assertThat(harness.run("config", "show", "-c", file, "plant-b")).isZero();

        assertThat(harness.out())
                .contains("broker", "sftp-clients.plant-b")
                .doesNotContain("sftp-clients.plant-a", "s3cret")
                .containsPattern("  host +sftp.example.net +" + file + ":\\d+")
                .containsPattern("  password +\\*{8} +" + file + ":\\d+")
                .containsPattern("  port +22 +default");
    }

    @Test
    void needsToBeToldWhatToDo() {
        assertThat(harness.run("config")).isEqualTo(2);
        assertThat(harness.err()).contains("check or show");
    }
}
