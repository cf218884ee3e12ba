package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are exchanged again on a connection that stands. */
@Timeout(60)
class RekeyingTest {
    @RegisterExtension
    final Opened opened = new Opened();

    private MinaSftpServer server;
    private SftpDialogue dialogue;

    @BeforeEach
    void startServer() {
        server = opened.add(MinaSftpServer.started());
        dialogue = new SftpDialogue();
    }

    @ParameterizedTest
    @CsvSource({"Ed25519, 255", "EC, 256", "EC, 384", "EC, 521", "RSA, 2048"})
    void goesOnWithTheSameHostKey(String algorithm, int size) throws Exception {
        SshConnection connection = connect(key(algorithm, size));
        rekey();
        rekey();
        dialogue.speak(connection);
        assertThat(connection.alive()).isTrue();
        assertThat(connection.rejection()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Ed25519, 255, Ed25519, 255",
        "EC, 256, EC, 256",
        "EC, 384, EC, 384",
        "EC, 521, EC, 521",
        "RSA, 2048, RSA, 2048"
    })
    void endsWithAnotherHostKey(String before, int sizeBefore, String after, int sizeAfter) throws Exception {
        KeyPair first = key(before, sizeBefore);
        KeyPair second = key(after, sizeAfter);
        SshConnection connection = connect(first);
        server.showHostKey(second);
        session().reExchangeKeys();
        await().until(() -> dialogue.ends() == 1);
        assertThat(connection.alive()).isFalse();
        assertThat(connection.rejection()).hasValueSatisfying(why -> {
            assertThat(why.code()).isEqualTo(ErrorCode.HOST_KEY_REJECTED);
            assertThat(why.remedy()).isEqualTo(Remedy.NEVER);
            assertThat(why)
                    .hasMessageContaining("The host key of 127.0.0.1:" + server.port() + " is rejected")
                    .hasMessageContaining(fingerprint(second))
                    .hasMessageContaining("began with")
                    .hasMessageContaining(fingerprint(first));
        });
    }

    private SshConnection connect(KeyPair hostKey) throws FileException, IOException {
        server.showHostKey(hostKey);
        SshSettings settings = TestSettings.with(server.ssh(), new HostKeyTrust.Fingerprint(fingerprint(hostKey)));
        return opened.add(SftpDialogue.open(settings, dialogue));
    }

    private void rekey() throws IOException {
        session().reExchangeKeys().verify(20, TimeUnit.SECONDS);
    }

    private AbstractSession session() {
        return server.server().getActiveSessions().get(0);
    }

    private static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    private static KeyPair key(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = SecurityUtils.getKeyPairGenerator(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }
}
