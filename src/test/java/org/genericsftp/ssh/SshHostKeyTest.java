package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SshHostKeyTest {
    @RegisterExtension
    final Opened opened = new Opened();

    private OpenSshServer server;

    @BeforeEach
    void startServer() {
        server = opened.add(OpenSshServer.started());
    }

    @Test
    void knowsTheServerByPlainAndByHashedNames() throws IOException {
        SftpDialogue.with(knownBy(server.knownHosts()));
        SftpDialogue.with(knownBy(server.hashedKnownHosts()));
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_256", "RSA"})
    void asksForAKeyOfTheKindThatIsKnown(SshKeys.Type type) throws IOException {
        SftpDialogue.with(knownBy(server.knownHosts(type)));
        SftpDialogue.with(knownBy(server.hashedKnownHosts(type)));
        assertThat(connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_256", "RSA"})
    void findsTheKeyOfTheFingerprintAmongTheServersKeysAndRemembersItsKind(SshKeys.Type type) throws IOException {
        SshConnector connector = SftpDialogue.connectorTo(trusting(server.hostKeyFingerprint(type)));
        SftpDialogue first = SftpDialogue.with(connector);
        assertThat(first.stages())
                .containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY, CheckStage.AUTHENTICATE);
        int before = connections();
        SftpDialogue.with(connector);
        assertThat(connections() - before).isEqualTo(1);
    }

    @Test
    void takesAFingerprintWithPadding() throws IOException {
        SftpDialogue.with(trusting(server.hostKeyFingerprint() + "="));
    }

    @Test
    void saysThatAFingerprintIsNone() {
        assertFails(() -> SftpDialogue.connect(trusting("MD5:aa:bb")))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("\"MD5:aa:bb\" is not a fingerprint as ssh-keygen -l prints it", server.hostKeyFingerprint());
        assertNobodyTriedToLogIn();
    }

    @Test
    void rejectsAnUnknownServerBeforeLoggingIn() throws IOException {
        Path empty = Files.createFile(server.scratchFolder().resolve("empty"));
        SftpDialogue dialogue = new SftpDialogue();
        assertFails(() -> SftpDialogue.connectorTo(knownBy(empty)).connect(dialogue, dialogue))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying(
                        "The host key of 127.0.0.1:" + server.port() + " is rejected",
                        "the ssh-ed25519 key " + server.hostKeyFingerprint(),
                        empty + " has no key of [127.0.0.1]:" + server.port(),
                        "ssh-keyscan -p " + server.port() + " 127.0.0.1");
        assertThat(dialogue.stages()).containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT);
        assertThat(dialogue.ends()).isEqualTo(1);
        assertNobodyTriedToLogIn();
    }

    @Test
    void rejectsAServerWhoseKeysWereSwappedBeforeLoggingIn() {
        Path knownBefore = server.knownHosts();
        String fingerprintBefore = server.hostKeyFingerprint();
        server.swapHostKeys();
        assertFails(() -> SftpDialogue.connect(knownBy(knownBefore)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying(
                        "the ssh-ed25519 key " + server.hostKeyFingerprint(),
                        "is known by another",
                        fingerprintBefore + ", " + knownBefore + " line 1");
        assertFails(() -> SftpDialogue.connect(trusting(fingerprintBefore)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying(server.hostKeyFingerprint(), fingerprintBefore);
        assertNobodyTriedToLogIn();
    }

    @Test
    void rejectsARevokedKey() throws IOException {
        Path known = server.knownHosts(SshKeys.Type.ED25519);
        String key = Files.readString(known).strip();
        Files.writeString(known, "@revoked *" + key.substring(key.indexOf(' ')) + "\n", StandardOpenOption.APPEND);
        assertFails(() -> SftpDialogue.connect(knownBy(known)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("which is revoked (" + known + " line 2)");
        assertNobodyTriedToLogIn();
    }

    @Test
    void knowsTheServerByAFileInUtf16() throws IOException {
        Path known = server.knownHosts();
        Files.writeString(known, "\ufeff" + Files.readString(known), StandardCharsets.UTF_16LE);
        SftpDialogue.with(knownBy(known));
    }

    @Test
    void saysThatTheKnownHostsFileIsMissing() {
        Path missing = server.scratchFolder().resolve("missing");
        assertFails(() -> SftpDialogue.connect(knownBy(missing)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("the known_hosts file " + missing + " does not exist");
        assertNobodyTriedToLogIn();
    }

    @Test
    void takesOneOfSeveralFingerprintsWhileAServerChangesItsKey() throws IOException {
        String before = server.hostKeyFingerprint();
        String other = "SHA256:" + "A".repeat(43);
        SshSettings both = TestSettings.with(server.ssh(), new HostKeyTrust.Fingerprint(List.of(other, before)));
        SftpDialogue.with(both);

        server.swapHostKeys();
        assertFails(() -> SftpDialogue.connect(both))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .saying("and not the configured " + other + " or " + before);
        SftpDialogue.with(TestSettings.with(
                server.ssh(), new HostKeyTrust.Fingerprint(List.of(before, server.hostKeyFingerprint()))));
    }

    @Test
    void writesANewKeyIntoTheFileAndNeverAcceptsAnother() throws IOException {
        Path file = server.scratchFolder().resolve("accepted");
        SftpDialogue.with(acceptingNew(file));
        String line = Files.readString(file);
        assertThat(line)
                .startsWith("[127.0.0.1]:" + server.port() + " ssh-ed25519 ")
                .endsWith("\n")
                .isEqualTo(Files.readString(server.knownHosts(SshKeys.Type.ED25519)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        SftpDialogue.with(acceptingNew(file));
        SftpDialogue.with(knownBy(file));
        assertThat(Files.readString(file)).isEqualTo(line);

        server.swapHostKeys();
        int log = server.log().length();
        assertFails(() -> SftpDialogue.connect(acceptingNew(file)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("is known by another", file + " line 1");
        assertThat(Files.readString(file)).isEqualTo(line);
        assertThat(server.log().substring(log)).doesNotContain("authenticating user");
    }

    @Test
    void acceptsNewKeysBesideOthersAndNoRevokedOne() throws IOException {
        Path file = server.scratchFolder().resolve("accepted");
        String other =
                "elsewhere.example.net ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0HtUA3SFAbRxZxvVpDCTO55dNq8HJTkdDLy6Fs38ev";
        Files.writeString(file, other);
        SftpDialogue.with(acceptingNew(file));
        assertThat(Files.readAllLines(file)).hasSize(2).startsWith(other);

        String key = Files.readAllLines(file).get(1);
        Files.writeString(file, "@revoked *" + key.substring(key.indexOf(' ')) + "\n");
        assertFails(() -> SftpDialogue.connect(acceptingNew(file)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .saying("which is revoked (" + file + " line 1)");
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void manyThatConnectAtOnceWriteANewKeyOnce() throws Exception {
        Path file = server.scratchFolder().resolve("accepted");
        List<CompletableFuture<Void>> connecting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            connecting.add(CompletableFuture.runAsync(() -> {
                try {
                    SftpDialogue.connect(acceptingNew(file));
                } catch (FileException e) {
                    throw new CompletionException(e);
                }
            }));
        }
        for (CompletableFuture<Void> one : connecting) {
            one.get(30, TimeUnit.SECONDS);
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void saysThatANewKeyCannotBeWritten() {
        Path file = server.scratchFolder().resolve("no such folder").resolve("accepted");
        assertFails(() -> SftpDialogue.connect(acceptingNew(file)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("which is new, and it cannot be written into " + file);
        assertNobodyTriedToLogIn();
    }

    private SshSettings acceptingNew(Path file) {
        return TestSettings.with(server.ssh(), new HostKeyTrust.AcceptNew(file));
    }

    private SshSettings knownBy(Path file) {
        return TestSettings.with(server.ssh(), new HostKeyTrust.KnownHosts(file));
    }

    private SshSettings trusting(String fingerprint) {
        return TestSettings.with(server.ssh(), new HostKeyTrust.Fingerprint(fingerprint));
    }

    private int connections() {
        return (int) server.log()
                .lines()
                .filter(line -> line.startsWith("Connection from "))
                .count();
    }

    private void assertNobodyTriedToLogIn() {
        assertThat(server.log()).doesNotContain("authenticating user", "Failed ", "Accepted ", "Postponed ");
    }
}
