package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.testing.KeptKeys;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An sshd that wants a key and a password. */
@Timeout(60)
class SeveralLoginsTest {
    @RegisterExtension
    final Opened opened = new Opened();

    private OpenSshServer server;

    private void start(String methods) {
        server = opened.add(OpenSshServer.builder()
                .withPassword()
                .option("AuthenticationMethods " + methods)
                .start());
        assumeTrue(server.supportsPasswords());
    }

    private SshSettings withBoth(Path key, String password) {
        return TestSettings.with(
                server.ssh(),
                new Authentication.Several(
                        new Authentication.KeyPair(key, null), new Authentication.Password(password), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publickey,password", "password,publickey", "publickey", "password", "any"})
    void logsInWhicheverOfThemAreWanted(String methods) throws Exception {
        start(methods);
        SftpDialogue.with(withBoth(server.userKey(), server.password()));
        assertThat(server.log()).doesNotContain("Failed ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"publickey,password", "password,publickey"})
    void saysThatThePasswordIsRefusedAndTriesItOnce(String methods) {
        start(methods);
        assertFails(() -> SftpDialogue.connect(withBoth(server.userKey(), "canary-wrong")))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server refuses the password")
                .notSaying("canary");
        assertThat(server.log().lines().filter(line -> line.startsWith("Failed ")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publickey,password", "password,publickey"})
    void saysThatTheKeyIsRefused(String methods, @TempDir Path folder) {
        start(methods);
        SshKeys.KeyFiles other = KeptKeys.copyTo(folder, KeptKeys.Purpose.USER, SshKeys.Type.RSA);
        assertFails(() -> SftpDialogue.connect(withBoth(other.privateKey(), server.password())))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server refuses the key " + other.privateKey());
    }

    @Test
    void namesWhatIsMissingWhereOneIsGiven() {
        start("publickey,password");
        assertFails(() -> SftpDialogue.connect(server.ssh()))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server wants more than the key: password");
    }
}
