package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.SshKeys.KeyFiles;
import org.genericsftp.testing.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An sshd that knows no key of the user, but the authority that signs them. */
@Timeout(60)
class UserCertificateTest {
    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path folder;

    private KeyFiles authority;
    private OpenSshServer server;

    @BeforeEach
    void start() {
        authority = SshKeys.generate(folder, SshKeys.Type.ED25519);
        server = opened.add(OpenSshServer.builder()
                .option("TrustedUserCAKeys " + authority.publicKey())
                .start());
    }

    private SshSettings with(KeyFiles key, @Nullable Path certificate) {
        return TestSettings.with(server.ssh(), new Authentication.KeyPair(key.privateKey(), null, certificate));
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithTheCertificateBesideTheKey(SshKeys.Type type) throws IOException {
        KeyFiles key = SshKeys.generate(folder, type);
        SshKeys.certify(authority, key, "-n", server.username(), "-V", "+1h");
        SftpDialogue.with(with(key, null));
        assertThat(server.log()).contains("ID test (serial 0) CA ED25519").doesNotContain("Failed ");
    }

    @Test
    void logsInWithACertificateOfAnAuthorityWithAnRsaKey() throws IOException {
        KeyFiles rsa = SshKeys.generate(folder, SshKeys.Type.RSA);
        server = opened.add(OpenSshServer.builder()
                .option("TrustedUserCAKeys " + rsa.publicKey())
                .start());
        KeyFiles key = SshKeys.generate(folder, SshKeys.Type.RSA);
        SshKeys.certify(rsa, key, "-n", server.username());
        SftpDialogue.with(with(key, null));
    }

    @Test
    void logsInWithTheCertificateThatIsConfigured() throws IOException {
        KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519);
        Path beside = SshKeys.certify(authority, key, "-n", server.username());
        Path elsewhere = Files.move(beside, folder.resolve("certificate"));
        SftpDialogue.with(with(key, elsewhere));
    }

    @Test
    void saysWhoseCertificateTheServerRefuses() {
        KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519);
        Path certificate = SshKeys.certify(authority, key, "-n", "somebody,else");
        assertFails(() -> SftpDialogue.connect(with(key, null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying(
                        "the server refuses the certificate " + certificate
                                + " (\"test\" for somebody, else) of the key " + key.privateKey(),
                        key.fingerprint());
    }

    @Test
    void saysThatTheConfiguredCertificateHasExpired() {
        KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519);
        Path certificate = SshKeys.certify(authority, key, "-n", server.username(), "-V", "20260101Z:20260102Z");
        assertFails(() -> SftpDialogue.connect(with(key, certificate)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the certificate " + certificate + " was valid until 2026-01-02T00:00:00Z");
        assertThat(server.log()).doesNotContain("Failed ");
    }

    @Test
    void logsInWithTheKeyAloneWhereTheCertificateBesideItHasExpired() throws IOException {
        KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519);
        Path certificate = SshKeys.certify(authority, key, "-n", server.username(), "-V", "20260101Z:20260102Z");
        assertFails(() -> SftpDialogue.connect(with(key, null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying("the server refuses the key ", "; the certificate " + certificate + " was valid until");
        server.authorize(key);
        SftpDialogue.with(with(key, null));
    }

    @Test
    void saysThatACertificateIsForAnotherKeyOrForAHostOrNone() throws IOException {
        KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519);
        KeyFiles other = SshKeys.generate(folder, SshKeys.Type.ED25519);
        Path others = SshKeys.certify(authority, other, "-n", server.username());
        Path hosts = SshKeys.certify(authority, key, "-h", "-n", "host");
        Path none = Files.writeString(folder.resolve("none"), "hello");
        Path broken = Files.writeString(
                folder.resolve("broken"), "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAx x");
        assertRefused(
                key, others, "is for the ssh-ed25519 key " + other.fingerprint() + ", and not for the private key");
        assertRefused(key, hosts, "is not for a user");
        assertRefused(key, none, "has no certificate in OpenSSH's format");
        assertRefused(key, broken, "is broken");
        assertRefused(key, folder.resolve("missing"), "does not exist");
    }

    private void assertRefused(KeyFiles key, Path certificate, String why) {
        assertFails(() -> SftpDialogue.connect(with(key, certificate)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying(certificate + " " + why);
    }
}
