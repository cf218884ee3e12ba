package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What folders by handle give beyond those by path, and what they need. */
@EnabledOnOs(OS.LINUX)
class SecureFolderTest {
    private static final FileStamp STAMP = new FileStamp(4, Instant.parse("2026-11-01T10:00:00Z"));

    @TempDir
    Path area;

    private Path tree;
    private LocalDestination destination;

    @BeforeEach
    void layOut() throws IOException {
        tree = Files.createDirectory(area.resolve("tree"));
        destination = new LocalDestination(
                new LocalSettings(tree, false, 1, LocalSettings.DEFAULT_LEFTOVER_AGE), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    @Timeout(120)
    void aLinkThatComesAndGoesNeverLeadsOutside() throws Exception {
        Path outside = Files.createDirectory(area.resolve("outside"));
        Map<String, String> before = Area.snapshot(outside);
        AtomicBoolean copying = new AtomicBoolean(true);
        ExecutorService attacker = Executors.newSingleThreadExecutor();
        Future<?> attack = attacker.submit(() -> {
            plantWhile(copying, tree.resolve("folder"), outside);
            return null;
        });

        int published = 0;
        int refused = 0;
        for (int i = 0; i < 20_000 && (i < 2_000 || published < 100 || refused < 100); i++) {
            try {
                copy("folder/in" + i % 50 + "/" + i + "/a.csv");
                published++;
            } catch (FileException e) {
                refused++;
            }
            destination.settle(all -> true);
        }
        copying.set(false);
        attack.get();
        attacker.shutdown();

        assertThat(published).isPositive();
        assertThat(refused).isPositive();
        assertThat(Area.snapshot(outside)).isEqualTo(before);
        destination.settle(all -> true);
        assertThat(openBelow(area)).isEmpty();
    }

    /** Moves the folder away, whenever it has been made, and lets a link stand at its name for a moment. */
    private void plantWhile(AtomicBoolean copying, Path folder, Path target) throws IOException {
        Path away = Files.createDirectory(area.resolve("away"));
        for (int i = 0; copying.get(); i++) {
            try {
                Files.move(folder, away.resolve(String.valueOf(i)), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException notMadeYet) {
                Thread.onSpinWait();
            }
            try {
                Files.createSymbolicLink(folder, target);
                Files.delete(folder);
            } catch (FileAlreadyExistsException madeAgain) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void anIdleDestinationHoldsNothingOpen() throws IOException {
        copy("in/deep/a.csv");
        assertThatThrownBy(() -> copy("in/deep/a.csv/b.csv")).isInstanceOf(FileException.class);
        assertThatThrownBy(() -> copy("in/deep")).isInstanceOf(FileException.class);
        destination.create(new RelativePath("in/b.csv"), STAMP).close();
        destination.lookup(new RelativePath("in/deep"), List.of("a.csv", "missing"));
        destination.read(new RelativePath("in/deep/a.csv")).close();
        assertThat(openBelow(tree)).isNotEmpty();
        destination.settle(all -> true);
        assertThat(openBelow(tree)).isEmpty();

        destination.check();
        destination.removeLeftovers();
        assertThat(openBelow(tree)).isEmpty();
    }

    @Test
    void fewFoldersAreHeldOpenHoweverManyThereAre() throws IOException {
        for (int i = 0; i < 300; i++) {
            copy("folder" + i + "/deep/a.csv");
        }

        assertThat(openBelow(tree)).hasSizeLessThan(200);
    }

    @Test
    void aFileThatIsClosedAfterTheDestinationIsRemovedAllTheSame() throws IOException {
        PendingFile pending = destination.create(new RelativePath("in/a.csv"), STAMP);
        destination.close();
        pending.close();

        assertThat(tree.resolve("in")).isEmptyDirectory();
        assertThat(openBelow(tree)).isEmpty();
    }

    private void copy(String name) throws IOException {
        try (PendingFile pending = destination.create(new RelativePath(name), STAMP)) {
            pending.append(ByteBuffer.wrap("four".getBytes(UTF_8)));
            pending.publish();
        }
    }

    private static List<Path> openBelow(Path folder) throws IOException {
        Path real = folder.toRealPath();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(SecureFolderTest::target)
                    .filter(target -> target.startsWith(real))
                    .toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return Path.of("");
        }
    }
}
