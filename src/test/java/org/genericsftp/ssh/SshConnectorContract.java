package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.testing.FileExceptionAssert;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TestSettings;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What connecting is, whatever the server. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SshConnectorContract {
    @RegisterExtension
    final Opened opened = new Opened();

    private TestSftpServer server;

    abstract TestSftpServer startServer();

    @BeforeAll
    void start() {
        server = opened.add(startServer());
    }

    @Test
    void carriesSftpBothWaysAndTellsEachStage() throws IOException {
        assertThat(SftpDialogue.with(server.ssh()).stages())
                .containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY, CheckStage.AUTHENTICATE);
    }

    @Test
    void logsInWithAPassword() throws IOException {
        assumeTrue(server.supportsPasswords());
        SftpDialogue.with(TestSettings.with(server.ssh(), new Authentication.Password(server.password())));
    }

    @Test
    void connectsAgainAndAgain() throws IOException {
        SshConnector connector = SftpDialogue.connectorTo(server.ssh());
        for (int i = 0; i < 5; i++) {
            SftpDialogue.with(connector);
        }
    }

    @Test
    void connectsOnManyThreadsAtOnce() {
        SshConnector connector = SftpDialogue.connectorTo(server.ssh());
        List<CompletableFuture<Void>> connects = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> assertThatCode(() -> SftpDialogue.with(connector)).doesNotThrowAnyException(),
                        task -> new Thread(task).start()))
                .limit(8)
                .toList();
        connects.forEach(CompletableFuture::join);
    }

    @Test
    void isAliveUntilClosedAndTellsTheEndOnce() throws IOException {
        SftpDialogue dialogue = new SftpDialogue();
        SshConnection connection = SftpDialogue.open(server.ssh(), dialogue);
        assertThat(connection.alive()).isTrue();
        assertThat(dialogue.ends()).isZero();
        connection.close();
        connection.close();
        assertThat(connection.alive()).isFalse();
        assertThat(connection.whyEnded()).isEqualTo("closed by the worker");
        await().until(() -> dialogue.ends() > 0);
        assertThat(dialogue.ends()).isEqualTo(1);
    }

    @Test
    void closesTheConnectionWhenTheOneWhoTakesTheBytesFails() throws IOException {
        Error failure = new AssertionError("on purpose");
        SftpDialogue dialogue = new SftpDialogue();
        OutputStream failing = new OutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                throw failure;
            }

            @Override
            public void write(int value) {
                throw failure;
            }

            @Override
            public void close() {
                dialogue.close();
            }
        };
        try (SshConnection connection = SftpDialogue.open(server.ssh(), failing)) {
            try {
                connection.outgoing().write(new byte[] {0, 0, 0, 5, 1, 0, 0, 0, 3});
                connection.outgoing().flush();
            } catch (IOException e) {
                // The answer came, and the end with it, before the flush had returned.
                assertThat(e).hasMessageContaining("has ended");
            }
            await().until(() -> !connection.alive());
            await().until(() -> dialogue.ends() == 1);
        }
        assertThat(dialogue.ends()).isEqualTo(1);
    }

    @Test
    void refusesAHostKeyWithAnotherFingerprint() {
        SshSettings settings = TestSettings.with(
                server.ssh(),
                new SshSettings.HostKeyTrust.Fingerprint("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        FileExceptionAssert.assertFails(() -> SftpDialogue.connect(settings))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying(
                        "The host key of " + settings.endpoint() + " is rejected",
                        server.hostKeyFingerprint(),
                        "SHA256:AAAAAAAAA");
    }

    @Test
    void saysThatTheServerRefusesAPassword() {
        assumeTrue(server.supportsPasswords());
        SshSettings settings = TestSettings.with(server.ssh(), new Authentication.Password("canary-wrong-password"));
        FileExceptionAssert.assertFails(() -> SftpDialogue.connect(settings))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("Cannot log in to " + settings.endpoint() + " as " + server.username()
                        + ": the server refuses the password")
                .notSaying("canary");
    }
}
