package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.server.ServerBuilder;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.ServerFact;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.ScriptedServer;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed on with servers that have little, or much. */
@Timeout(60)
class KeyExchangesTest {
    private static final String CHACHA20 = "chacha20-poly1305@openssh.com";

    @RegisterExtension
    final Opened opened = new Opened();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlkem768x25519-sha256",
                "sntrup761x25519-sha512",
                "sntrup761x25519-sha512@openssh.com",
                "curve25519-sha256"
            })
    void reachesAnSshdThatHasOnlyThisOne(String keyExchange) throws Exception {
        requireKnownToSshd(keyExchange);
        OpenSshServer server = opened.add(
                OpenSshServer.builder().option("KexAlgorithms " + keyExchange).start());
        assertThat(agreed(server.ssh())).containsEntry("key-exchange", keyExchange);
    }

    @ParameterizedTest
    @CsvSource({
        "mlkem768x25519, mlkem768x25519-sha256",
        "sntrup761x25519, sntrup761x25519-sha512",
        "sntrup761x25519_openssh, sntrup761x25519-sha512@openssh.com",
    })
    void reachesAServerThatHasOnlyThisOne(BuiltinDHFactories only, String keyExchange) throws Exception {
        assertThat(agreed(minaWith(only).ssh())).containsEntry("key-exchange", keyExchange);
    }

    @Test
    void prefersMlKemThenNtruPrimeThenCurve25519() throws Exception {
        BuiltinDHFactories[] all = {
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.mlkem768x25519
        };
        List<String> best = List.of(
                "mlkem768x25519-sha256",
                "sntrup761x25519-sha512",
                "sntrup761x25519-sha512@openssh.com",
                "curve25519-sha256",
                "ecdh-sha2-nistp256");
        for (int has = all.length; has > 0; has--) {
            MinaSftpServer server = minaWith(Arrays.copyOf(all, has));
            assertThat(agreed(server.ssh())).containsEntry("key-exchange", best.get(all.length - has));
        }
    }

    @Test
    void warnsOfAKeyExchangeThatIsNotPostQuantum() throws Exception {
        assertThat(warnings(minaWith(BuiltinDHFactories.mlkem768x25519).ssh())).isEmpty();
        assertThat(warnings(minaWith(BuiltinDHFactories.sntrup761x25519_openssh).ssh()))
                .isEmpty();
        assertThat(warnings(minaWith(BuiltinDHFactories.curve25519).ssh()))
                .containsExactly("the key exchange curve25519-sha256 is not post-quantum");
    }

    @Test
    void takesChaCha20WhereAServerHasNothingElseAndRemembersIt() throws Exception {
        OpenSshServer server =
                opened.add(OpenSshServer.builder().option("Ciphers " + CHACHA20).start());
        SshConnector connector = SftpDialogue.connectorTo(server.ssh());
        for (int i = 0; i < 2; i++) {
            try (SftpTransport connection = connector.connect(new SftpDialogue(), StageListener.NONE)) {
                assertThat(named(connection.facts())).containsEntry("ciphers", CHACHA20);
            }
        }
        assertThat(server.log().lines().filter(line -> line.startsWith("Connection from ")))
                .hasSize(3);
    }

    /** As OpenSSH was before 9.6. */
    @Test
    void takesChaCha20OnlyTogetherWithStrictKeyExchange() throws Exception {
        try (ScriptedServer older = new ScriptedServer(socket -> {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeBytes("SSH-2.0-OpenSSH_9.2\r\n");
            writeProposal(out, "curve25519-sha256", "ssh-ed25519", CHACHA20, CHACHA20, "", "", "none", "none", "", "");
            out.flush();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            OpenSshServer server = opened.add(OpenSshServer.started());
            SshSettings settings =
                    TestSettings.with(server.ssh(), new SshSettings.Endpoint(older.host(), older.port()));
            assertFails(() -> SftpDialogue.connect(settings))
                    .with(ErrorCode.CONNECTION_FAILED)
                    .forGood()
                    .saying(
                            "the server has no cipher in common with the worker but " + CHACHA20,
                            "CVE-2023-48795",
                            "\"ciphers: +" + CHACHA20 + "\" has it used all the same");
        }
    }

    /** SSH_MSG_KEXINIT (RFC 4253, 7.1). */
    private static void writeProposal(DataOutputStream out, String... lists) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream proposal = new DataOutputStream(payload);
        proposal.writeByte(20);
        proposal.write(new byte[16]);
        for (String list : lists) {
            proposal.writeInt(list.length());
            proposal.writeBytes(list);
        }
        proposal.writeBoolean(false);
        proposal.writeInt(0);
        int padding = 16 - (5 + payload.size()) % 8;
        out.writeInt(1 + payload.size() + padding);
        out.writeByte(padding);
        payload.writeTo(out);
        out.write(new byte[padding]);
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_EXCHANGE, KexAlgorithms, diffie-hellman-group14-sha1",
        "KEY_EXCHANGE, KexAlgorithms, diffie-hellman-group-exchange-sha1",
        "KEY_EXCHANGE, KexAlgorithms, diffie-hellman-group1-sha1",
        "HOST_KEY, HostKeyAlgorithms, ssh-rsa",
        "CIPHER, Ciphers, aes128-cbc",
        "CIPHER, Ciphers, aes192-cbc",
        "CIPHER, Ciphers, aes256-cbc",
        "CIPHER, Ciphers, 3des-cbc"
    })
    void reachesAnOldServerWithWhatIsAllowedForItAndWarns(AlgorithmKind kind, String option, String name)
            throws Exception {
        OpenSshServer server =
                opened.add(OpenSshServer.builder().option(option + " " + name).start());
        SshSettings settings = TestSettings.with(server.ssh(), chosen(kind, "+" + name));
        if (kind == AlgorithmKind.HOST_KEY) {
            settings = TestSettings.with(settings, new SshSettings.HostKeyTrust.KnownHosts(server.knownHosts()));
        }
        assertThat(agreed(settings)).containsEntry(kind.setting(), name);
        assertThat(warnings(settings)).contains("the " + kind.words() + " algorithm " + name + " is weak");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha1-96", "hmac-md5", "hmac-md5-96"})
    void speaksOldMacsThatAreAllowed(String mac) throws Exception {
        OpenSshServer server = opened.add(OpenSshServer.builder()
                .option("Ciphers aes128-ctr")
                .option("MACs " + mac)
                .start());
        assertThat(agreed(TestSettings.with(server.ssh(), chosen(AlgorithmKind.MAC, "+" + mac))))
                .containsEntry("macs", mac);
    }

    @Test
    void offersNothingButWhatIsChosen() throws Exception {
        OpenSshServer server = opened.add(OpenSshServer.started());
        SshAlgorithms chosen = chosen(AlgorithmKind.KEY_EXCHANGE, "diffie-hellman-group16-sha512")
                .with(AlgorithmKind.CIPHER, List.of("aes256-ctr"))
                .with(AlgorithmKind.MAC, List.of("hmac-sha2-512"));
        assertThat(agreed(TestSettings.with(server.ssh(), chosen)))
                .containsEntry("key-exchange", "diffie-hellman-group16-sha512")
                .containsEntry("ciphers", "aes256-ctr")
                .containsEntry("macs", "hmac-sha2-512");
    }

    private static SshAlgorithms chosen(AlgorithmKind kind, String list) {
        return SshAlgorithms.USUAL.with(kind, kind.choose(list).orElseThrow());
    }

    private MinaSftpServer minaWith(BuiltinDHFactories... keyExchanges) {
        MinaSftpServer server = opened.add(MinaSftpServer.started());
        server.server()
                .setKeyExchangeFactories(
                        NamedFactory.setUpTransformedFactories(false, List.of(keyExchanges), ServerBuilder.DH2KEX));
        return server;
    }

    private Map<String, String> agreed(SshSettings settings) throws FileException {
        return named(facts(settings));
    }

    private static Map<String, String> named(List<ServerFact> facts) {
        return facts.stream()
                .filter(fact -> !fact.isWarning())
                .collect(Collectors.toMap(ServerFact::name, ServerFact::value));
    }

    private List<String> warnings(SshSettings settings) throws FileException {
        return facts(settings).stream()
                .filter(ServerFact::isWarning)
                .map(ServerFact::value)
                .toList();
    }

    private static List<ServerFact> facts(SshSettings settings) throws FileException {
        try (SshConnection connection = SftpDialogue.open(settings, new SftpDialogue())) {
            return connection.facts();
        }
    }

    private static void requireKnownToSshd(String keyExchange) {
        RealServers.require("sshd");
        // The client of the same version has the same.
        if (!Command.printed("ssh", "-Q", "kex").contains(keyExchange + "\n")) {
            RealServers.skip("an sshd with " + keyExchange);
        }
    }
}
