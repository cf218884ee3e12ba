package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsShownTest {
    @TempDir
    private Path folder;

    private SettingsShown shown;

    @BeforeEach
    void setUp() throws Exception {
        Files.writeString(folder.resolve("secret"), "c4n4ry");
        shown = new ConfigurationFiles(folder)
                .read("""
                broker:
                  url: tcp://user:c4n4ry@host:61616?password=c4n4ry
                  username: worker
                  password: ${PASSWORD}
                sftp-clients:
                  plant-a:
                    host: ${HOST}
                    username: dataminer
                    password: ${file:secret}
                    known-hosts: known_hosts
                    source-directory: /outgoing
                    destination-directory: /data/plant-a
                    sync-filter: { fileName: "*.csv" }
                """, Map.of("PASSWORD", "c4n4ry", "HOST", "sftp.example.net"))
                .settings();
    }

    private Setting setting(String client, String key) {
        return Setting.find(shown.of(client).orElseThrow().settings(), key).orElseThrow();
    }

    @Test
    void tellsWhereEachComesFrom() {
        Path file = folder.resolve("worker.yaml");
        assertThat(setting("plant-a", "host").value()).isEqualTo("sftp.example.net");
        assertThat(setting("plant-a", "host").origin()).isEqualTo(file + ":7, ${HOST}");
        assertThat(setting("plant-a", "username").origin()).isEqualTo(file + ":8");
        assertThat(setting("plant-a", "password").origin()).isEqualTo(file + ":9, ${file:secret}");
        assertThat(setting("plant-a", "port").value()).isEqualTo("22");
        assertThat(setting("plant-a", "port").origin()).isEqualTo("default");
        assertThat(setting("plant-a", "sync-filter").value()).isEqualTo("{\"fileName\": \"*.csv\"}");
    }

    @Test
    void hasTheSectionsToo() {
        assertThat(shown.sections()).extracting(SettingsShown.Group::name).contains("broker", "worker");
        assertThat(Setting.find(shown.sections().get(0).settings(), "url")
                        .orElseThrow()
                        .value())
                .isEqualTo("tcp://host:61616");
    }

    @Test
    void holdsNoSecret() {
        assertThat(setting("plant-a", "password").value()).isNull();
        assertThat(shown.toString()).doesNotContain("c4n4ry");
    }

    @Test
    void knowsWhatTheFileSays() {
        assertThat(shown.of("plant-a").orElseThrow().given())
                .containsOnlyKeys(List.of(
                        "host",
                        "username",
                        "password",
                        "known-hosts",
                        "source-directory",
                        "destination-directory",
                        "sync-filter"));
    }
}
