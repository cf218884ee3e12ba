package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.session.ServerSession;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SshLoginTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String PASSPHRASE = "canary horse battery staple";
    private static OpenSshServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServer() {
        server = OPENED.add(OpenSshServer.builder().withPassword().start());
    }

    static Stream<Arguments> everyTypeAndFormat() {
        return Arrays.stream(SshKeys.Type.values())
                .flatMap(type -> Arrays.stream(SshKeys.Format.values()).map(format -> Arguments.of(type, format)));
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndFormat")
    void logsInWithoutPassphraseWith(SshKeys.Type type, SshKeys.Format format) throws IOException {
        SshKeys.KeyFiles key = SshKeys.generate(folder, type, format, null);
        server.authorize(key);
        SftpDialogue.with(withKey(key.privateKey(), null));
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndFormat")
    void logsInWithPassphraseWith(SshKeys.Type type, SshKeys.Format format) throws IOException {
        SshKeys.KeyFiles key = SshKeys.generate(folder, type, format, PASSPHRASE);
        server.authorize(key);
        SftpDialogue.with(withKey(key.privateKey(), PASSPHRASE));
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndFormat")
    void saysThatAPassphraseIsMissingOrWrong(SshKeys.Type type, SshKeys.Format format) {
        SshKeys.KeyFiles key = SshKeys.generate(folder, type, format, PASSPHRASE);
        assertFails(() -> SftpDialogue.connect(withKey(key.privateKey(), null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("Cannot log in to " + server.ssh().endpoint() + " as " + server.username()
                        + ": the private key " + key.privateKey() + " has a passphrase, and none is configured");
        assertFails(() -> SftpDialogue.connect(withKey(key.privateKey(), "canary-wrong")))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the passphrase configured is not that of the private key " + key.privateKey())
                .notSaying("canary");
    }

    @Test
    void logsInWithEd25519KeysThatOpenSslWrote() throws IOException {
        SshKeys.KeyFiles plain = SshKeys.generateWithOpenSsl(folder, null);
        server.authorize(plain);
        SftpDialogue.with(withKey(plain.privateKey(), null));

        SshKeys.KeyFiles encrypted = SshKeys.generateWithOpenSsl(folder, PASSPHRASE);
        server.authorize(encrypted);
        SftpDialogue.with(withKey(encrypted.privateKey(), PASSPHRASE));
        assertFails(() -> SftpDialogue.connect(withKey(encrypted.privateKey(), null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying("has a passphrase, and none is configured");
        assertFails(() -> SftpDialogue.connect(withKey(encrypted.privateKey(), "canary-wrong")))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying("the passphrase configured is not that of the private key")
                .notSaying("canary");
    }

    @Test
    void saysThatTheKeyFileIsMissingUnreadableOrNoPrivateKey() throws IOException {
        Path missing = folder.resolve("missing");
        SftpDialogue stages = new SftpDialogue();
        assertFails(() -> SftpDialogue.connectorTo(withKey(missing, null)).connect(stages, stages))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the private key " + missing + " does not exist");
        assertThat(stages.stages()).containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY);
        assertThat(stages.ends()).isEqualTo(1);

        assertFails(() -> SftpDialogue.connect(withKey(folder, null)))
                .saying("the private key " + folder + " cannot be read");

        Path noKey = Files.writeString(folder.resolve("garbage"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END");
        assertFails(() -> SftpDialogue.connect(withKey(noKey, null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying(noKey + " is not a private key in a format that can be read");

        Path publicKey = Path.of(server.userKey() + ".pub");
        assertFails(() -> SftpDialogue.connect(withKey(publicKey, null)))
                .saying(publicKey + " is a public key, and not the private one");
    }

    @Test
    void saysThatTheKeyFileMayNotBeRead() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
        Path key = Files.copy(server.userKey(), folder.resolve("key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("---------"));
        assertFails(() -> SftpDialogue.connect(withKey(key, null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying("the private key " + key + " may not be read: permission denied");
    }

    @ParameterizedTest
    @EnumSource
    void showsARefusedKeyOnlyOnce(SshKeys.Type type) {
        SshKeys.KeyFiles stranger = SshKeys.generate(folder, type);
        int before = attempts("publickey");
        assertFails(() -> SftpDialogue.connect(withKey(stranger.privateKey(), null)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server refuses the key " + stranger.privateKey(), stranger.fingerprint());
        await().untilAsserted(() -> assertThat(attempts("publickey") - before).isEqualTo(1));
    }

    @Test
    void triesAWrongPasswordOnlyOnce() {
        assumeTrue(server.supportsPasswords());
        int before = attempts("password");
        assertFails(() -> SftpDialogue.connect(with(new Authentication.Password("canary-wrong"))))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .notSaying("canary");
        await().untilAsserted(() -> assertThat(attempts("password") - before).isEqualTo(1));
    }

    @Test
    void saysThatTheUserIsUnknownAsTheServerDoes() {
        assertFails(() -> SftpDialogue.connect(
                        TestSettings.with(server.ssh(), "nobody-of-this-name", new Authentication.Password("secret"))))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("as nobody-of-this-name: the server refuses the password");
    }

    @Test
    void saysWhichMethodsTheServerOffers() {
        try (OpenSshServer keysOnly = OpenSshServer.started()) {
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.with(keysOnly.ssh(), new Authentication.Password("secret"))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server takes no passwords; it offers publickey");
        }
        try (OpenSshServer passwordsOnly = OpenSshServer.builder()
                .option("PubkeyAuthentication no")
                .option("PasswordAuthentication yes")
                .start()) {
            assertFails(() -> SftpDialogue.connect(passwordsOnly.ssh()))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .saying("the server takes no keys; it offers password");
        }
    }

    @Test
    void saysWhatElseTheServerWants() {
        try (OpenSshServer both = OpenSshServer.builder()
                .option("PasswordAuthentication yes")
                .option("AuthenticationMethods publickey,password")
                .start()) {
            assertFails(() -> SftpDialogue.connect(both.ssh()))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server wants more than the key: password");
        }
    }

    @Test
    void answersOneQuestionWithThePasswordWhereAServerOnlyAsks() throws IOException {
        try (MinaSftpServer asking = MinaSftpServer.started()) {
            Asking questions = new Asking(asking.password(), 1);
            asking.server().setUserAuthFactories(List.<UserAuthFactory>of(new UserAuthKeyboardInteractiveFactory()));
            asking.server().setKeyboardInteractiveAuthenticator(questions);
            SftpDialogue.with(TestSettings.with(asking.ssh(), new Authentication.Password(asking.password())));

            questions.answers.set(0);
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.with(asking.ssh(), new Authentication.Password("canary-wrong"))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server refuses the password")
                    .notSaying("canary");
            assertThat(questions.answers).hasValue(1);
        }
    }

    @Test
    void doesNotAnswerOtherQuestionsWithThePassword() {
        try (MinaSftpServer asking = MinaSftpServer.started()) {
            Asking questions = new Asking(asking.password(), 2);
            asking.server().setUserAuthFactories(List.<UserAuthFactory>of(new UserAuthKeyboardInteractiveFactory()));
            asking.server().setKeyboardInteractiveAuthenticator(questions);
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.with(asking.ssh(), new Authentication.Password(asking.password()))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server asks \"Code:\", which can't be answered without a person");
            assertThat(questions.answers).hasValue(0);
        }
    }

    @Test
    void logsInThroughPamWhereThatIsAllThatSshdOffers() throws IOException {
        try (OpenSshServer pam = OpenSshServer.builder()
                .withPassword()
                .option("UsePAM yes")
                .option("PasswordAuthentication no")
                .option("KbdInteractiveAuthentication yes")
                .start()) {
            assumeTrue(pam.supportsPasswords());
            SftpDialogue.with(TestSettings.with(pam.ssh(), new Authentication.Password(pam.password())));
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.with(pam.ssh(), new Authentication.Password("canary-wrong"))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server refuses the password")
                    .notSaying("canary");
            await().untilAsserted(() ->
                    assertThat(failures(pam.log(), "keyboard-interactive")).isEqualTo(1));
        }
    }

    @Test
    void writesNoSecretIntoTheLogEvenWhereItLogsEverything() throws IOException {
        try (MinaSftpServer mina = MinaSftpServer.started();
                LogCapture log = LogCapture.of("org.genericsftp")) {
            SftpDialogue.with(TestSettings.with(mina.ssh(), new Authentication.Password(mina.password())));
            SshKeys.KeyFiles key = SshKeys.generate(folder, SshKeys.Type.RSA, SshKeys.Format.OPENSSH, PASSPHRASE);
            server.authorize(key);
            SftpDialogue.with(withKey(key.privateKey(), PASSPHRASE));
            assertFails(() -> SftpDialogue.connect(withKey(key.privateKey(), "canary-wrong")))
                    .with(ErrorCode.AUTHENTICATION_FAILED);
            assertThat(log.text())
                    .contains("SSH_MSG_NEWKEYS received")
                    .doesNotContain(mina.password())
                    .doesNotContain("canary");
        }
    }

    @Test
    void keepsSecretsOutOfTheTextOfSettings() {
        assertThat(with(new Authentication.Password("canary")).toString()).doesNotContain("canary");
        assertThat(withKey(Path.of("/keys/id"), "canary").toString()).doesNotContain("canary");
    }

    /** Asks for a password, and for more where it is told to. */
    private static final class Asking implements KeyboardInteractiveAuthenticator {
        private final String password;
        private final int questions;
        private final AtomicInteger answers = new AtomicInteger();

        Asking(String password, int questions) {
            this.password = password;
            this.questions = questions;
        }

        @Override
        public InteractiveChallenge generateChallenge(
                ServerSession session, String username, String language, String submethods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionName("");
            challenge.setInteractionInstruction("");
            challenge.setLanguageTag("");
            challenge.addPrompt("Kennwort: ", false);
            if (questions > 1) {
                challenge.addPrompt("Code: ", false);
            }
            return challenge;
        }

        @Override
        public boolean authenticate(ServerSession session, String username, List<String> responses) {
            answers.incrementAndGet();
            return responses.equals(List.of(password));
        }
    }

    private static SshSettings withKey(Path privateKey, @Nullable String passphrase) {
        return with(new Authentication.KeyPair(privateKey, passphrase));
    }

    private static SshSettings with(Authentication authentication) {
        return TestSettings.with(server.ssh(), authentication);
    }

    private static int attempts(String method) {
        return failures(server.log(), method);
    }

    private static int failures(String log, String method) {
        return (int) log.lines()
                .filter(line -> line.startsWith("Failed " + method + " for")
                        || line.startsWith("Failed " + method + "/pam for"))
                .count();
    }
}
