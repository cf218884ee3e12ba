package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.config.ConfigurationFiles.MINIMAL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genericsftp.ssh.AlgorithmKind;
import org.genericsftp.ssh.SshAlgorithms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmKeysTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    private SshAlgorithms read(String... lines) throws ConfigurationException {
        return client(lines).source().ssh().algorithms();
    }

    private ClientConfiguration client(String... lines) throws ConfigurationException {
        return files.read(with(lines)).clients().get(0);
    }

    private static String with(String... lines) {
        StringBuilder yaml = new StringBuilder(MINIMAL);
        for (String line : lines) {
            yaml.append("    ").append(line).append('\n');
        }
        return yaml.toString();
    }

    @Test
    void offersTheUsualOnesWithoutThem() throws ConfigurationException {
        assertThat(read()).isEqualTo(SshAlgorithms.USUAL);
    }

    @Test
    void takesListsInPlaceOfTheUsualOnes() throws ConfigurationException {
        SshAlgorithms read = read("ciphers: aes256-gcm@openssh.com, aes256-ctr", "macs: hmac-sha2-512");
        assertThat(read)
                .isEqualTo(new SshAlgorithms(Map.of(
                        AlgorithmKind.CIPHER, List.of("aes256-gcm@openssh.com", "aes256-ctr"),
                        AlgorithmKind.MAC, List.of("hmac-sha2-512"))));
    }

    @Test
    void addsPrefersAndLeavesOut() throws ConfigurationException {
        SshAlgorithms read = read(
                "host-key-algorithms: +ssh-rsa",
                "public-key-algorithms: ^rsa-sha2-256",
                "key-exchange: -*nistp*,diffie-hellman-*,curve25519-sha256@libssh.org");
        List<String> hostKeys = new ArrayList<>(AlgorithmKind.HOST_KEY.usual());
        hostKeys.add("ssh-rsa");
        assertThat(read.byKind())
                .containsEntry(AlgorithmKind.HOST_KEY, hostKeys)
                .containsEntry(
                        AlgorithmKind.KEY_EXCHANGE,
                        List.of(
                                "mlkem768x25519-sha256",
                                "sntrup761x25519-sha512",
                                "sntrup761x25519-sha512@openssh.com",
                                "curve25519-sha256"));
        assertThat(read.byKind().get(AlgorithmKind.PUBLIC_KEY))
                .startsWith("rsa-sha2-256", "ssh-ed25519")
                .doesNotHaveDuplicates();
    }

    @Test
    void saysWhatIsNotKnown() {
        int line = (int) MINIMAL.lines().count() + 1;
        for (String wrong : List.of("ssh-dss", "+", "-*", "", "+aes256-ctr", "-ssh-dss")) {
            assertThat(files.errorsOf(with("host-key-algorithms: '" + wrong + "'")))
                    .singleElement()
                    .asString()
                    .startsWith("worker.yaml:" + line + ":")
                    .contains("sftp-clients.plant-a.host-key-algorithms", "expected a list with commas, or +, ^ or -")
                    .contains("ssh-ed25519, ecdsa-sha2-nistp256", "also ssh-rsa");
        }
    }

    @Test
    void warnsOfOldOnes() throws ConfigurationException {
        ClientConfiguration client = client("host-key-algorithms: +ssh-rsa", "ciphers: aes128-cbc,aes128-ctr");
        assertThat(ConfigurationWarnings.of(List.of(client)))
                .containsExactly(
                        "plant-a: host-key-algorithms has ssh-rsa, and it is weak: SHA-1 signatures and hashes can be forged",
                        "plant-a: ciphers has aes128-cbc, and it is weak: CBC ciphers let parts of a connection be guessed");
        assertThat(ConfigurationWarnings.of(List.of(client()))).isEmpty();
    }
}
