package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.AbstractUserAuth;
import org.apache.sshd.server.auth.UserAuth;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Answer;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may want of somebody who logs in, beside a password or a key. */
@Timeout(60)
class QuestionsAtLoginTest {
    private final MinaSftpServer server = MinaSftpServer.started();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Verification code: ", "One-time password (OATH) for `tester': ", "Passcode or option (1-3): "})
    void aOneTimeCodeIsNotAnsweredWithThePassword(String question) {
        Asking asking = ask(question);

        assertFails(() -> SftpDialogue.connect(withPassword()))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying(
                        "the server asks \"" + question.strip() + "\", which can't be answered without a person",
                        "have it take a password or a key alone from this user")
                .notSaying(server.password());
        assertThat(asking.answers).isEmpty();
    }

    @Test
    void aOneTimeCodeBehindThePasswordIsNotAnswered() {
        Asking asking = ask("Verification code: ");
        server.server()
                .setUserAuthFactories(
                        List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.AUTH_METHODS.set(server.server(), "password,keyboard-interactive");

        assertFails(() -> SftpDialogue.connect(withPassword()))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server asks \"Verification code:\", which can't be answered without a person");
        assertThat(asking.answers).isEmpty();
    }

    @Test
    void thePasswordIsGivenWhereItIsAskedFor() throws IOException {
        Asking asking = ask("Mot de passe : ");

        SftpDialogue.with(withPassword());
        assertThat(asking.answers).containsExactly(List.of(server.password()));
    }

    @Test
    void knownQuestionsAreAnsweredAsConfigured() throws IOException {
        Asking asking = askTogether("Password: ", "Employee number of tester@host: ", "Colour?");

        SftpDialogue.with(answering(new Answer("employee number of *", "4711"), new Answer("Colour?", "canary blue")));
        assertThat(asking.answers).containsExactly(List.of(server.password(), "4711", "canary blue"));
    }

    @Test
    void knownQuestionsAreAnsweredBehindAKeyToo() throws IOException {
        Asking asking = ask("Employee number: ");
        server.server()
                .setUserAuthFactories(
                        List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.AUTH_METHODS.set(server.server(), "publickey,keyboard-interactive");

        SftpDialogue.with(TestSettings.with(
                server.ssh(),
                new Authentication.Several(
                        new Authentication.KeyPair(server.userKey(), null),
                        null,
                        List.of(new Answer("Employee number", "4711")))));
        assertThat(asking.answers).containsExactly(List.of("4711"));
    }

    @Test
    void aOneTimeCodeIsNotAnsweredWithThePasswordBesideAnswers() {
        Asking asking = askTogether("Employee number: ", "Verification code: ");

        assertFails(() -> SftpDialogue.connect(answering(new Answer("Employee number", "canary"))))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying(
                        "the server asks \"Verification code:\"",
                        "configure the answer if it is always the same (answers)")
                .notSaying("canary")
                .notSaying(server.password());
        assertThat(asking.answers).isEmpty();
    }

    @Test
    void anAnswerThatIsRefusedIsNotGivenAgain() {
        Asking asking = ask("Employee number: ", "Employee number: ", "Employee number: ");
        asking.takesAll = false;

        assertFails(() -> SftpDialogue.connect(answering(new Answer("Employee number", "canary"))))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server refuses the ")
                .notSaying("canary");
        assertThat(asking.answers).hasSize(1);
    }

    private SshSettings answering(Answer... answers) {
        return TestSettings.with(
                server.ssh(),
                new Authentication.Several(null, new Authentication.Password(server.password()), List.of(answers)));
    }

    @Test
    void aListOfMethodsWithALineBreakIsRead() {
        server.server().setUserAuthFactories(List.of(new Unknown("hostbased\r\n"), new Unknown(" gssapi\u0007")));

        assertFails(() -> SftpDialogue.connect(withPassword()))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server takes no passwords; it offers hostbased, gssapi\\u0007");
    }

    @Test
    void aKnownMethodWithALineBreakBehindItIsTold() {
        server.server().setPasswordAuthenticator((user, offered, session) -> false);
        server.server().setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE, new Unknown("hostbased\n")));

        assertFails(() -> SftpDialogue.connect(withPassword()))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server refuses the password");
    }

    private SshSettings withPassword() {
        return TestSettings.with(server.ssh(), new Authentication.Password(server.password()));
    }

    private Asking ask(String... questions) {
        Asking asking = new Asking(new ArrayDeque<>(List.of(questions)));
        server.server().setUserAuthFactories(List.<UserAuthFactory>of(new UserAuthKeyboardInteractiveFactory()));
        server.server().setKeyboardInteractiveAuthenticator(asking);
        return asking;
    }

    /** All of them at once. */
    private Asking askTogether(String... questions) {
        Asking asking = ask(questions);
        asking.together = true;
        return asking;
    }

    /** Asks one question after the other, and takes every answer. */
    private static final class Asking implements KeyboardInteractiveAuthenticator {
        private final Deque<String> questions;
        private final List<List<String>> answers = new ArrayList<>();
        private boolean together;
        private boolean takesAll = true;

        Asking(Deque<String> questions) {
            this.questions = questions;
        }

        @Override
        public InteractiveChallenge generateChallenge(
                ServerSession session, String username, String language, String submethods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionName("");
            challenge.setInteractionInstruction("");
            challenge.setLanguageTag("");
            do {
                challenge.addPrompt(questions.remove(), false);
            } while (together && !questions.isEmpty());
            return challenge;
        }

        @Override
        public boolean authenticate(ServerSession session, String username, List<String> responses) {
            answers.add(responses);
            return takesAll;
        }
    }

    /** A method of which only the name counts. */
    private record Unknown(String name) implements UserAuthFactory {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public UserAuth createUserAuth(ServerSession session) {
            return new AbstractUserAuth(name) {
                @Override
                protected Boolean doAuth(Buffer buffer, boolean init) {
                    return Boolean.FALSE;
                }
            };
        }
    }
}
