package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given to a server's shell, and what is believed of its output. */
class Sha256sumTest {
    private static final String DIGEST = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.csv",
                "it's.csv",
                "two words",
                "-n",
                "$(touch made)",
                "`touch made`",
                "a;touch made;",
                "'; touch made; '",
                "\\'; touch made; '",
                "back\\slash\\",
                "\"; touch made; \"",
                "*?[a]{b,c}~!#&|<>",
                "ünï ‘curly’"
            })
    void namesAreOneWordToEveryShellThatIsHere(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "hello");
        byte[] path = file.toString().getBytes(UTF_8);

        for (String shell : Stream.of("sh", "bash", "dash", "zsh", "ksh", "fish", "busybox")
                .filter(RealServers::has)
                .toList()) {
            assertThat(Sha256sum.digestOf(output(shell, Sha256sum.command(path)), path))
                    .as(shell)
                    .contains(DIGEST);
            assertThat(output(shell, Sha256sum.probe())).as(shell).isEqualTo(Sha256sum.sample());
        }
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void theFirstBytesCanBeDigestedAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("it's a log"), "hello, and more");

        byte[] output = output("sh", Sha256sum.command(file.toString().getBytes(UTF_8), 5));

        assertThat(Sha256sum.digestOfInput(output)).contains(DIGEST);
    }

    private byte[] output(String shell, byte[] command) throws IOException, InterruptedException {
        // A file, as the JVM would write the bytes of an argument in its own way.
        Path script = Files.write(folder.resolve("script"), command);
        ProcessBuilder builder = shell.equals("busybox")
                ? new ProcessBuilder(shell, "sh", script.toString())
                : new ProcessBuilder(shell, script.toString());
        Process process = builder.directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        process.waitFor();
        return output;
    }

    @Test
    void isBelievedForTheFileThatWasAskedForOnly() {
        assertThat(digestOf(DIGEST + "  /a/b\n", "/a/b")).isTrue();
        assertThat(digestOf(DIGEST + " */a/b\n", "/a/b")).isTrue();
        assertThat(digestOf("\\" + DIGEST + "  /a\\\\b\n", "/a\\b")).isTrue();
        assertThat(digestOf(DIGEST + "  /a\\b\n", "/a\\b")).isTrue();
        assertThat(digestOf(DIGEST + "  ./a\n", "a")).isTrue();

        assertThat(digestOf(DIGEST + "  /a/c\n", "/a/b")).isFalse();
        assertThat(digestOf(DIGEST + "  /a/b", "/a/b")).isFalse();
        assertThat(digestOf(DIGEST + "  /a/b\nmore\n", "/a/b")).isFalse();
        assertThat(digestOf("Welcome!\n" + DIGEST + "  /a/b\n", "/a/b")).isFalse();
        assertThat(digestOf(DIGEST.toUpperCase(Locale.ROOT) + "  /a/b\n", "/a/b"))
                .isFalse();
        assertThat(digestOf(DIGEST.substring(1) + "  /a/b\n", "/a/b")).isFalse();
        assertThat(digestOf("", "/a/b")).isFalse();
    }

    private static boolean digestOf(String output, String path) {
        return Sha256sum.digestOf(output.getBytes(ISO_8859_1), path.getBytes(ISO_8859_1))
                .isPresent();
    }

    @Test
    void plainNamesNeedNoQuotes() {
        assertThat(new String(Sha256sum.command("/out/2026-11/a_b.csv".getBytes(UTF_8)), UTF_8))
                .isEqualTo("sha256sum /out/2026-11/a_b.csv");
        assertThat(Sha256sum.isPlain("/out/a b".getBytes(UTF_8))).isFalse();
        assertThat(Sha256sum.isPlain("/out/%PATH%".getBytes(UTF_8))).isFalse();
        assertThat(Sha256sum.hasControls("/out/a\nb".getBytes(UTF_8))).isTrue();
    }
}
