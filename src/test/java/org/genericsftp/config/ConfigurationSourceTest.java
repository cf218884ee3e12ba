package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.genericsftp.config.ConfigurationFiles.MINIMAL;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.Map;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.testing.PemPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which files change. */
class ConfigurationSourceTest {
    private static final String WITH_SECRET = MINIMAL.replace("s3cret", "${file:secret}");

    @TempDir
    private Path folder;

    private Path file;
    private ConfigurationSource source;

    @BeforeEach
    void setUp() throws IOException {
        file = Files.writeString(folder.resolve("worker.yaml"), WITH_SECRET);
        Files.writeString(folder.resolve("secret"), "one");
        source = sourceOf(file);
    }

    private static ConfigurationSource sourceOf(Path file) {
        return new ConfigurationSource(file, Map.of(), "worker");
    }

    @Test
    void isAsItWasRead() throws Exception {
        source.read();

        requireUnchanged();
    }

    @Test
    void hasChangedWhenAFileWasWrittenInPlace() throws Exception {
        source.read();
        requireUnchanged();
        Files.writeString(file, WITH_SECRET + "    port: 2222\n");

        requireChanged();
        source.read();
        requireUnchanged();
    }

    @Test
    void isLookedAtTwiceForItMayBeHalfWritten() throws Exception {
        source.read();

        Files.writeString(file, "sftp-clients:");
        assertThat(source.hasChanged()).isFalse();
        Files.writeString(file, WITH_SECRET + "    port: 2222\n");
        assertThat(source.hasChanged()).isFalse();
        assertThat(source.hasChanged()).isTrue();
    }

    /** As vim and sed -i do it. */
    @Test
    void hasChangedWhenAnotherFileTookItsPlace() throws Exception {
        source.read();
        Path other = Files.writeString(folder.resolve("4913"), WITH_SECRET + "    port: 2222\n");
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        requireChanged();
    }

    /** As Kubernetes does it: the file is a link over ..data, which is a link that is replaced. */
    @Test
    void hasChangedWhenALinkOnTheWayToItWasReplaced() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path first = Files.createDirectory(mount.resolve("..first"));
        Path second = Files.createDirectory(mount.resolve("..second"));
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(Files.writeString(first.resolve("worker.yaml"), MINIMAL), time);
        Files.setLastModifiedTime(
                Files.writeString(second.resolve("worker.yaml"), MINIMAL.replace("s3cret", "secr3t")), time);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(mount.resolve("worker.yaml"), Path.of("..data/worker.yaml"));
        source = sourceOf(mount.resolve("worker.yaml"));
        source.read();
        for (int looks = 0; looks < 10; looks++) {
            requireUnchanged();
        }

        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..second"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        requireChanged();
    }

    @Test
    void hasChangedWhenASecretHas() throws Exception {
        source.read();
        Files.writeString(folder.resolve("secret"), "two");

        requireChanged();
    }

    @Test
    void hasChangedWhenAStoreOfCertificatesHas() throws Exception {
        Path tls = Files.createDirectory(folder.resolve("tls"));
        Path store = folder.resolve("trust.p12");
        storeOf(PemPair.make(tls, "one", "EC"), store);
        Files.writeString(
                file,
                "broker:\n  url: ssl://b:1\n  tls:\n    trust: trust.p12\n    trust-password: secret\n" + WITH_SECRET);
        source.read();
        requireUnchanged();
        storeOf(PemPair.make(tls, "other", "EC"), store);

        requireChanged();
        source.read();
        requireUnchanged();
    }

    private static void storeOf(PemPair trusted, Path store) throws Exception {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("trusted", trusted.certificate());
        try (OutputStream out = Files.newOutputStream(store)) {
            certificates.store(out, "secret".toCharArray());
        }
    }

    /** Within one tick of the file system's clock. */
    @Test
    void hasChangedThoughSizeAndTimeAreTheSame() throws Exception {
        FileTime time = Files.getLastModifiedTime(folder.resolve("secret"));
        source.read();
        Files.setLastModifiedTime(Files.writeString(folder.resolve("secret"), "two"), time);

        requireChanged();
    }

    @Test
    void hasNotChangedWhenAFileWasOnlyTouched() throws Exception {
        source.read();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));

        requireUnchanged();
    }

    @Test
    void hasChangedWhenAClientHasComeOrGone() throws Exception {
        source.read();
        Files.createDirectory(folder.resolve("clients.d"));
        requireUnchanged();
        Path client = Files.writeString(folder.resolve("clients.d/plant-b.yaml"), "host: b");
        requireChanged();
        assertThatThrownBy(source::read).isInstanceOf(ConfigurationException.class);
        requireUnchanged();
        Files.delete(client);

        requireChanged();
        source.read();
        requireUnchanged();
    }

    @Test
    void hasChangedWhenWhatWasMissingIsThere() throws Exception {
        Files.delete(folder.resolve("secret"));
        assertThatThrownBy(source::read).isInstanceOf(ConfigurationException.class);
        requireUnchanged();

        Files.writeString(folder.resolve("secret"), "one");

        requireChanged();
    }

    @Test
    void hasChangedWhenItsFileIsGone() throws Exception {
        source.read();
        Files.delete(file);

        requireChanged();
        assertThatThrownBy(source::read).hasMessageEndingWith("worker.yaml: does not exist");
    }

    private static Path pipe(Path at) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor())
                .isZero();
        return at;
    }

    /** It would wait for ever for somebody who writes. */
    @Test
    @Timeout(60)
    void takesNoSecretFromAPipe() throws Exception {
        Files.delete(folder.resolve("secret"));
        Path pipe = pipe(folder.resolve("pipe"));
        Path link = Files.createSymbolicLink(folder.resolve("secret"), pipe);

        assertThatThrownBy(source::read)
                .hasMessageContaining("password: the file ")
                .hasMessageEndingWith("secret is not a regular file");
        requireUnchanged();
        Files.delete(link);
        Files.writeString(link, "two");
        requireChanged();
        source.read();
    }

    @Test
    @Timeout(60)
    void takesNoClientFromAPipe() throws Exception {
        pipe(Files.createDirectory(folder.resolve("clients.d")).resolve("plant-b.yaml"));

        assertThatThrownBy(source::read).hasMessageEndingWith("plant-b.yaml: is not a regular file");
    }

    /** A pipe gives what it has once. */
    @Test
    @Timeout(60)
    void takesTheMainFileFromAPipe() throws Exception {
        String text = Files.readString(file);
        Files.delete(file);
        pipe(file);
        DaemonThread.named("writer", () -> write(text)).start();

        source.read();

        requireUnchanged();
    }

    private void write(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireChanged() {
        source.hasChanged();
        assertThat(source.hasChanged()).isTrue();
    }

    private void requireUnchanged() {
        source.hasChanged();
        assertThat(source.hasChanged()).isFalse();
    }
}
