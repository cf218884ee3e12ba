package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
    private ServerSocket echoServer;
    private TcpProxy proxy;

    @BeforeEach
    void startServerAndProxy() throws IOException {
        echoServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TcpProxy.startThread("echo", () -> {
            while (!echoServer.isClosed()) {
                try {
                    Socket socket = echoServer.accept();
                    TcpProxy.startThread("echo", () -> echo(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
        proxy = TcpProxy.to("127.0.0.1", echoServer.getLocalPort());
    }

    @AfterEach
    void stopBoth() throws IOException {
        proxy.close();
        echoServer.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("tcp-proxy-")));
    }

    @Test
    void showsBytesBeforeTheyGoOn() throws IOException {
        List<byte[]> seen = new CopyOnWriteArrayList<>();
        proxy.watch(Direction.TO_SERVER, () -> bytes -> {
            seen.add(bytes);
            proxy.freeze(Direction.TO_SERVER);
        });
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            await().until(() -> !seen.isEmpty());
            assertThat(seen.get(0)).containsExactly(1);
            assertThat(proxy.bytes(Direction.TO_SERVER)).isZero();
            proxy.unfreeze();
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void passesEveryByteBothWaysAndCountsThem() throws IOException {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (Socket client = connect()) {
            TcpProxy.startThread("send", () -> send(client, sent));
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        }
        assertThat(proxy.bytes(Direction.TO_SERVER)).isEqualTo(sent.length);
        assertThat(proxy.bytes(Direction.TO_CLIENT)).isEqualTo(sent.length);
        assertThat(proxy.connections()).isEqualTo(1);
        await().until(() -> proxy.openConnections() == 0);
    }

    @Test
    void passesTheEndOfOneDirectionAndGoesOnWithTheOther() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write("last words".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).hasSize(10);
        }
    }

    @Test
    void delaysEachWayWithoutLimitingWhatIsUnderWay() throws IOException {
        Duration each = Duration.ofMillis(100);
        proxy.delay(each);
        try (Socket client = connect()) {
            long begun = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                client.getOutputStream().write(new byte[1000]);
            }
            assertThat(client.getInputStream().readNBytes(50_000)).hasSize(50_000);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            // Sleeping for each packet would take ten seconds.
            assertThat(took).isGreaterThanOrEqualTo(each.multipliedBy(2)).isLessThan(each.multipliedBy(20));
        }
    }

    @Test
    void throttlesOneDirection() throws IOException {
        proxy.throttle(Direction.TO_CLIENT, 100_000);
        try (Socket client = connect()) {
            long begun = System.nanoTime();
            client.getOutputStream().write(new byte[50_000]);
            client.getInputStream().readNBytes(50_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(450), Duration.ofSeconds(5));
        }
    }

    @Test
    void sharesItsBandwidthAmongConnections() throws IOException {
        proxy.bandwidth(100_000);
        try (Socket one = connect();
                Socket other = connect()) {
            long begun = System.nanoTime();
            one.getOutputStream().write(new byte[25_000]);
            other.getOutputStream().write(new byte[25_000]);
            one.getInputStream().readNBytes(25_000);
            other.getInputStream().readNBytes(25_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(450), Duration.ofSeconds(10));
        }
    }

    @Test
    void limitsWhatIsUnderWay() throws IOException {
        proxy.delay(Duration.ofMillis(50));
        proxy.window(100_000);
        byte[] sent = new byte[1_000_000];
        try (Socket client = connect()) {
            long begun = System.nanoTime();
            TcpProxy.startThread("send", () -> send(client, sent));
            client.getInputStream().readNBytes(sent.length);
            // What is read in one piece may go over the limit, by less than its double.
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
        }
    }

    @Test
    void passesNothingWhileFrozenAndEverythingAfter() throws IOException {
        try (Socket client = connect()) {
            client.setSoTimeout(200);
            proxy.freeze();
            client.getOutputStream().write(7);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.unfreeze();
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void canBeClosedWhileFrozen() throws IOException {
        proxy.freeze();
        try (Socket client = connect()) {
            client.getOutputStream().write(7);
            await().until(() -> proxy.connections() == 1);
        }
        proxy.close();
        assertThat(proxy.openConnections()).isZero();
    }

    @Test
    void freezesBehindTheLastByte() throws IOException {
        proxy.freezeOnceAfter(Direction.TO_CLIENT, 1500);
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[2000]);
            assertThat(client.getInputStream().readNBytes(1500)).hasSize(1500);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.unfreeze();
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().readNBytes(500)).hasSize(500);
        }
    }

    @Test
    void cutsOneConnectionAfterTheLastByteAndThenNoMore() throws IOException {
        proxy.cutOnceAfter(Direction.TO_CLIENT, 1500);
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[1000]);
            assertThat(client.getInputStream().readNBytes(1000)).hasSize(1000);
            client.getOutputStream().write(new byte[1000]);
            assertThat(readToItsEnd(client)).isEqualTo(500);
        }
        try (Socket next = connect()) {
            next.getOutputStream().write(new byte[5000]);
            assertThat(next.getInputStream().readNBytes(5000)).hasSize(5000);
        }
    }

    @Test
    void cutsEachConnectionUntilToldOtherwise() throws IOException {
        proxy.cutEachAfter(Direction.TO_CLIENT, 10);
        for (int i = 0; i < 3; i++) {
            try (Socket client = connect()) {
                client.getOutputStream().write(new byte[100]);
                assertThat(readToItsEnd(client)).isEqualTo(10);
            }
        }
        proxy.cutEachAfter(Direction.TO_CLIENT, -1);
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[100]);
            assertThat(client.getInputStream().readNBytes(100)).hasSize(100);
        }
    }

    @Test
    void resetsConnections() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            client.getInputStream().read();
            proxy.reset();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void disconnectsConnections() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            client.getInputStream().read();
            proxy.disconnect();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesConnectionsUntilItAcceptsAgain() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.accept();
        try (Socket client = connect()) {
            client.getOutputStream().write(9);
            assertThat(client.getInputStream().read()).isEqualTo(9);
        }
    }

    @Test
    void closesTheConnectionWhenTheServerIsGone() throws IOException {
        echoServer.close();
        try (Socket portKeptFromOthers = new Socket()) {
            // The thread that accepts lets go of the port a moment later.
            await().ignoreException(BindException.class).until(() -> {
                portKeptFromOthers.bind(echoServer.getLocalSocketAddress());
                return true;
            });
            try (Socket client = connect()) {
                assertThat(readToItsEnd(client)).isZero();
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket(proxy.host(), proxy.port());
    }

    private static int readToItsEnd(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                read.write(Arrays.copyOf(buffer, length));
            }
        } catch (SocketException e) {
            // A reset is an end as well.
        }
        return read.size();
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // The proxy has cut it.
        }
    }
}
