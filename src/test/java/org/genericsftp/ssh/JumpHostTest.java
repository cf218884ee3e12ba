package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.ssh.Way.JumpHost;
import org.genericsftp.testing.DeafPort;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealProxy;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JumpHostTest {
    private OpenSshServer server;
    private OpenSshServer jump;

    @BeforeAll
    void start() {
        server = OpenSshServer.started();
        jump = OpenSshServer.started();
    }

    @AfterAll
    void stop() {
        Stream.of(server, jump).filter(each -> each != null).forEach(OpenSshServer::close);
    }

    private static JumpHost by(OpenSshServer jump) {
        SshSettings ssh = jump.ssh();
        return new JumpHost(ssh.endpoint(), ssh.username(), ssh.authentication(), ssh.hostKeyTrust());
    }

    private SshSettings through(JumpHost jumpHost) {
        return TestSettings.with(server.ssh(), new Way(null, jumpHost));
    }

    @Test
    void leadsToTheServerWhichIsKnownByItsOwnName() throws IOException {
        SshSettings known = TestSettings.with(through(by(jump)), new HostKeyTrust.KnownHosts(server.knownHosts()));
        SftpDialogue dialogue = SftpDialogue.with(known);
        assertThat(dialogue.stages())
                .containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY, CheckStage.AUTHENTICATE);
        assertFails(() ->
                        SftpDialogue.connect(TestSettings.with(known, new HostKeyTrust.KnownHosts(jump.knownHosts()))))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .saying("The host key of " + server.ssh().endpoint() + " is rejected");
        awaitNobodyAt(jump);
    }

    @Test
    void looksUpTheServersNameAtTheJumpHost() throws IOException {
        SftpDialogue.with(TestSettings.with(through(by(jump)), new Endpoint("localhost", server.port())));
        assertFails(() ->
                        SftpDialogue.connect(TestSettings.with(through(by(jump)), new Endpoint("nowhere.invalid", 22))))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("Cannot connect to nowhere.invalid:22: " + named(jump) + " does not get through to it");
        awaitNobodyAt(jump);
    }

    @Test
    void tellsThatTheJumpHostIsNotReached() throws IOException {
        int closed = FreePort.find();
        JumpHost away = new JumpHost(
                new Endpoint("127.0.0.1", closed), "ann", by(jump).authentication(), by(jump).hostKeyTrust());
        assertFails(() -> SftpDialogue.connect(through(away)))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("Cannot connect to the jump host 127.0.0.1:" + closed + ": connection refused")
                .sayingToAll(
                        "The jump host on the way to the SFTP server could not be reached, or hung up; its operator"
                                + " sees why");
    }

    @Test
    void rejectsAJumpHostWithAnotherKey() {
        JumpHost other = new JumpHost(
                by(jump).endpoint(),
                by(jump).username(),
                by(jump).authentication(),
                new HostKeyTrust.Fingerprint("SHA256:" + "A".repeat(43)));
        assertFails(() -> SftpDialogue.connect(through(other)))
                .with(ErrorCode.HOST_KEY_REJECTED)
                .forGood()
                .saying("The host key of " + named(jump) + " is rejected")
                .sayingToAll("The jump host on the way to the SFTP server showed a host key that is not trusted; its"
                        + " operator sees which");
    }

    @Test
    void tellsThatTheJumpHostRefusesTheLogin() throws IOException {
        JumpHost stranger = new JumpHost(
                by(jump).endpoint(), "nobody-knows-me", by(jump).authentication(), by(jump).hostKeyTrust());
        SharedLogins logins = new SharedLogins();
        SshConnector connector = new SshConnector(through(stranger), logins);
        for (int i = 0; i < 2; i++) {
            SftpDialogue dialogue = new SftpDialogue();
            assertFails(() -> connector.connect(dialogue, dialogue))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("Cannot log in to " + named(jump) + " as nobody-knows-me")
                    .sayingToAll(
                            "The jump host on the way to the SFTP server refused the login; its operator sees why");
        }
        assertThat(jump.log().split("Invalid user nobody-knows-me", -1)).hasSize(2);
        SftpDialogue.with(new SshConnector(through(by(jump)), logins));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AllowTcpForwarding no", "PermitOpen 127.0.0.1:1", "DisableForwarding yes"})
    void tellsThatTheJumpHostForbidsToBeLedOn(String option) {
        try (OpenSshServer strict = OpenSshServer.builder().option(option).start()) {
            assertFails(() -> SftpDialogue.connect(through(by(strict))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("Cannot connect to " + server.ssh().endpoint() + ": " + named(strict) + " forbids");
            awaitNobodyAt(strict);
        }
    }

    @Test
    void tellsThatTheServerIsNotReachedFromTheJumpHost() throws IOException {
        Endpoint closed = new Endpoint("127.0.0.1", FreePort.find());
        assertFails(() -> SftpDialogue.connect(TestSettings.with(through(by(jump)), closed)))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("Cannot connect to " + closed + ": " + named(jump) + " does not get through to it");
        awaitNobodyAt(jump);
    }

    @Test
    void tellsAWrongLoginAtTheServerAsWithoutAJumpHost() {
        Authentication wrong = new Authentication.Password("wrong");
        assertFails(() -> SftpDialogue.connect(TestSettings.with(through(by(jump)), wrong)))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .saying("Cannot log in to " + server.ssh().endpoint() + " as");
        awaitNobodyAt(jump);
    }

    @Test
    void waitsForAJumpHostNoLongerThanForAllOfConnecting() throws IOException {
        try (TcpProxy stuck = TcpProxy.to(jump);
                TcpProxy stuckBehind = TcpProxy.to(server)) {
            stuck.freeze();
            JumpHost hanging = new JumpHost(
                    new Endpoint(stuck.host(), stuck.port()),
                    by(jump).username(),
                    by(jump).authentication(),
                    by(jump).hostKeyTrust());
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.withConnectLimit(through(hanging), Duration.ofMillis(500))))
                    .with(ErrorCode.TIMEOUT)
                    .saying("Cannot connect to the jump host 127.0.0.1:" + stuck.port())
                    .sayingToAll("The jump host on the way to the SFTP server was too slow, or stopped answering");
            stuckBehind.freeze();
            assertFails(() -> SftpDialogue.connect(TestSettings.withConnectLimit(
                            TestSettings.with(through(by(jump)), stuckBehind), Duration.ofSeconds(2))))
                    .with(ErrorCode.TIMEOUT)
                    .saying("Cannot connect to 127.0.0.1:" + stuckBehind.port());
        }
        awaitNobodyAt(jump);
        await().untilAsserted(() -> assertThat(threadsOfConnections()).isEmpty());
    }

    /** Some 20 s are as long as JSch waits by itself. */
    @Test
    void waitsForTheJumpHostToConnectForAsLongAsConnectingMayTake() throws IOException {
        Duration limit = Duration.ofSeconds(Extent.of(3, 22));
        try (DeafPort deaf = new DeafPort()) {
            assertFails(() -> SftpDialogue.connect(TestSettings.withConnectLimit(
                            TestSettings.with(through(by(jump)), deaf.endpoint()), limit)))
                    .with(ErrorCode.TIMEOUT)
                    .forNow()
                    .saying("Cannot connect to " + deaf.endpoint() + ": not done within " + limit.toSeconds()
                            + " s; the time ran out while waiting for " + named(jump) + " to connect");
        }
        awaitNobodyAt(jump);
    }

    @Test
    void tellsThatTheJumpHostDiedBeforeItHadConnected() throws Exception {
        try (OpenSshServer mortal = OpenSshServer.started();
                DeafPort deaf = new DeafPort()) {
            SshSettings settings = TestSettings.with(through(by(mortal)), deaf.endpoint());
            CompletableFuture<Void> connecting = CompletableFuture.runAsync(() -> assertFails(
                            () -> SftpDialogue.connect(TestSettings.withConnectLimit(settings, Duration.ofMinutes(2))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying(named(mortal) + " ended the connection"));
            await().until(() -> deaf.isCalled() || connecting.isDone());
            mortal.stop();
            assertThat(connecting).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void tellsThatTheJumpHostDied() throws IOException {
        try (OpenSshServer mortal = OpenSshServer.started()) {
            SftpDialogue dialogue = new SftpDialogue();
            try (SshConnection connection = SftpDialogue.open(through(by(mortal)), dialogue)) {
                dialogue.speak(connection);
                mortal.stop();
                await().until(() -> !connection.alive());
                assertThat(connection.whyEnded()).contains(named(mortal) + " ended the connection");
            }
        }
        await().untilAsserted(() -> assertThat(threadsOfConnections()).isEmpty());
    }

    @Test
    void endsTheSessionAtTheJumpHostWithTheConnection() throws IOException {
        SftpDialogue dialogue = new SftpDialogue();
        try (SshConnection connection = SftpDialogue.open(through(by(jump)), dialogue)) {
            dialogue.speak(connection);
            assertThat(jump.connectionProcesses()).isNotEmpty();
        }
        awaitNobodyAt(jump);
        await().untilAsserted(() -> assertThat(threadsOfConnections()).isEmpty());
    }

    @Test
    void mayBeReachedThroughOthers() throws IOException {
        try (OpenSshServer second = OpenSshServer.started();
                OpenSshServer strict =
                        OpenSshServer.builder().option("AllowTcpForwarding no").start()) {
            SftpDialogue dialogue = SftpDialogue.with(through(behind(by(jump), second)));
            assertThat(dialogue.stages())
                    .containsExactly(
                            CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY, CheckStage.AUTHENTICATE);
            assertThat(jump.log()).contains("Accepted publickey");
            assertThat(second.log()).contains("Accepted publickey");
            assertFails(() -> SftpDialogue.connect(through(behind(by(strict), second))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("Cannot connect to " + named(second) + ": " + named(strict) + " forbids");
            assertFails(() -> SftpDialogue.connect(through(behind(by(jump), strict))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("Cannot connect to " + server.ssh().endpoint() + ": " + named(strict) + " forbids");
            awaitNobodyAt(jump);
            awaitNobodyAt(second);
        }
        await().untilAsserted(() -> assertThat(threadsOfConnections()).isEmpty());
    }

    private static JumpHost behind(JumpHost first, OpenSshServer next) {
        return new JumpHost(
                by(next).endpoint(), by(next).username(), by(next).authentication(), by(next).hostKeyTrust(), first);
    }

    @Test
    void isItselfReachedThroughAProxy() throws IOException {
        try (RealProxy proxy = RealProxy.microsocks(true)) {
            SftpDialogue.with(TestSettings.with(
                    server.ssh(), new Way(proxy.way(RealProxy.LOGIN).proxy(), by(jump))));
            assertFails(() -> SftpDialogue.connect(TestSettings.with(
                            server.ssh(), new Way(proxy.way(null).proxy(), by(jump)))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .saying("Cannot log in to the proxy socks5://127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void leavesNoDescriptorBehindHoweverItEnds() throws IOException {
        try (OpenSshServer strict =
                OpenSshServer.builder().option("AllowTcpForwarding no").start()) {
            endings(strict);
            long before = openDescriptors();
            for (int i = 0; i < 8; i++) {
                endings(strict);
            }
            await().untilAsserted(() -> assertThat(openDescriptors()).isLessThan(before + 6));
            awaitNobodyAt(strict);
        }
        await().untilAsserted(() -> assertThat(threadsOfConnections()).isEmpty());
    }

    private void endings(OpenSshServer strict) throws IOException {
        SftpDialogue.with(through(by(jump)));
        assertFails(() -> SftpDialogue.connect(through(by(strict))));
        assertFails(() -> SftpDialogue.connect(
                TestSettings.with(through(by(jump)), new HostKeyTrust.Fingerprint("SHA256:" + "A".repeat(43)))));
    }

    private static String named(OpenSshServer jump) {
        return "the jump host " + jump.ssh().endpoint();
    }

    private static void awaitNobodyAt(OpenSshServer server) {
        await().untilAsserted(() -> assertThat(server.connectionProcesses()).isEmpty());
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static Stream<String> threadsOfConnections() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sftp-"));
    }
}
