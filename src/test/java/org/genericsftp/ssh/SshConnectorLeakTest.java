package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.Extent;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SshConnectorLeakTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int ROUNDS = Extent.of(16, 25);

    @Test
    void leavesNoThreadAndNoDescriptorBehindHoweverConnectingEnds() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "needs Linux");
        try (OpenSshServer server = OpenSshServer.started();
                TcpProxy proxy = TcpProxy.to(server)) {
            List<Ending> endings = waysToEnd(server, proxy);
            endings.forEach(Ending::happen);
            awaitNoConnection(proxy);
            long descriptors = openDescriptors();
            for (int i = 0; i < ROUNDS; i++) {
                endings.forEach(Ending::happen);
            }
            awaitNoConnection(proxy);
            // The JVM keeps a few of its own, now more, now fewer; a leak would leave one for each connect.
            await().untilAsserted(() -> assertThat(openDescriptors()).isLessThan(descriptors + ROUNDS / 2));
            await().untilAsserted(() -> assertThat(threadsOfConnections()).isEmpty());
        }
    }

    private static List<Ending> waysToEnd(OpenSshServer server, TcpProxy proxy) {
        SshSettings good = TestSettings.with(server.ssh(), proxy);
        SshSettings wrongLogin = TestSettings.with(good, new Authentication.Password("wrong"));
        SshSettings wrongKey = TestSettings.with(good, new HostKeyTrust.Fingerprint("SHA256:none"));
        SshSettings noKeyFile = TestSettings.with(good, new HostKeyTrust.KnownHosts(Path.of("/missing")));
        SshSettings impatient = TestSettings.withConnectLimit(good, Duration.ofMillis(15));
        SshSettings unknownHost = TestSettings.with(good, new Endpoint("nowhere.invalid", 22));
        return List.of(
                new Ending(null, () -> SftpDialogue.with(good)),
                new Ending(ErrorCode.CONNECTION_FAILED, () -> {
                    proxy.cutOnceAfter(Direction.TO_CLIENT, 2000);
                    SftpDialogue.connect(good);
                }),
                new Ending(ErrorCode.AUTHENTICATION_FAILED, () -> SftpDialogue.connect(wrongLogin)),
                new Ending(ErrorCode.HOST_KEY_REJECTED, () -> SftpDialogue.connect(wrongKey)),
                new Ending(ErrorCode.HOST_KEY_REJECTED, () -> SftpDialogue.connect(noKeyFile)),
                new Ending(ErrorCode.TIMEOUT, () -> SftpDialogue.connect(impatient)),
                new Ending(ErrorCode.CONNECTION_FAILED, () -> SftpDialogue.connect(unknownHost)),
                new Ending(null, () -> SftpDialogue.connect(good)));
    }

    /** @param expected null for success */
    private record Ending(@Nullable ErrorCode expected, ThrowingCallable connecting) {
        void happen() {
            if (expected == null) {
                assertThatCode(connecting).doesNotThrowAnyException();
            } else {
                assertFails(connecting).with(expected);
            }
        }
    }

    private static void awaitNoConnection(TcpProxy proxy) {
        await().until(() -> proxy.openConnections() == 0);
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    private static List<String> threadsOfConnections() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sftp-") || name.startsWith("Connect thread"))
                .toList();
    }
}
