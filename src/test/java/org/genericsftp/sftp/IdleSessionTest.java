package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.SshConnector;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.StageListener;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session that has been idle is tried before it is used; the network may have died meanwhile. */
class IdleSessionTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration FRESH = Duration.ofMillis(200);

    private final OpenSshServer server = OpenSshServer.started();
    private final TcpProxy proxy = TcpProxy.to(server);
    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    /** With the given time to connect, of which a quarter is for an answer of an idle session. */
    private SessionPool pool(Duration connect) {
        Duration minute = Duration.ofMinutes(1);
        SshSettings ssh =
                TestSettings.with(TestSettings.with(server.ssh(), proxy), new SshSettings.Timing(connect, minute));
        SftpSettings settings =
                TestSettings.with(TestSettings.with(server.settings(), ssh), new SftpSettings.Timing(minute, minute));
        SshConnector connector = new SshConnector(ssh, new SharedLogins());
        return new SessionPool(
                settings,
                incoming -> connector.connect(incoming, StageListener.NONE),
                new ReadBuffers(1 << 20),
                ModelLanes.unknown(settings),
                FRESH);
    }

    private static SftpSession idle(SessionPool pool) throws FileException {
        SftpSession session = pool.checkedSession(new Cancellation());
        await().atMost(BOUND).until(() -> session.idle().compareTo(FRESH) > 0);
        return session;
    }

    private CompletableFuture<SftpSession> use(SessionPool pool) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return pool.checkedSession(cancellation);
            } catch (FileException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void isUsedOnWhenItAnswers() throws Exception {
        try (SessionPool pool = pool(BOUND)) {
            SftpSession session = idle(pool);

            assertThat(pool.checkedSession(cancellation)).isSameAs(session);
        }
    }

    @Test
    void isKeptForLessLongWhenItHasOnlyBeenChecked() throws Exception {
        try (SessionPool checker = pool(BOUND);
                SessionPool pool = pool(BOUND)) {
            SftpSession unused = checker.session(cancellation);
            assertThat(pool.adopt(unused)).isTrue();
            await().atMost(BOUND).until(() -> !unused.alive());

            SftpSession used = pool.session(cancellation);
            await().atMost(BOUND).until(() -> used.idle().compareTo(FRESH.multipliedBy(10)) > 0);
            assertThat(used.alive()).isTrue();
        }
    }

    @Test
    void isReplacedWhenItDoesNotAnswer() throws Exception {
        try (SessionPool pool = pool(Duration.ofSeconds(4))) {
            SftpSession session = idle(pool);
            proxy.freeze(Direction.TO_CLIENT);

            CompletableFuture<SftpSession> next = use(pool);

            await().atMost(BOUND).until(() -> proxy.connections() == 2);
            proxy.unfreeze();
            assertThat(next).succeedsWithin(BOUND);
            assertThat(next.join()).isNotSameAs(session);
            assertThat(session.alive()).isFalse();
        }
    }

    @Test
    void isTriedNoLongerThanTheJobLasts() throws Exception {
        try (SessionPool pool = pool(Duration.ofMinutes(10))) {
            SftpSession session = idle(pool);
            proxy.freeze(Direction.TO_CLIENT);
            CompletableFuture<SftpSession> next = use(pool);
            await().atMost(BOUND).until(() -> session.idle().isZero());

            cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "That is enough"));

            assertThat(next).failsWithin(BOUND).withThrowableThat().withMessageContaining("That is enough");
            assertThat(session.alive()).isTrue();
        }
    }
}
