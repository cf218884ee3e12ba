package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.SshKeys.KeyFiles;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An sshd whose host keys an authority has signed. */
@Timeout(60)
class HostCertificatesTest {
    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path folder;

    private KeyFiles authority;
    private OpenSshServer server;

    @BeforeEach
    void start() {
        authority = SshKeys.generate(folder, SshKeys.Type.ED25519);
        server = opened.add(OpenSshServer.started());
    }

    private void certify(String... options) {
        server.certifyHostKeys(authority, options);
    }

    private SshSettings knownBy(String... lines) throws IOException {
        Path file = folder.resolve("known_hosts");
        return TestSettings.with(server.ssh(), new HostKeyTrust.KnownHosts(Files.write(file, List.of(lines))));
    }

    private String trusted(String names) {
        return "@cert-authority " + names + " " + authority.publicLine();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.*", "*", "[127.0.0.1]:*", "other,127.0.0.1"})
    void knowsTheServerByTheAuthority(String names) throws IOException {
        certify("-n", "127.0.0.1");
        SftpDialogue dialogue = SftpDialogue.with(knownBy(trusted(names)));
        assertThat(dialogue.stages())
                .containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY, CheckStage.AUTHENTICATE);
        assertThat(server.log().lines().filter(line -> line.startsWith("Connection from ")))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_256", "ECDSA_384", "ECDSA_521", "RSA"})
    void takesCertificatesOfAuthoritiesWithKeysOfAnyKind(SshKeys.Type type) throws IOException {
        authority = SshKeys.generate(folder, type);
        certify("-n", "127.0.0.1");
        SftpDialogue.with(knownBy(trusted("*")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256"})
    void takesCertificatesOfKeysOfAnyKind(String algorithm) throws IOException {
        certify("-n", "127.0.0.1");
        SshSettings settings = TestSettings.with(
                knownBy(trusted("*")), SshAlgorithms.USUAL.with(AlgorithmKind.HOST_KEY, List.of(algorithm)));
        try (SshConnection connection = SftpDialogue.open(settings, new SftpDialogue())) {
            assertThat(connection.facts())
                    .anySatisfy(fact -> assertThat(fact.value()).isEqualTo(algorithm + "-cert-v01@openssh.com"));
        }
    }

    @Test
    void theKeyMayChangeWhereItIsSigned() throws IOException {
        certify("-n", "127.0.0.1");
        SshSettings settings = knownBy(trusted("127.0.0.1"));
        SftpDialogue.with(settings);
        server.swapHostKeys();
        certify("-n", "127.0.0.1");
        SftpDialogue.with(settings);
    }

    @Test
    void goesOnWhenKeysAreExchangedAgain() throws IOException {
        server = opened.add(OpenSshServer.builder().option("RekeyLimit 64K").start());
        certify("-n", "127.0.0.1");
        try (SshConnection connection = SftpDialogue.open(knownBy(trusted("127.0.0.1")), new SftpDialogue())) {
            byte[] command = "head -c 1000000 /dev/zero".getBytes(StandardCharsets.US_ASCII);
            assertThat(connection.run(command, 1_000_000, Duration.ofSeconds(30), new Cancellation()))
                    .hasValueSatisfying(printed -> assertThat(printed).hasSize(1_000_000));
            assertThat(connection.rejection()).isEmpty();
        }
    }

    @Test
    void refusesTheCertificateOfAnotherHost() throws IOException {
        certify("-n", "elsewhere.example.net");
        assertRejected(knownBy(trusted("*")), "invalid principal '127.0.0.1'", "elsewhere.example.net");
    }

    @Test
    void refusesACertificateThatHasExpired() throws IOException {
        certify("-n", "127.0.0.1", "-V", "20260101Z:20260102Z");
        assertRejected(knownBy(trusted("*")), "certificate not valid (expired or not yet valid)");
    }

    @Test
    void refusesTheCertificateOfAnotherAuthority() throws IOException {
        certify("-n", "127.0.0.1");
        authority = SshKeys.generate(folder, SshKeys.Type.ED25519);
        assertRejected(knownBy(trusted("*")), "no @cert-authority line for this host has the authority that signed it");
    }

    @Test
    void asksForNoCertificateWhereTheAuthorityIsOneForOtherHosts() throws IOException {
        certify("-n", "127.0.0.1");
        assertRejectedPlain(knownBy(trusted("elsewhere.example.net")), "has no key of [127.0.0.1]:" + server.port());
    }

    @Test
    void refusesRevokedAuthoritiesAndKeys() throws IOException {
        certify("-n", "127.0.0.1");
        assertRejected(knownBy(trusted("*"), "@revoked * " + authority.publicLine()), "is revoked");
        String hostKey =
                Files.readString(server.knownHosts(SshKeys.Type.ED25519)).strip();
        assertRejected(
                knownBy(trusted("*"), hostKey, "@revoked *" + hostKey.substring(hostKey.indexOf(' '))), "is revoked");
    }

    @Test
    void knowsTheServerByItsKeyWhereTheCertificateIsNoGood() throws IOException {
        certify("-n", "elsewhere.example.net");
        SshSettings settings = knownBy(
                trusted("*"),
                Files.readString(server.knownHosts(SshKeys.Type.RSA)).strip());
        SftpDialogue.with(settings);
    }

    @Test
    void refusesAnUnknownKeyWithoutACertificate() throws IOException {
        assertRejectedPlain(knownBy(trusted("*")), "it has shown no certificate that the authority");
    }

    @Test
    void stillTellsAWrongLoginFromAWrongKey() throws IOException {
        certify("-n", "127.0.0.1");
        KeyFiles other = SshKeys.generate(folder, SshKeys.Type.ED25519);
        SftpDialogue dialogue = new SftpDialogue();
        SshSettings settings =
                TestSettings.with(knownBy(trusted("*")), new Authentication.KeyPair(other.privateKey(), null));
        assertFails(() -> SftpDialogue.connectorTo(settings).connect(dialogue, dialogue))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying("the server refuses the key");
        assertThat(dialogue.stages()).endsWith(CheckStage.HOST_KEY);
    }

    private void assertRejected(SshSettings settings, String... why) {
        assertFails(() -> SftpDialogue.connect(settings))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("the server shows the ", "and its certificate is not accepted: ")
                .saying(why);
        assertThat(server.log()).doesNotContain("Accepted ", "Failed ", "authenticating user");
    }

    private void assertRejectedPlain(SshSettings settings, String... why) {
        assertFails(() -> SftpDialogue.connect(settings))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying(why);
        assertThat(server.log()).doesNotContain("Accepted ", "Failed ", "authenticating user");
    }
}
