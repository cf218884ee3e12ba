package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.StageResult;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.SshConnector;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.StageListener;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight clients of one worker log in to one server, which shuts out whoever tries wrong passwords. */
@Timeout(120)
class EightClientsOneServerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Authentication WRONG = new Authentication.Password("canary-wrong");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ReadBuffers buffers = new ReadBuffers(1 << 20);
    private final KnownServers servers = new KnownServers(Clock.systemUTC());
    private final SharedLogins logins = new SharedLogins();
    private final List<SftpSource> clients = new ArrayList<>();
    private OpenSshServer sshd;
    private PenalisingServer server;

    @BeforeEach
    void startServer() throws IOException {
        sshd = OpenSshServer.builder().withPassword().start();
        server = new PenalisingServer(sshd);
    }

    @AfterEach
    void stop() {
        clients.forEach(SftpSource::close);
        if (server != null) {
            server.close();
        }
        if (sshd != null) {
            sshd.close();
        }
        threads.shutdownNow();
    }

    private SftpSource client(Authentication authentication) {
        SftpSource client =
                new SftpSource(TestSettings.with(server.settings(), authentication), buffers, servers, logins);
        clients.add(client);
        return client;
    }

    private static FileException open(SftpSource client) {
        try {
            client.open(new Cancellation(), Runnable::run).close();
            throw new AssertionError("It was let in");
        } catch (FileException e) {
            return e;
        }
    }

    @Test
    void oneWrongPasswordIsShownOnceAndOthersAreLetIn() throws IOException {
        List<CompletableFuture<FileException>> failures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SftpSource client = client(WRONG);
            failures.add(CompletableFuture.supplyAsync(() -> open(client), threads));
        }
        assertThat(failures).allSatisfy(each -> assertThat(each).succeedsWithin(SOON));
        assertThat(failures)
                .extracting(CompletableFuture::join)
                .allSatisfy(e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED));
        assertThat(failures.stream().map(each -> each.join().getMessage()).distinct())
                .hasSize(1);

        client(sshd.ssh().authentication())
                .open(new Cancellation(), Runnable::run)
                .close();
        await().untilAsserted(() -> assertThat(server.refusals()).isEqualTo(1));
        assertThat(server.dropped()).isZero();
    }

    @Test
    void aCheckNeitherTriesAgainNorMistakesTheStage() {
        SftpSource first = client(WRONG);
        SftpSource second = client(WRONG);
        List<StageResult> tried = first.check();
        for (SftpSource each : List.of(first, second, first)) {
            List<StageResult> repeated = each.check();
            assertThat(repeated).extracting(StageResult::stage).last().isEqualTo(CheckStage.AUTHENTICATE);
            assertThat(repeated.get(3).failure())
                    .hasMessage(tried.get(3).failure().getMessage())
                    .hasMessageContaining("it is tried again after some time only");
        }
        await().untilAsserted(() -> assertThat(server.refusals()).isEqualTo(1));
    }

    private static void connect(SshSettings settings) throws FileException {
        new SshConnector(settings, new SharedLogins())
                .connect(OutputStream.nullOutputStream(), StageListener.NONE)
                .close();
    }

    @Test
    void whoIsShutOutIsToldTheLikelyReason() {
        SshSettings right = server.settings().ssh();
        SshSettings wrong = TestSettings.with(right, WRONG);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            assertFails(() -> connect(wrong));
            return server.dropped() > 0;
        });

        assertFails(() -> connect(right))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying(
                        "before it said anything: most likely it takes no connections from this address for a while",
                        "PerSourcePenalties",
                        "MaxStartups",
                        "fail2ban");
    }
}
