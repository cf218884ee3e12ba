package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.Way.Protocol;
import org.genericsftp.ssh.Way.Proxy;
import org.genericsftp.ssh.Way.ProxyLogin;
import org.genericsftp.testing.DeafPort;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealProxy;
import org.genericsftp.testing.ScriptedServer;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyTest {
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final ProxyLogin WRONG = new ProxyLogin("ann", "canary-wrong");

    private OpenSshServer server;

    @BeforeAll
    void start() {
        server = OpenSshServer.started();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private SshSettings by(Way way) {
        return TestSettings.with(server.ssh(), way);
    }

    private static Way by(Protocol protocol, int port) {
        return new Way(new Proxy(protocol, new Endpoint("127.0.0.1", port), null), null);
    }

    private static SshSettings named(SshSettings settings, String host) {
        return TestSettings.with(
                settings, new Endpoint(host, settings.endpoint().port()));
    }

    @Test
    void leadsThroughOpenSshsSocksProxy() throws IOException {
        try (OpenSshServer gate = OpenSshServer.started();
                RealProxy proxy = RealProxy.ofOpenSsh(gate)) {
            SftpDialogue dialogue = SftpDialogue.with(by(proxy.way(null)));
            assertThat(dialogue.stages())
                    .containsExactly(
                            CheckStage.RESOLVE, CheckStage.CONNECT, CheckStage.HOST_KEY, CheckStage.AUTHENTICATE);
            assertThat(gate.log()).doesNotContain("refused");
            assertFails(() -> SftpDialogue.connect(named(by(proxy.way(null)), "nowhere.invalid")))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("nowhere.invalid", "the proxy socks5://127.0.0.1:" + proxy.port() + " failed");
        }
    }

    @Test
    void letsAProxyLookUpTheNameAndTakesAddresses() throws IOException {
        try (RealProxy proxy = RealProxy.microsocks(false)) {
            SftpDialogue.with(named(by(proxy.way(null)), "localhost"));
            SftpDialogue.with(named(by(proxy.way(RealProxy.LOGIN)), "127.0.0.1"));
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.with(by(proxy.way(null)), new Endpoint("127.0.0.1", FreePort.find()))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("the proxy socks5://127.0.0.1:" + proxy.port() + " was refused the connection");
        }
    }

    @Test
    void logsInToASocksProxy() throws IOException {
        try (RealProxy proxy = RealProxy.microsocks(true)) {
            SftpDialogue.with(by(proxy.way(RealProxy.LOGIN)));
            assertFails(() -> SftpDialogue.connect(by(proxy.way(WRONG))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the proxy socks5://127.0.0.1:" + proxy.port(), "refuses the user name or the password")
                    .notSaying("canary");
            assertFails(() -> SftpDialogue.connect(by(proxy.way(null))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("wants a login, and none is configured");
        }
    }

    @Test
    void tellsThatTheRulesOfASocksProxyForbidIt() {
        try (RealProxy proxy = RealProxy.forbiddingDante()) {
            assertFails(() -> SftpDialogue.connect(by(proxy.way(null))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("the proxy socks5://127.0.0.1:" + proxy.port() + " does not allow this connection");
        }
    }

    @Test
    void leadsThroughAnHttpProxy() throws IOException {
        try (RealProxy proxy = RealProxy.tinyproxy(false, server.port())) {
            SftpDialogue.with(by(proxy.way(null)));
            SftpDialogue.with(named(by(proxy.way(null)), "localhost"));
            assertFails(() -> SftpDialogue.connect(
                            TestSettings.with(by(proxy.way(null)), new Endpoint("127.0.0.1", FreePort.find()))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("the proxy http://127.0.0.1:" + proxy.port() + " does not allow this connection: 403");
        }
    }

    @Test
    void logsInToAnHttpProxy() throws IOException {
        int closed = FreePort.find();
        try (RealProxy proxy = RealProxy.tinyproxy(true, server.port());
                RealProxy leadingNowhere = RealProxy.tinyproxy(true, closed)) {
            SftpDialogue.with(by(proxy.way(RealProxy.LOGIN)));
            assertFails(() -> SftpDialogue.connect(by(proxy.way(WRONG))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the proxy http://127.0.0.1:" + proxy.port())
                    .notSaying("canary");
            assertFails(() -> SftpDialogue.connect(by(proxy.way(null))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("wants a login, and none is configured");
            assertFails(() -> SftpDialogue.connect(TestSettings.with(
                            by(leadingNowhere.way(RealProxy.LOGIN)), new Endpoint("127.0.0.1", closed))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("the proxy http://127.0.0.1:" + leadingNowhere.port(), " does not ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, does not allow this connection: 403 Forbidden, NEVER",
        "502 Bad Gateway, does not get through to it: 502 Bad Gateway, LATER",
        "504, does not get through to it: 504, LATER"
    })
    void tellsWhatAnHttpProxyAnswers(String status, String words, String remedy) throws IOException {
        try (ScriptedServer proxy = ScriptedServer.saying("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
            var failed = assertFails(() -> SftpDialogue.connect(by(by(Protocol.HTTP, proxy.port()))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .saying("the proxy http://127.0.0.1:" + proxy.port() + " " + words);
            var unused = remedy.equals("NEVER") ? failed.forGood() : failed.forNow();
        }
    }

    @Test
    void namesTheLoginThatAnHttpProxyWants() throws IOException {
        String head = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nproxy-authenticate: NTLM\r\n\r\n";
        try (ScriptedServer proxy = ScriptedServer.saying(head)) {
            assertFails(() -> SftpDialogue.connect(by(by(Protocol.HTTP, proxy.port()))))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .saying("takes no Basic login; it wants Negotiate, NTLM");
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void namesTheProxyThatIsNotThereOrIsNone(Protocol protocol) throws IOException {
        assertFails(() -> SftpDialogue.connect(by(by(protocol, FreePort.find()))))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("the proxy ", " is not reached: connection refused");
        assertFails(() -> SftpDialogue.connect(
                        by(new Way(new Proxy(protocol, new Endpoint("nowhere.invalid", 1080), null), null))))
                .with(ErrorCode.CONNECTION_FAILED)
                .saying("the host name of the proxy ", "nowhere.invalid:1080 is unknown");
        assertFails(() -> SftpDialogue.connect(by(by(protocol, server.port()))))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("the proxy ", " failed: it does not speak ");
        try (ScriptedServer silent = new ScriptedServer(socket -> {})) {
            assertFails(() -> SftpDialogue.connect(by(by(protocol, silent.port()))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("the proxy ");
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void waitsForAProxyNoLongerThanForAllOfConnecting(Protocol protocol) throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            SshSettings settings =
                    TestSettings.withConnectLimit(by(by(protocol, mute.getLocalPort())), Duration.ofSeconds(1));
            assertFails(() -> SftpDialogue.connect(settings))
                    .with(ErrorCode.TIMEOUT)
                    .forNow()
                    .saying("waiting for the proxy ", ":" + mute.getLocalPort());
        }
        await().untilAsserted(() -> assertThat(threadsOfConnections()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "HTTP/1.1 200 OK\r\nX: "})
    void readsNoEndlessAnswer(String beginning) throws IOException {
        try (ScriptedServer endless = new ScriptedServer(socket -> {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write(new byte[1024]);
            }
        })) {
            assertFails(() -> SftpDialogue.connect(by(by(Protocol.HTTP, endless.port()))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .saying("failed: it does not speak HTTP");
        }
    }

    @Test
    void sparesTheAccountAtTheProxyAndNotTheOneAtTheServer() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedServer refusing = new ScriptedServer(socket -> {
                    asked.incrementAndGet();
                    socket.getOutputStream().write("HTTP/1.1 407 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                });
                RealProxy other = RealProxy.microsocks(false)) {
            SharedLogins logins = new SharedLogins();
            Proxy proxy = new Proxy(Protocol.HTTP, new Endpoint("127.0.0.1", refusing.port()), WRONG);
            SshConnector refused = new SshConnector(by(new Way(proxy, null)), logins);
            for (int i = 0; i < 3; i++) {
                SftpDialogue dialogue = new SftpDialogue();
                assertFails(() -> refused.connect(dialogue, dialogue)).with(ErrorCode.AUTHENTICATION_FAILED);
            }
            assertThat(asked).hasValue(1);
            SftpDialogue.with(new SshConnector(server.ssh(), logins));
            SftpDialogue.with(new SshConnector(by(other.way(null)), logins));
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void leadsOneToItsServerWhileAnotherWaitsForADeafOne(Protocol protocol) throws Exception {
        try (DeafPort deaf = new DeafPort();
                RealProxy proxy = protocol == Protocol.SOCKS5
                        ? RealProxy.microsocks(true)
                        : RealProxy.tinyproxy(true, deaf.endpoint().port(), server.port())) {
            SharedLogins logins = new SharedLogins(A_MOMENT);
            SshSettings open = by(proxy.way(RealProxy.LOGIN));
            SshSettings hanging =
                    TestSettings.withConnectLimit(TestSettings.with(open, deaf.endpoint()), Duration.ofSeconds(5));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                SftpDialogue dialogue = new SftpDialogue();
                assertFails(() -> new SshConnector(hanging, logins).connect(dialogue, dialogue))
                        .with(ErrorCode.TIMEOUT)
                        .saying("waiting for the proxy ")
                        .sayingToAll("The proxy on the way to the SFTP server was too slow, or stopped answering");
            });
            await().until(() -> deaf.isCalled() || waiting.isDone());

            SftpDialogue.with(new SshConnector(open, logins));
            assertThat(waiting).isNotDone().succeedsWithin(Duration.ofSeconds(20));
        }
    }

    /** Two that log in as the same to the same server, by a proxy that keeps the first waiting. */
    @Test
    void leadsOneToAServerWhileAnotherIsStillOnTheWayThere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedServer proxy = new ScriptedServer(socket -> {
            if (asked.incrementAndGet() == 1) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            forward(socket);
        })) {
            SharedLogins logins = new SharedLogins(A_MOMENT);
            SshSettings settings = by(by(Protocol.HTTP, proxy.port()));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                SftpDialogue dialogue = new SftpDialogue();
                assertFails(() -> new SshConnector(settings, logins).connect(dialogue, dialogue));
            });
            await().until(() -> asked.get() == 1);

            SftpDialogue.with(new SshConnector(settings, logins));
            assertThat(waiting).isNotDone();
        }
    }

    private void forward(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        for (int newlines = 0; newlines < 2; ) {
            int value = in.read();
            newlines = value == '\n' ? newlines + 1 : value == '\r' ? newlines : 0;
        }
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try (Socket there = new Socket(server.host(), server.port())) {
            DaemonThread.named("to-server", () -> copy(socket, there)).start();
            copy(there, socket);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them is closed.
        }
    }

    private static long threadsOfConnections() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sftp-"))
                .count();
    }
}
