package org.genericsftp.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real sshd lets in whoever has a key that openssl or puttygen has written. */
@Timeout(60)
class LoginWithForeignKeysTest {
    private static final String PASSPHRASE = "horse battery staple";

    @TempDir
    Path folder;

    private OpenSshServer server;

    @BeforeEach
    void startServer() {
        server = OpenSshServer.started();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v2 des3", "-v1 PBE-SHA1-3DES"})
    void byPkcs8Encrypted(String how) throws IOException {
        SshKeys.KeyFiles key = SshKeys.generate(folder, SshKeys.Type.RSA, SshKeys.Format.PEM, null);
        Path encrypted = folder.resolve("encrypted");
        String command = "pkcs8 -topk8 " + how + " -in " + key.privateKey() + " -out " + encrypted + " -passout";
        openSsl((command + " pass:").split(" ", -1));
        assertLetsIn(key, encrypted);
    }

    @Test
    void byAKeyThatBeginsWithItsParameters() throws IOException {
        Path withParameters = folder.resolve("with-parameters");
        openSsl(("ecparam -name prime256v1 -genkey -out " + withParameters).split(" ", -1));
        Path publicKey = folder.resolve("public");
        Files.setPosixFilePermissions(withParameters, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                publicKey,
                Command.run(RealServers.require("ssh-keygen").toString(), "-y", "-f", withParameters.toString()));
        server.authorize(new SshKeys.KeyFiles(withParameters, publicKey));
        SftpDialogue.with(TestSettings.with(server.ssh(), new Authentication.KeyPair(withParameters, null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void byPuttysKey(int version) throws IOException {
        SshKeys.KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519);
        Path ppk = folder.resolve("key.ppk");
        Path secret = Files.writeString(folder.resolve("secret"), PASSPHRASE);
        String command =
                key.privateKey() + " -q --new-passphrase " + secret + " --ppk-param version=" + version + " -o " + ppk;
        Command.run((RealServers.require("puttygen") + " " + command).split(" ", -1));
        assertLetsIn(key, ppk);
    }

    private void assertLetsIn(SshKeys.KeyFiles known, Path file) throws IOException {
        server.authorize(known);
        SftpDialogue.with(TestSettings.with(server.ssh(), new Authentication.KeyPair(file, PASSPHRASE)));
    }

    private static void openSsl(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = RealServers.require("openssl").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        if (command[command.length - 1].equals("pass:")) {
            command[command.length - 1] += PASSPHRASE;
        }
        Command.run(command);
    }
}
