package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a connection ends that stood. */
@Timeout(60)
class SshConnectionTest {
    @RegisterExtension
    final Opened opened = new Opened();

    private OpenSshServer server;
    private TcpProxy proxy;
    private SftpDialogue dialogue;
    private SshConnection connection;

    @BeforeEach
    void connect() throws IOException {
        // A quick one: JSch takes a key exchange that lasts longer than a keep-alive for a dead server.
        server = opened.add(OpenSshServer.builder()
                .option("KexAlgorithms curve25519-sha256")
                .start());
        proxy = opened.add(TcpProxy.to(server));
        dialogue = new SftpDialogue();
        SshSettings.Timing timing = new SshSettings.Timing(Duration.ofSeconds(20), Duration.ofMillis(200));
        SshSettings settings = TestSettings.with(TestSettings.with(server.ssh(), proxy), timing);
        connection = opened.add(SftpDialogue.open(settings, dialogue));
        dialogue.speak(connection);
    }

    @Test
    void staysAliveWhileTheServerAnswersKeepAlives() {
        long before = proxy.bytes(TcpProxy.Direction.TO_CLIENT);
        await().until(() -> proxy.bytes(TcpProxy.Direction.TO_CLIENT) > before + 200);
        assertThat(connection.alive()).isTrue();
        assertThat(dialogue.ends()).isZero();
    }

    @Test
    void noticesThatTheServerCloses() {
        proxy.disconnect();
        awaitEnd();
        assertThat(connection.whyEnded()).isEqualTo("closed by the server");
    }

    @Test
    void noticesThatTheConnectionIsReset() {
        proxy.reset();
        awaitEnd();
        assertThat(connection.whyEnded()).containsIgnoringCase("reset");
    }

    @Test
    void noticesThatTheNetworkIsDead() {
        proxy.freeze();
        awaitEnd();
        assertThat(connection.whyEnded()).isEqualTo("the server has fallen silent");
    }

    @Test
    void noticesThatTheSftpServerEnds() {
        server.sftpProcesses().forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    @Test
    void tellsTheStatusWithWhichTheSftpServerEnded() throws IOException {
        try (OpenSshServer broken = OpenSshServer.builder()
                        .withSubsystemScript("read -r line", "exit 3")
                        .start();
                SshConnection toBroken = SftpDialogue.open(broken.ssh(), new SftpDialogue())) {
            sendLine(toBroken.outgoing());
            await().until(() -> !toBroken.alive());
            await().untilAsserted(() ->
                    assertThat(toBroken.whyEnded()).isEqualTo("the server's sftp subsystem ended with status 3"));
        }
    }

    private static void sendLine(OutputStream server) {
        try {
            server.write('\n');
            server.flush();
        } catch (IOException ended) {
            // As it does on that line, be it before flush() returns.
        }
    }

    @Test
    void closesAtOnceWhileAWriterWaits() {
        proxy.freeze();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(this::writeForEver);
        long begun = System.nanoTime();
        connection.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(writer::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IOException.class);
        awaitEnd();
        assertThat(connection.whyEnded()).isEqualTo("closed by the worker");
    }

    @Test
    void asksForLargePacketsAndAWindowThatNeverCloses() throws IOException {
        try (OpenSshServer talkative =
                OpenSshServer.builder().option("LogLevel DEBUG1").start()) {
            SftpDialogue.with(talkative.ssh());
            assertThat(talkative.log()).contains("ctype session rchan", "win 268435456 max 258048");
        }
    }

    @ParameterizedTest
    @CsvSource({"64, none", "16, 1M"})
    void takesLargePacketsAlsoWhileTheServerChangesKeys(int megabytes, String rekeyLimit) throws IOException {
        long bytes = megabytes * 1024L * 1024L;
        AtomicLong received = new AtomicLong();
        AtomicInteger largest = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        OutputStream counting = new OutputStream() {
            @Override
            public void write(byte[] data, int offset, int length) {
                received.addAndGet(length);
                largest.accumulateAndGet(length, Math::max);
            }

            @Override
            public void write(int value) {
                received.incrementAndGet();
            }

            @Override
            public void close() {
                ended.countDown();
            }
        };
        try (OpenSshServer pouring = OpenSshServer.builder()
                        .withSubsystem("/usr/bin/head -c " + bytes + " /dev/zero")
                        .option("RekeyLimit " + (rekeyLimit.equals("none") ? "default" : rekeyLimit))
                        .start();
                SshConnection toPouring = SftpDialogue.open(pouring.ssh(), counting)) {
            await().atMost(Duration.ofSeconds(50)).until(() -> ended.getCount() == 0);
            assertThat(received).hasValue(bytes);
            // JSch, left alone, takes no more than 16 KiB at once.
            assertThat(largest.get()).isGreaterThan(16 * 1024);
            assertThat(toPouring.alive()).isFalse();
        }
    }

    private void writeForEver() {
        byte[] block = new byte[32 * 1024];
        try {
            while (true) {
                connection.outgoing().write(block);
                connection.outgoing().flush();
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void awaitEnd() {
        await().until(() -> !connection.alive());
        await().until(() -> dialogue.ends() > 0);
        assertThat(dialogue.ends()).isEqualTo(1);
    }
}
