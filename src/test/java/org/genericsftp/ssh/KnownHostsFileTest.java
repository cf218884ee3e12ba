package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsFileTest {
    private static final HostKeyBlob KEY = key("ssh-ed25519", 1);
    private static final HostKeyBlob OTHER = key("ssh-ed25519", 2);
    private static final HostKeyBlob RSA = key("ssh-rsa", 3);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("known_hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.example.net, sftp.example.net, 22",
        "sftp.example.net, SFTP.Example.NET, 22",
        "SFTP.example.net, sftp.example.net, 22",
        "'other.example,sftp.example.net,192.0.2.7', sftp.example.net, 22",
        "192.0.2.7, 192.0.2.7, 22",
        "fe80::1, fe80::1, 22",
        "[sftp.example.net]:2222, sftp.example.net, 2222",
        "[fe80::1]:2222, fe80::1, 2222",
        "sftp.example.net, sftp.example.net, 2222",
        "*.example.net, sftp.example.net, 22",
        "sft?.example.net, sftp.example.net, 22",
        "*, sftp.example.net, 22",
        "[*.example.net]:2222, sftp.example.net, 2222",
        "'!old.example.net,*.example.net', sftp.example.net, 22",
    })
    void knowsTheServerBy(String names, String host, int port) throws IOException {
        assertThat(known(line(names, KEY), host, port).objectionTo(KEY)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.example.net, sftp.example.ne, 22",
        "sftp.example.net, xsftp.example.net, 22",
        "sftp.example.net, sftpxexample.net, 22",
        "[sftp.example.net]:2222, sftp.example.net, 22",
        "[sftp.example.net]:2222, sftp.example.net, 2223",
        "[sftp.example.net]:22, sftp.example.net, 22",
        "*.example.net, example.net, 22",
        "'*.example.net,!sftp.example.net', sftp.example.net, 22",
        "'!sftp.example.net', sftp.example.net, 22",
    })
    void doesNotKnowTheServerBy(String names, String host, int port) throws IOException {
        assertThat(known(line(names, KEY), host, port).objectionTo(KEY))
                .contains(KEY.fingerprint(), "ssh-ed25519", file + " has no key of", host.toLowerCase(Locale.ROOT));
    }

    @Test
    void trustsAnyOfManyKeys() throws IOException {
        KnownHostsFile known = known(line("host", OTHER) + line("host", RSA) + line("host", KEY), "host", 22);
        assertThat(known.objectionTo(KEY)).isNull();
        assertThat(known.objectionTo(RSA)).isNull();
        assertThat(known.knownTypes()).containsExactly("ssh-ed25519", "ssh-rsa");
    }

    @Test
    void namesTheLineThatHasAnotherKey() throws IOException {
        assertThat(known("# comment\n\n" + line("host", OTHER), "host", 22).objectionTo(KEY))
                .contains("shows the ssh-ed25519 key " + KEY.fingerprint())
                .contains("is known by another (ssh-ed25519 key " + OTHER.fingerprint() + ", " + file + " line 3)");
    }

    @Test
    void asksForNothingInParticularOfAnUnknownServer() throws IOException {
        assertThat(known(line("host", RSA), "other", 22).knownTypes()).isEmpty();
    }

    @Test
    void prefersWhatIsKnownForThePortToWhatIsKnownForTheName() throws IOException {
        KnownHostsFile known = known(line("host", KEY) + line("[host]:2222", OTHER), "host", 2222);
        assertThat(known.objectionTo(OTHER)).isNull();
        assertThat(known.objectionTo(KEY)).contains("is known by another");
    }

    @ParameterizedTest
    @CsvSource({"host", "*", "[host]:2222", "'other,ho*'"})
    void trustsNoRevokedKeyEvenWhereItIsKnown(String revokedFor) throws IOException {
        KnownHostsFile known = known(line("[host]:2222", KEY) + "@revoked " + line(revokedFor, KEY), "host", 2222);
        assertThat(known.objectionTo(KEY)).contains("which is revoked (" + file + " line 2)");
    }

    @Test
    void trustsAnotherKeyThanTheRevokedOne() throws IOException {
        KnownHostsFile known = known("@revoked " + line("*", OTHER) + line("host", KEY), "host", 22);
        assertThat(known.objectionTo(KEY)).isNull();
        assertThat(known.knownTypes()).containsExactly("ssh-ed25519");
    }

    @Test
    void passesOverAuthoritiesCommentsAndBrokenLines() throws IOException {
        String lines = "@cert-authority " + line("host", KEY)
                + "#" + line("host", KEY)
                + "host ssh-ed25519\nhost\nhost ssh-ed25519 ***\n@revoked\n\u00ff\n|1|x|y ssh-ed25519 AAAA\n|1|x ssh-ed25519 AAAA\n";
        assertThat(known(lines, "host", 22).objectionTo(KEY)).contains("has no key of host");
    }

    @Test
    void saysWhyAnAuthoritysLineIsNotEnough() throws IOException {
        String authority = "@cert-authority " + line("*.example.net", OTHER);
        assertThat(known(authority, "sftp.example.net", 22).objectionTo(KEY))
                .contains("has no key of sftp.example.net")
                .endsWith("; it has shown no certificate that the authority (" + file + " line 1) has signed");
        assertThat(known(authority + line("sftp.example.net", OTHER), "sftp.example.net", 22)
                        .objectionTo(KEY))
                .contains("is known by another", "it has shown no certificate");
        assertThat(known(authority + line("sftp.example.net", KEY), "sftp.example.net", 22)
                        .objectionTo(KEY))
                .isNull();
        assertThat(known(authority, "sftp.example.org", 22).objectionTo(KEY)).doesNotContain("certificate");
    }

    @Test
    void readsWhatWindowsProgramsWrite() throws IOException {
        String marked = "\ufeff# known\r\n" + line("host", KEY).replace("\n", "\r\n");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.writeString(file, marked, charset);
            KnownHostsFile known = KnownHostsFile.read(file, new Endpoint("host", 22));
            assertThat(known.objectionTo(KEY)).as(charset.name()).isNull();
            assertThat(known.objectionTo(OTHER)).contains(file + " line 2");
        }
        Files.writeString(file, line("host", KEY), StandardCharsets.UTF_16LE);
        assertThat(KnownHostsFile.read(file, new Endpoint("host", 22)).objectionTo(KEY))
                .isNull();
    }

    @Test
    void knowsHashedNames() throws IOException {
        // Both made by ssh-keygen -H.
        String plainPort = "|1|KijhF/w1zwbph7JoGOSohsmklkg=|BmPJidQfqPE3jHJTuPC97eCvYlQ=";
        String ownPort = "|1|FiApF7bn7nUBlM/QCjlmafa+Kpk=|LNrnVYHnc7ZUuia//ZlXpCNDVm8=";
        assertThat(known(line(plainPort, KEY), "sftp.example.net", 22).objectionTo(KEY))
                .isNull();
        assertThat(known(line(plainPort, KEY), "SFTP.example.net", 2222).objectionTo(KEY))
                .isNull();
        assertThat(known(line(plainPort, KEY), "other.example.net", 22).objectionTo(KEY))
                .isNotNull();
        assertThat(known(line(ownPort, KEY), "sftp.example.net", 2222).objectionTo(KEY))
                .isNull();
        assertThat(known(line(ownPort, KEY), "sftp.example.net", 22).objectionTo(KEY))
                .isNotNull();
    }

    @Test
    void allowsTabsAndCommentsAndWindowsLineEnds() throws IOException {
        String line = " host\tssh-ed25519  " + Base64.getEncoder().encodeToString(KEY.toBytes()) + " a comment\r\n";
        assertThat(known(line, "host", 22).objectionTo(KEY)).isNull();
    }

    @Test
    void saysThatTheFileIsMissingOrNotReadable() {
        Endpoint server = new Endpoint("host", 22);
        assertThatThrownBy(() -> KnownHostsFile.read(file, server))
                .isInstanceOf(IOException.class)
                .hasMessage("the known_hosts file " + file + " does not exist");
        assertThatThrownBy(() -> KnownHostsFile.read(folder, server))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the known_hosts file " + folder + " cannot be read");
    }

    private KnownHostsFile known(String lines, String host, int port) throws IOException {
        Files.writeString(file, lines, StandardCharsets.ISO_8859_1);
        return KnownHostsFile.read(file, new Endpoint(host, port));
    }

    private static String line(String names, HostKeyBlob key) {
        return names + " " + key.type() + " " + Base64.getEncoder().encodeToString(key.toBytes()) + "\n";
    }

    private static HostKeyBlob key(String type, int content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        return new HostKeyBlob(ByteBuffer.allocate(4 + name.length + 4 + 32)
                .putInt(name.length)
                .put(name)
                .putInt(32)
                .put((byte) content)
                .array());
    }
}
