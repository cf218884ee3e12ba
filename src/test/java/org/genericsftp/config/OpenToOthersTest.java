package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.MountedDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class OpenToOthersTest {
    @TempDir
    Path area;

    private Path folder;
    private Path file;

    @BeforeEach
    void layOut() throws IOException {
        folder = Files.createDirectory(area.resolve("etc"));
        lay(folder);
    }

    private void lay(Path into) throws IOException {
        file = into.resolve("worker.yaml");
        write(into, "worker.yaml", "rw-------", """
                sftp-clients:
                  plant-a:
                    host: sftp.example.net
                    username: dataminer
                    key-pair-path: id_ed25519
                    key-pair-passphrase: ${file:passphrase}
                    known-hosts: known_hosts
                    source-directory: /outgoing
                    destination-directory: /data/plant-a
                """);
        write(into, "id_ed25519", "rw-------", "a key");
        write(into, "passphrase", "rw-------", "canary");
        write(into, "known_hosts", "rw-r--r--", "");
        mode(into, "rwxr-xr-x");
    }

    private static void write(Path into, String name, String mode, String text) throws IOException {
        Files.writeString(into.resolve(name), text);
        mode(into.resolve(name), mode);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private List<String> warnings() throws ConfigurationException {
        return OpenToOthers.warnings(ConfigurationReader.read(file, Map.of(), "worker"));
    }

    @Test
    void allIsWellWhereOnlyTheOwnerReadsAndWrites() throws Exception {
        assertThat(warnings()).isEmpty();
    }

    @Test
    void secretsAreNotForOthersToRead() throws Exception {
        mode(folder.resolve("id_ed25519"), "rw-r--r--");
        mode(folder.resolve("passphrase"), "rw-r--r--");

        assertThat(warnings())
                .containsExactlyInAnyOrder(
                        folder + "/id_ed25519, a private key, can be read by other accounts (mode 0644): chmod 600 "
                                + folder + "/id_ed25519",
                        folder + "/passphrase, which holds key-pair-passphrase, can be read by other accounts"
                                + " (mode 0644): chmod 600 " + folder + "/passphrase");
    }

    @Test
    void keytabsAndTicketsAreNotForOthersToRead() throws Exception {
        String configuration = Files.readString(file)
                .replaceFirst(
                        "destination-directory: .*",
                        "destination-directory: smb://files/data\n    system-username: svc\n"
                                + "    share-authentication: kerberos\n    share-keytab: svc.keytab");
        Files.writeString(file, configuration);
        mode(Files.createFile(folder.resolve("svc.keytab")), "rw-r--r--");
        mode(Files.createFile(folder.resolve("svc.tickets")), "rw-r--r--");

        assertThat(warnings()).singleElement().asString().startsWith(folder + "/svc.keytab, a keytab, can be read");
        Files.writeString(file, configuration.replace("share-keytab: svc.keytab", "share-ticket-cache: svc.tickets"));
        assertThat(warnings()).singleElement().asString().startsWith(folder + "/svc.tickets, which holds tickets, can");
    }

    @Test
    void theConfigurationIsASecretWhereItHoldsOneInClear() throws Exception {
        mode(file, "rw-r--r--");
        assertThat(warnings()).isEmpty();

        Files.writeString(file, Files.readString(file).replace("${file:passphrase}", "canary"));
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith(file + ", which holds key-pair-passphrase in clear, can be read")
                .doesNotContain("canary");
    }

    @Test
    void nothingThatIsTrustedIsForOthersToChange() throws Exception {
        mode(file, "rw-----w-");
        mode(folder.resolve("known_hosts"), "rw-r--rw-");
        mode(folder, "rwxr-xrwx");

        assertThat(warnings())
                .containsExactlyInAnyOrder(
                        file + " can be changed by other accounts (mode 0602): chmod go-w " + file,
                        folder + "/known_hosts can be changed by other accounts (mode 0646): chmod go-w " + folder
                                + "/known_hosts",
                        "Other accounts can put files of their own in the place of those in " + folder
                                + " (mode 0757): chmod go-w " + folder);
    }

    @Test
    void theFileOfAClientIsLookedAtToo() throws Exception {
        Path clients = Files.createDirectory(folder.resolve("clients.d"));
        mode(clients, "rwx------");
        write(clients, "plant-b.yaml", "rw-r--r--", """
                host: sftp.example.net
                username: dataminer
                password: canary
                host-key: SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                source-directory: /outgoing
                destination-directory: /data/plant-b
                """);

        assertThat(warnings()).singleElement().asString().contains("plant-b.yaml, which holds password in clear");
    }

    @Test
    void aVolumeOfKubernetesHasTheModesThatThePodAsksFor() throws Exception {
        Path volume = Files.createDirectory(area.resolve("volume"));
        Path data = Files.createDirectory(volume.resolve("..2026_11_29_01_30_00.123"));
        lay(data);
        for (String name : List.of("worker.yaml", "id_ed25519", "passphrase", "known_hosts")) {
            mode(data.resolve(name), "rw-r--r--");
            Files.createSymbolicLink(volume.resolve(name), Path.of("..data", name));
        }
        Files.createSymbolicLink(volume.resolve("..data"), data.getFileName());
        file = volume.resolve("worker.yaml");

        assertThat(warnings()).isEmpty();
    }

    @Test
    void modesOfAReadOnlyMountAreGivenElsewhere() throws Exception {
        Path at = Files.createDirectory(area.resolve("mounted"));
        try (MountedDisk disk = MountedDisk.inMemory(at, "size=1m,mode=755")) {
            lay(at);
            mode(at.resolve("id_ed25519"), "rw-r--r--");
            assertThat(warnings()).hasSize(1);

            disk.remount("ro");
            assertThat(warnings()).isEmpty();
        }
    }
}
