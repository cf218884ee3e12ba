package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as ssh-keygen, openssl and puttygen write them. */
class PrivateKeyFileTest {
    private static final String PASSPHRASE = "canary horse battery staple";

    /** The same keys for all tests: RSA takes its time. */
    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private String openSsl;

    @BeforeEach
    void findPrograms() {
        openSsl = RealServers.require("openssl").toString();
        RealServers.require("ssh-keygen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v2 des3",
                "-v2 des3 -v2prf hmacWithSHA1",
                "-v2 aes-128-cbc",
                "-v2 aes-192-cbc -v2prf hmacWithSHA512",
                "-v2 aes-256-cbc -v2prf hmacWithSHA1",
                "-scrypt",
                "-v1 PBE-MD5-DES",
                "-v1 PBE-SHA1-3DES",
                "-v1 PBE-SHA1-RC2-40",
                "-v1 PBE-SHA1-RC4-128",
            })
    void opensPkcs8Encrypted(String how) throws IOException {
        for (Path plain : List.of(key("rsa"), key("ec"), key("ed25519"))) {
            Path encrypted = pkcs8(plain, how);

            assertThat(read(encrypted, PASSPHRASE)).as(how).isEqualTo(read(plain, null));
            assertThatThrownBy(() -> read(encrypted, "wrong"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the passphrase configured is not that of the private key " + encrypted);
            assertThatThrownBy(() -> read(encrypted, null))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the private key " + encrypted + " has a passphrase, and none is configured");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-v2 camellia-256-cbc, CAMELLIA-256-CBC",
        "-v2 aria-128-cbc, ARIA-128-CBC",
        "-v1 PBE-SHA1-2DES, PBE-SHA1-2DES",
        "-v1 PBE-SHA1-DES, PBE-SHA1-DES",
        "-v1 PBE-SHA1-RC2-64, PBE-SHA1-RC2-64",
    })
    void namesACipherThatItLacksAndTheCommandThatHelps(String how, String cipher) throws Exception {
        Path plain = key("ec");
        Path encrypted = pkcs8(plain, how);

        assertThatThrownBy(() -> read(encrypted, PASSPHRASE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the private key " + encrypted + " is encrypted with " + cipher
                        + ", which the worker can't decrypt; \"openssl pkey")
                .hasMessageNotContaining("canary");
        assertThat(read(asAdvised(encrypted), PASSPHRASE)).isEqualTo(read(plain, null));
    }

    @Test
    void namesACipherThatItLacksInTraditionalPem() throws Exception {
        Path plain = key("rsa");
        Path encrypted = folder.resolve("camellia");
        openSsl(
                "rsa",
                "-traditional",
                "-camellia128",
                "-in",
                plain,
                "-out",
                encrypted,
                "-passout",
                "pass:" + PASSPHRASE);

        assertThatThrownBy(() -> read(encrypted, PASSPHRASE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" is encrypted with CAMELLIA-128-CBC, which the worker can't decrypt");
        assertThat(read(asAdvised(encrypted), PASSPHRASE)).isEqualTo(read(plain, null));
    }

    @Test
    void saysThatAnOldCipherTakesNoPassphraseBeyondAscii() throws IOException {
        Path encrypted = pkcs8(key("rsa"), "-v1 PBE-SHA1-3DES");

        assertThatThrownBy(() -> read(encrypted, "Schlüssel"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" is encrypted with PBEWithSHA1AndDESede and a passphrase beyond ASCII, which");
    }

    @ParameterizedTest
    @ValueSource(strings = {"des3", "aes128", "aes192", "aes256"})
    void opensTraditionalPemEncryptedWith(String cipher) throws IOException {
        for (Path plain : List.of(key("rsa"), key("ec"))) {
            Path encrypted = folder.resolve("traditional");
            String command = plain.getFileName().toString().equals("rsa") ? "rsa" : "ec";
            List<Object> arguments = new ArrayList<>(List.of(command, "-" + cipher, "-in", plain, "-out", encrypted));
            arguments.addAll(command.equals("rsa") ? List.of("-traditional") : List.of());
            arguments.addAll(List.of("-passout", "pass:" + PASSPHRASE));
            openSsl(arguments.toArray());

            assertThat(Files.readString(encrypted)).contains("DEK-Info: ");
            assertThat(read(encrypted, PASSPHRASE)).isEqualTo(read(plain, null));
            assertThatThrownBy(() -> read(encrypted, null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has a passphrase, and none is configured");
        }
    }

    @Test
    void passesOverWhatStandsBeforeTheKey() throws IOException {
        Path withParameters = folder.resolve("with-parameters");
        openSsl("ecparam", "-name", "secp384r1", "-genkey", "-out", withParameters);
        assertThat(Files.readString(withParameters)).startsWith("-----BEGIN EC PARAMETERS-----");
        assertThat(read(withParameters, null)).startsWith("ecdsa-sha2-nistp384 ");

        Path openSsh = SshKeys.generate(folder, SshKeys.Type.ED25519, SshKeys.Format.OPENSSH, PASSPHRASE)
                .privateKey();
        for (Path key : List.of(key("rsa"), key("ec"), key("ed25519"), pkcs8(key("rsa"), "-v2 des3"), openSsh)) {
            Path bundle = Files.write(folder.resolve("bundle"), together(certificate(), key));
            assertThat(read(bundle, PASSPHRASE)).isEqualTo(read(key, PASSPHRASE));
            Files.write(bundle, together(key, certificate()));
            assertThat(read(bundle, PASSPHRASE)).isEqualTo(read(key, PASSPHRASE));
        }
    }

    @Test
    void readsWhatPkcs12IsUnpackedTo() throws IOException {
        Path packed = folder.resolve("packed.p12");
        Path unpacked = folder.resolve("unpacked");
        String passphrase = "pass:" + PASSPHRASE;
        openSsl(
                "pkcs12",
                "-export",
                "-inkey",
                key("rsa"),
                "-in",
                certificate(),
                "-out",
                packed,
                "-passout",
                passphrase);
        openSsl("pkcs12", "-in", packed, "-out", unpacked, "-passin", passphrase, "-passout", passphrase);

        assertThat(Files.readString(unpacked)).startsWith("Bag Attributes");
        assertThat(read(unpacked, PASSPHRASE)).isEqualTo(read(key("rsa"), null));
    }

    @Test
    void readsWhatEditorsMakeOfAKey() throws IOException {
        Path key = SshKeys.generate(folder, SshKeys.Type.ED25519).privateKey();
        String text = Files.readString(key);
        String marked = '\ufeff' + text;
        for (byte[] written : List.of(
                text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII),
                marked.getBytes(StandardCharsets.UTF_8),
                marked.getBytes(StandardCharsets.UTF_16LE),
                marked.getBytes(StandardCharsets.UTF_16BE),
                text.getBytes(StandardCharsets.UTF_16LE))) {
            Path edited = Files.write(folder.resolve("edited"), written);
            assertThat(read(edited, null)).isEqualTo(read(key, null));
        }
    }

    @Test
    void saysWhatAFileIsThatHasNoPrivateKey() throws IOException {
        Path certificate = certificate();
        assertThatThrownBy(() -> read(certificate, null))
                .isInstanceOf(IOException.class)
                .hasMessage(certificate + " has no private key in it, but a CERTIFICATE");

        Path publicKey = folder.resolve("public");
        openSsl("pkey", "-in", key("rsa"), "-pubout", "-out", publicKey);
        assertThatThrownBy(() -> read(publicKey, null))
                .isInstanceOf(IOException.class)
                .hasMessage(publicKey + " has no private key in it, but a PUBLIC KEY");

        Path der = folder.resolve("der");
        openSsl("pkey", "-in", key("rsa"), "-outform", "DER", "-out", der);
        assertThatThrownBy(() -> read(der, null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(der + " is not a private key in a format that can be read: OpenSSH, PEM");
    }

    @Test
    void saysThatAKeyIsOfATypeThatIsNotUsed() {
        Path key = folder.resolve("ed448");
        openSsl("genpkey", "-algorithm", "ed448", "-out", key);
        assertThatThrownBy(() -> read(key, null))
                .isInstanceOf(IOException.class)
                .hasMessage("the private key " + key + " is of the type ssh-ed448, which the worker does not use;"
                        + " have one of the type ed25519, ecdsa or rsa");
    }

    @ParameterizedTest
    @CsvSource({"2, rsa", "2, ecdsa", "2, ed25519", "3, rsa", "3, ecdsa", "3, ed25519"})
    void opensPuttysKeys(int version, String type) throws IOException {
        Path encrypted = puttyKey(version, type, PASSPHRASE);
        Path plain = puttyKey(version, type, "");

        assertThat(read(encrypted, PASSPHRASE)).isEqualTo(asPuttyTells(encrypted));
        assertThat(read(plain, null)).isEqualTo(asPuttyTells(plain));
        assertThatThrownBy(() -> read(encrypted, null))
                .isInstanceOf(IOException.class)
                .hasMessage("the private key " + encrypted + " has a passphrase, and none is configured");
    }

    /** What a wrong passphrase makes of a key is random: lengths below zero, and of gigabytes. */
    @ParameterizedTest
    @CsvSource({"2, rsa", "2, ecdsa", "2, ed25519", "3, rsa", "3, ecdsa", "3, ed25519"})
    void saysThatAPassphraseIsWrongWhateverItMakesOfPuttysKeys(int version, String type) {
        assertEveryPassphraseIsWrong(puttyKey(version, type, PASSPHRASE));
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA", "ECDSA_256"})
    void saysThatAPassphraseIsWrongWhateverItMakesOf(SshKeys.Type type) {
        assertEveryPassphraseIsWrong(
                SshKeys.generate(folder, type, SshKeys.Format.PEM, PASSPHRASE).privateKey());
    }

    private static void assertEveryPassphraseIsWrong(Path key) {
        for (int i = 0; i < 100; i++) {
            String passphrase = "wrong " + i;
            assertThatThrownBy(() -> read(key, passphrase))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the passphrase configured is not that of the private key " + key);
        }
    }

    @Test
    void saysThatAKeyTakesMoreMemoryThanThereIs() throws IOException {
        Path key = puttyKey(3, "ed25519", PASSPHRASE);
        String kibibytes = String.valueOf(Runtime.getRuntime().maxMemory() / 1024);
        Path greedy = Files.writeString(
                folder.resolve("greedy"),
                Files.readString(key).replaceFirst("Argon2-Memory: \\d+", "Argon2-Memory: " + kibibytes));

        assertThatThrownBy(() -> read(greedy, PASSPHRASE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it takes " + kibibytes + " KiB of memory to open the private key " + greedy);
    }

    private Path key(String type) {
        Path key = keys.resolve(type);
        if (Files.exists(key)) {
            return key;
        }
        switch (type) {
            case "rsa" -> openSsl("genrsa", "-traditional", "-out", key, "2048");
            case "ec" -> openSsl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
            default -> openSsl("genpkey", "-algorithm", type, "-out", key);
        }
        return key;
    }

    private Path pkcs8(Path plain, String how) {
        Path encrypted = folder.resolve(plain.getFileName() + " pkcs8 " + how);
        List<Object> arguments = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", plain, "-out", encrypted));
        arguments.addAll(List.of("-passout", "pass:" + PASSPHRASE));
        arguments.addAll(List.of(how.split(" ", -1)));
        arguments.addAll(how.startsWith("-v1") ? List.of("-provider", "default", "-provider", "legacy") : List.of());
        openSsl(arguments.toArray());
        return encrypted;
    }

    private Path certificate() {
        Path certificate = folder.resolve("certificate");
        openSsl("req", "-new", "-x509", "-key", key("rsa"), "-subj", "/CN=test", "-out", certificate);
        return certificate;
    }

    private Path puttyKey(int version, String type, String passphrase) {
        String puttygen = RealServers.require("puttygen").toString();
        Path key = folder.resolve("putty-" + type + version + passphrase.length());
        Path secret = write("secret", passphrase);
        Command.run(
                puttygen,
                "-q",
                "-t",
                type,
                "-b",
                type.equals("rsa") ? "2048" : "256",
                "--new-passphrase",
                secret.toString(),
                "--ppk-param",
                "version=" + version + (version == 3 ? ",memory=64,passes=1" : ""),
                "-o",
                key.toString());
        return key;
    }

    /** Runs the command that the worker's error names. */
    private Path asAdvised(Path encrypted) throws Exception {
        String message = "";
        try {
            read(encrypted, PASSPHRASE);
        } catch (IOException e) {
            message = e.getMessage();
        }
        Matcher command = Pattern.compile("\"openssl (.*?) -in ").matcher(message);
        assertThat(command.find()).isTrue();
        Path written = folder.resolve("written anew");
        List<Object> arguments = new ArrayList<>(List.of(command.group(1).split(" ", -1)));
        arguments.addAll(List.of("-in", encrypted, "-out", written));
        arguments.addAll(List.of("-passin", "pass:" + PASSPHRASE, "-passout", "pass:" + PASSPHRASE));
        openSsl(arguments.toArray());
        return written;
    }

    private static String asPuttyTells(Path key) {
        String puttygen = RealServers.require("puttygen").toString();
        return Command.run(puttygen, "-L", key.toString()).strip().replaceAll("^(\\S+ \\S+).*", "$1");
    }

    private void openSsl(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(openSsl));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Command.run(command.toArray(String[]::new));
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] together(Path... files) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            all.write(Files.readAllBytes(file));
        }
        return all.toByteArray();
    }

    /** The public key of the private one, as OpenSSH writes it. */
    private static String read(Path file, @Nullable String passphrase) throws IOException {
        KeyPair keyPair = PrivateKeyFile.read(file, passphrase, new JSch());
        byte[] blob = keyPair.getPublicKeyBlob();
        return new HostKeyBlob(blob).type() + " " + Base64.getEncoder().encodeToString(blob);
    }
}
