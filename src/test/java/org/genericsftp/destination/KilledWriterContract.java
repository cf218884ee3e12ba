package org.genericsftp.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.genericsftp.file.RelativePath;
import org.genericsftp.testing.ChildJava;
import org.junit.jupiter.api.Test;

/** What others find where workers are killed while they write. Each adapter's test extends this. */
public abstract class KilledWriterContract {
    private static final int KILLS = 6;
    private static final int MOST_KILLS = 30;

    private final Random random = new Random(4711);

    /** A program that runs {@link OverwriteWithoutEnd} on the destination. */
    protected abstract Class<?> program();

    protected abstract List<String> arguments();

    /** Opens the destination as a worker of its own, with the default age of leftovers. */
    protected abstract Destination open(Clock clock);

    /** The destination directory, as its other users see it. */
    protected abstract Path tree();

    /** Waits until nobody holds anything for the workers that were killed. */
    protected void awaitEndOfKilled() {}

    @Test
    void readersFindWholeFilesOnlyAndWhatIsLeftIsRemovedOnceItIsOld() throws Exception {
        writeAndBeKilled();
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        List<Future<?>> reading = new ArrayList<>();
        try (Destination another = open(Clock.systemUTC())) {
            reading.add(readers.submit(() -> readWhile(writing, this::readInTree)));
            reading.add(readers.submit(() -> readWhile(writing, () -> readIn(another))));
            for (int kill = 1; kill < KILLS || (leftovers().isEmpty() && kill < MOST_KILLS); kill++) {
                writeAndBeKilled();
            }
            writing.set(false);
            for (Future<?> each : reading) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            writing.set(false);
            readers.shutdownNow();
        }
        awaitEndOfKilled();
        assertLeftoversAreRemovedOnceOld();
    }

    private void assertLeftoversAreRemovedOnceOld() throws IOException {
        List<String> left = leftovers();
        assertThat(left).isNotEmpty();
        try (Destination soon = open(at(Duration.ofHours(23)))) {
            assertThat(soon.removeLeftovers()).isZero();
        }
        assertThat(leftovers()).isEqualTo(left);
        try (Destination later = open(at(Duration.ofHours(25)))) {
            assertThat(later.removeLeftovers()).isEqualTo(left.size());
        }
        assertThat(leftovers()).isEmpty();
        assertThat(OverwriteWithoutEnd.isWhole(readInTree())).isTrue();
    }

    private void writeAndBeKilled() throws IOException, InterruptedException {
        List<String> command = ChildJava.onClassPath(program(), arguments().toArray(String[]::new));
        Process worker = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader printed = new BufferedReader(new InputStreamReader(worker.getInputStream(), UTF_8))) {
            // The first kill comes when there is a whole file in any case.
            int pieces = 15 + random.nextInt(40);
            for (int i = 0; i < pieces; i++) {
                assertThat(printed.readLine()).as("what the worker prints").isEqualTo("written");
            }
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    private interface Reader {
        byte[] read() throws IOException;
    }

    private static Void readWhile(AtomicBoolean writing, Reader reader) throws IOException {
        while (writing.get()) {
            assertThat(OverwriteWithoutEnd.isWhole(reader.read())).isTrue();
        }
        return null;
    }

    private byte[] readInTree() throws IOException {
        return Files.readAllBytes(tree().resolve(OverwriteWithoutEnd.PATH.value()));
    }

    private static byte[] readIn(Destination destination) throws IOException {
        RelativePath path = OverwriteWithoutEnd.PATH;
        assertThat(destination.lookup(path.parent(), List.of(path.name()))).doesNotContainNull();
        try (InputStream in = destination.read(path)) {
            return in.readAllBytes();
        }
    }

    private static Clock at(Duration ahead) {
        return Clock.fixed(Instant.now().plus(ahead), ZoneOffset.UTC);
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> all = Files.list(tree().resolve("in"))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(TemporaryNames::isTemporary)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
