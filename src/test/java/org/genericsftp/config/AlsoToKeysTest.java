package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlsoToKeysTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void eachIsSetAsTheClientsOwnIs() throws ConfigurationException {
        String more = """
                    durable: false
                    leftover-age: 3h
                    also-to:
                      archive: { destination-directory: /archive, local-timeout: 7s, file-mode: 0640 }
                      office: { destination-directory: 'smb://files/office', system-username: svc, system-password: s3cret }
                """;
        var several = (DestinationSettings.Several)
                files.read(ConfigurationFiles.MINIMAL + more).clients().get(0).destination();
        assertThat(several.single()).containsOnlyKeys("destination-directory", "archive", "office");
        var archive = (DestinationSettings.Local) several.others().get("archive");
        assertThat(archive.settings().directory()).isEqualTo(Path.of("/archive"));
        assertThat(archive.settings().durable()).isFalse();
        assertThat(archive.settings().leftoverAge()).isEqualTo(Duration.ofHours(3));
        assertThat(archive.patience()).isEqualTo(Duration.ofSeconds(7));
        assertThat(archive.settings().permissions().file()).hasToString("0640");
        var office = (DestinationSettings.Share) several.others().get("office");
        assertThat(office.settings().durable()).isFalse();
        assertThat(office.settings().address().share()).isEqualTo("office");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | also-to: names from 1 to 8 destinations",
                "{ A: { destination-directory: /x } } | also-to: has a destination whose name is the first one's, or is not made of lower-case letters",
                "{ destination-directory: { destination-directory: /x } } | also-to: has a destination whose name is the first one's",
                "{ a: /x } | also-to.a: expected keys with values",
                "{ a: {} } | also-to.a.destination-directory: is missing",
                "{ a: { destination-directory: /x, system-username: u } } | also-to.a.system-username: is for a remote share",
                "{ a: { destination-directory: 'smb://h/s' } } | also-to.a.system-username: is missing: destination-directory is a share",
                "{ a: { destination-directory: /x, durable: false } } | also-to.a.durable: is not a known key",
                "{ a: { destination-directory: /data/plant-a } } | also-to: needs destinations apart from each other: destination-directory is the same folder as destination a",
                "{ a: { destination-directory: /data/plant-a/x } } | also-to: needs destinations apart from each other: destination-directory holds destination a",
            },
            quoteCharacter = '"')
    void saysWhatIsWrong(String value, String error) {
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + "    also-to: " + value + "\n"))
                .anySatisfy(line -> assertThat(line).contains("sftp-clients.plant-a." + error));
    }

    @Test
    void isShownWithoutPasswords() throws ConfigurationException {
        String more = """
                    also-to:
                      archive: { destination-directory: /archive, file-mode: 0640 }
                      office: { destination-directory: 'smb://files/office', system-username: svc, system-password: s3cret }
                """;
        Setting shown = Setting.find(
                        files.read(ConfigurationFiles.MINIMAL + more)
                                .settings()
                                .clients()
                                .get(0)
                                .settings(),
                        "also-to")
                .orElseThrow();
        assertThat(shown.value()).isNull();
        assertThat(shown.shown())
                .isEqualTo("{\"archive\": {\"destination-directory\": \"/archive\", \"file-mode\": \"0640\"},"
                        + " \"office\": {\"destination-directory\": \"smb://files/office\", \"system-username\": \"svc\","
                        + " \"system-password\": \"********\"}}");
    }

    @Test
    void otherClientsAreComparedWithEach() throws ConfigurationException {
        String other = ConfigurationFiles.MINIMAL
                .replace("sftp-clients:\n", "")
                .replace("plant-a:", "plant-b:")
                .replace("/data/plant-a", "/archive/x");
        Configuration both = files.read(
                ConfigurationFiles.MINIMAL + "    also-to: { archive: { destination-directory: /archive } }\n" + other);
        assertThat(ConfigurationWarnings.of(both.clients()))
                .containsExactly(
                        "The destination archive of plant-a holds the destination-directory of plant-b: files of the"
                                + " same path replace each other there");
    }
}
