package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that stands where none belongs is refused, and repeated nowhere. */
class MisplacedSecretsTest {
    private static final String SOUND = """
            sftp-clients:
              plant-a:
                host: sftp.example.net
                username: dataminer
                password: p
                host-key: SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                source-directory: /outgoing
                destination-directory: /data/plant-a
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: dataminer:canary@sftp.example.net",
                "host: sftp://dataminer:canary@sftp.example.net",
                "source-directory: sftp://dataminer:canary@sftp.example.net/out",
                "destination-directory: ftp://dataminer:canary@files/out",
                "destination-directory: smb://dataminer:canary@files/out",
                "known-hosts: https://dataminer:canary@files/known_hosts",
                "proxy: socks5://dataminer:canary@proxy:1080",
                "proxy: http://canary@proxy:3128",
                "jump-host: dataminer:canary@bastion",
                "jump-host: ssh://dataminer:canary@bastion:22",
                "port: password=canary",
                "host-key: -----BEGIN OPENSSH PRIVATE KEY-----canary",
                "passwrd: canary",
                "pasword: {canary: canary}",
                "password: [canary]",
            })
    void itIsNotRepeated(String line) throws IOException {
        String key = line.substring(0, line.indexOf(':') + 1);
        Path file = folder.resolve("worker.yaml");
        Files.writeString(
                file,
                SOUND.lines().filter(each -> !each.strip().startsWith(key)).reduce("", (all, each) -> all + each + "\n")
                        + "    " + line + "\n");

        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> ConfigurationReader.read(file, Map.of(), "worker"));
        assertThat(refused).isNotNull();
        assertThat(refused.errors().toString()).doesNotContain("canary");
    }
}
