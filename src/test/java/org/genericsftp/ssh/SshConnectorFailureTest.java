package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.testing.DeafPort;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.ScriptedServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SshConnectorFailureTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final Duration SHORT = Duration.ofMillis(600);
    private static OpenSshServer server;

    @BeforeAll
    static void startServer() {
        server = OPENED.add(OpenSshServer.started());
    }

    @Test
    void saysThatTheHostNameIsUnknown() {
        SftpDialogue dialogue = new SftpDialogue();
        SshSettings settings = TestSettings.with(server.ssh(), new Endpoint("nowhere.invalid", 22));
        assertFails(() -> SftpDialogue.connectorTo(settings).connect(dialogue, dialogue))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("Cannot connect to nowhere.invalid:22: the host name is unknown");
        assertThat(dialogue.stages()).isEmpty();
        assertThat(dialogue.ends()).isEqualTo(1);
    }

    @Test
    void saysThatTheConnectionIsRefused() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        SftpDialogue dialogue = new SftpDialogue();
        SshSettings settings = TestSettings.with(server.ssh(), new Endpoint("127.0.0.1", unused));
        assertFails(() -> SftpDialogue.connectorTo(settings).connect(dialogue, dialogue))
                .with(ErrorCode.CONNECTION_FAILED)
                .forNow()
                .saying("Cannot connect to 127.0.0.1:" + unused + ": connection refused");
        assertThat(dialogue.stages()).containsExactly(CheckStage.RESOLVE);
    }

    @Test
    void triesAllAddressesOfAName() throws IOException {
        // localhost is ::1 as well on most machines, where this server does not listen.
        SftpDialogue.with(TestSettings.with(server.ssh(), new Endpoint("localhost", server.port())));
    }

    @Test
    void endsWithinTheDeadlineWhereNothingAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SftpDialogue dialogue = new SftpDialogue();
            SshSettings settings = shortly(new Endpoint("127.0.0.1", silent.getLocalPort()));
            assertFails(() -> SftpDialogue.connectorTo(settings).connect(dialogue, dialogue))
                    .with(ErrorCode.TIMEOUT)
                    .forNow()
                    .saying(
                            "Cannot connect to " + settings.endpoint()
                                    + ": not done within 0.6 s; the time ran out while waiting for the server's greeting and host key");
            assertThat(dialogue.stages()).containsExactly(CheckStage.RESOLVE, CheckStage.CONNECT);
            assertThat(dialogue.ends()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "x", "SSH-2.0-x", "SSH-2.0-tarpit\r\n\0\0\0\u00fcx"})
    void endsWithinTheDeadlineWhereAServerRepeatsItsLastByteForEver(String said) throws IOException {
        try (ScriptedServer tarpit = new ScriptedServer(socket -> {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                socket.getOutputStream().write(said.charAt(said.length() - 1));
                Thread.sleep(5);
            }
        })) {
            long begun = System.nanoTime();
            assertFails(() -> SftpDialogue.connect(shortly(endpointOf(tarpit)))).with(ErrorCode.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, SHORT.plusSeconds(3));
        }
    }

    @Test
    void endsWithinTheDeadlineWhereTheConnectionIsNotEvenAccepted() throws IOException {
        try (DeafPort deaf = new DeafPort()) {
            assertFails(() -> SftpDialogue.connect(shortly(deaf.endpoint())))
                    .with(ErrorCode.TIMEOUT)
                    .forNow()
                    .saying("the time ran out while connecting");
        }
    }

    @Test
    void endsWithinTheDeadlineWhereverTheConnectionFreezes() throws IOException {
        try (TcpProxy proxy = TcpProxy.to(server)) {
            long whole = bytesOfConnecting(proxy);
            SshSettings settings = TestSettings.withConnectLimit(TestSettings.with(server.ssh(), proxy), SHORT);
            for (int eighth = 0; eighth < 8; eighth++) {
                proxy.unfreeze();
                proxy.freezeOnceAfter(Direction.TO_CLIENT, whole * eighth / 8);
                assertFails(() -> SftpDialogue.connect(settings))
                        .with(ErrorCode.TIMEOUT)
                        .forNow();
            }
        }
    }

    @Test
    void saysThatTheServerIsGoneWhereverTheConnectionIsCut() throws IOException {
        try (TcpProxy proxy = TcpProxy.to(server)) {
            long whole = bytesOfConnecting(proxy);
            SshSettings settings = TestSettings.with(server.ssh(), proxy);
            for (int part = 0; part < 32; part++) {
                proxy.cutOnceAfter(Direction.TO_CLIENT, whole * part / 32);
                assertFails(() -> SftpDialogue.connect(settings))
                        .with(ErrorCode.CONNECTION_FAILED)
                        .forNow()
                        .saying("Cannot connect to " + settings.endpoint());
            }
        }
    }

    private static long bytesOfConnecting(TcpProxy proxy) throws IOException {
        SshSettings settings = TestSettings.with(server.ssh(), proxy);
        try (SshConnection connection = SftpDialogue.open(settings, new SftpDialogue())) {
            assertThat(connection.alive()).isTrue();
            return proxy.bytes(Direction.TO_CLIENT);
        }
    }

    @Test
    void quotesAServerThatHangsUpWithoutSpeakingSsh() throws IOException {
        try (ScriptedServer overloaded = ScriptedServer.saying("Exceeded MaxStartups\r\n")) {
            assertFails(() -> SftpDialogue.connect(at(endpointOf(overloaded))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("the server closed the connection while waiting", "it said \"Exceeded MaxStartups\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Exceeded MaxStartups, too many connections wait there for a login",
        "Not allowed at this time, 'most likely after logins refused (PerSourcePenalties)'"
    })
    void saysWhatOpenSshMeansThatHangsUp(String words, String meaning) throws IOException {
        try (ScriptedServer strict = ScriptedServer.saying(words + "\r\n")) {
            assertFails(() -> SftpDialogue.connect(at(endpointOf(strict))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("it said \"" + words + "\": ", meaning);
        }
    }

    @Test
    void saysWhyAServerMayHangUpWithoutAWord() throws IOException {
        try (ScriptedServer silent = ScriptedServer.saying("")) {
            assertFails(() -> SftpDialogue.connect(at(endpointOf(silent))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying(
                            "the server closed the connection while waiting for the server's greeting and host key and before it said anything",
                            "(OpenSSH's PerSourcePenalties and MaxStartups, fail2ban, a firewall)");
        }
    }

    @Test
    void quotesAServerThatWaitsWithoutSpeakingSsh() throws IOException {
        try (ScriptedServer ftp = new ScriptedServer(socket -> {
            socket.getOutputStream().write("220 FTP \u001b[1mready\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            assertFails(() -> SftpDialogue.connect(shortly(endpointOf(ftp))))
                    .with(ErrorCode.TIMEOUT)
                    .saying("it said \"220 FTP [1mready\", which is not how an SSH server begins");
        }
    }

    @Test
    void saysThatTheServerSpeaksAnOldSsh() throws IOException {
        try (ScriptedServer old = ScriptedServer.saying("SSH-1.5-OpenSSH_2.3\r\n")) {
            assertFails(() -> SftpDialogue.connect(at(endpointOf(old))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("the server does not speak SSH version 2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x7fff_ffff, -1, 0x0004_0000})
    void survivesPacketsOfAnySize(int size) throws IOException {
        try (ScriptedServer broken = new ScriptedServer(socket -> {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeBytes("SSH-2.0-broken\r\n");
            out.writeInt(size);
            out.write(new byte[100]);
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            assertFails(() -> SftpDialogue.connect(at(endpointOf(broken))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow();
        }
    }

    @Test
    void quotesTheServersFarewell() throws IOException {
        try (ScriptedServer leaving = new ScriptedServer(socket -> {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeBytes("SSH-2.0-leaving\r\n");
            byte[] words = "closed for\nmaintenance".getBytes(StandardCharsets.US_ASCII);
            int length = 1 + 4 + 4 + words.length + 4;
            int padding = 8 - (4 + 1 + length) % 8 + 8;
            out.writeInt(1 + length + padding);
            out.writeByte(padding);
            out.writeByte(1);
            out.writeInt(11);
            out.writeInt(words.length);
            out.write(words);
            out.writeInt(0);
            out.write(new byte[padding]);
            out.flush();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            assertFails(() -> SftpDialogue.connect(at(endpointOf(leaving))))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("the server hung up: \"closed for\\u000Amaintenance\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ciphers aes256-cbc, cipher, ciphers, aes256-cbc",
        "KexAlgorithms diffie-hellman-group14-sha1, key exchange, key-exchange, diffie-hellman-group14-sha1",
        "HostKeyAlgorithms ssh-rsa, host key, host-key-algorithms, ssh-rsa",
    })
    void saysThatThereIsNoAlgorithmInCommonAndWhichSettingWouldHelp(
            String option, String kind, String setting, String offered) {
        try (OpenSshServer odd = OpenSshServer.builder().option(option).start()) {
            assertFails(() -> SftpDialogue.connect(odd.ssh()))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying(
                            "no " + kind + " algorithm in common; the server offers only " + offered
                                    + ", and the worker ",
                            "; \"" + setting + ": +" + offered + "\" has it offered, which is weak (");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"})
    void speaksEveryCipherThatItOffers(String cipher) throws IOException {
        try (OpenSshServer one =
                OpenSshServer.builder().option("Ciphers " + cipher).start()) {
            SftpDialogue.with(one.ssh());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curve25519-sha256",
                "curve25519-sha256@libssh.org",
                "ecdh-sha2-nistp256",
                "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521",
                "diffie-hellman-group-exchange-sha256",
                "diffie-hellman-group16-sha512",
                "diffie-hellman-group18-sha512",
                "diffie-hellman-group14-sha256"
            })
    void speaksEveryKeyExchangeThatItOffers(String keyExchange) throws IOException {
        try (OpenSshServer one =
                OpenSshServer.builder().option("KexAlgorithms " + keyExchange).start()) {
            SftpDialogue.with(one.ssh());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hmac-sha2-256-etm@openssh.com",
                "hmac-sha2-512-etm@openssh.com",
                "hmac-sha2-256",
                "hmac-sha2-512",
                "hmac-sha1-etm@openssh.com",
                "hmac-sha1"
            })
    void speaksEveryMacThatItOffers(String mac) throws IOException {
        try (OpenSshServer one = OpenSshServer.builder()
                .option("Ciphers aes128-ctr")
                .option("MACs " + mac)
                .start()) {
            SftpDialogue.with(one.ssh());
        }
    }

    @Test
    void saysThatThereIsNoSftpSubsystem() {
        try (OpenSshServer shellOnly = OpenSshServer.builder().withSubsystem("").start()) {
            assertFails(() -> SftpDialogue.connect(shellOnly.ssh()))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying("the server refuses to start its sftp subsystem for this user");
        }
    }

    @Test
    void saysThatTheServerOpensNoSession() {
        try (OpenSshServer none =
                OpenSshServer.builder().option("MaxSessions 0").start()) {
            assertFails(() -> SftpDialogue.connect(none.ssh()))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("the server opens no session on this connection");
        }
    }

    @Test
    void saysThatTheServerHasTooManyConnections() throws IOException {
        try (OpenSshServer busy =
                        OpenSshServer.builder().option("MaxStartups 1:100:1").start();
                Socket first = new Socket(busy.host(), busy.port())) {
            await().until(() -> first.getInputStream().read() == 'S');
            assertFails(() -> SftpDialogue.connect(busy.ssh()))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forNow()
                    .saying("Cannot connect to", "it said \"Exceeded MaxStartups\"");
        }
    }

    private static SshSettings at(Endpoint endpoint) {
        return TestSettings.with(server.ssh(), endpoint);
    }

    private static Endpoint endpointOf(ScriptedServer scripted) {
        return new Endpoint(scripted.host(), scripted.port());
    }

    private static SshSettings shortly(Endpoint endpoint) {
        return TestSettings.withConnectLimit(at(endpoint), SHORT);
    }
}
