package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.ChildJava;
import org.genericsftp.testing.KeptKeys;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SshKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Java that keeps to FIPS 140 may lack X25519 and Ed25519; one without the provider SunEC has no curves at all. */
@Timeout(60)
class JavaWithoutCurvesTest {
    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path folder;

    @Test
    void connectsWithWhatItHas() throws Exception {
        OpenSshServer server = opened.add(OpenSshServer.started());
        SshKeys.KeyFiles key = KeptKeys.copyTo(folder, KeptKeys.Purpose.USER, SshKeys.Type.RSA);
        server.authorize(key);
        Path withoutCurves = Files.writeString(folder.resolve("java.security"), "security.provider.3=SunRsaSign\n");
        List<String> command = new ArrayList<>(ChildJava.command(
                "-Djava.security.properties=" + withoutCurves,
                "-cp",
                System.getProperty("java.class.path"),
                JavaWithoutCurvesTest.class.getName(),
                String.valueOf(server.port()),
                server.username(),
                key.privateKey().toString(),
                server.knownHosts().toString()));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(printed)
                .contains(
                        "key-exchange diffie-hellman-group", "host-key-algorithms rsa-sha2-512", "ciphers aes128-gcm");
        assertThat(child.exitValue()).isZero();
    }

    /** For the other JVM. */
    public static void main(String[] arguments) throws Exception {
        SshSettings settings = new SshSettings(
                new SshSettings.Endpoint("127.0.0.1", Integer.parseInt(arguments[0])),
                arguments[1],
                new Authentication.KeyPair(Path.of(arguments[2]), null),
                new HostKeyTrust.KnownHosts(Path.of(arguments[3])),
                SshSettings.Timing.DEFAULT);
        try (SftpTransport connection = new SshConnector(settings, new SharedLogins())
                .connect(OutputStream.nullOutputStream(), StageListener.NONE)) {
            connection.facts().forEach(fact -> System.out.println(fact.name() + " " + fact.value()));
        }
    }
}
