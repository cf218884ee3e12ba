package org.genericsftp.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.genericsftp.destination.MemoryDestination.Copy;
import org.genericsftp.destination.MemoryDestination.Step;
import org.genericsftp.destination.SeveralDestinations.Part;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reaches which destination, whichever of them fails when. */
class SeveralDestinationsTest {
    private static final RelativePath PATH = new RelativePath("x/a.csv");
    private static final byte[] BYTES = new byte[1_000];
    private static final FileStamp STAMP = new FileStamp(BYTES.length, Instant.EPOCH);

    private final List<MemoryDestination> each =
            List.of(new MemoryDestination("one"), new MemoryDestination("two"), new MemoryDestination("three"));
    private final SeveralDestinations several = new SeveralDestinations(each.stream()
            .map(destination -> new Part("destination " + destination.place().name(), destination))
            .toList());

    SeveralDestinationsTest() {
        new Random(1).nextBytes(BYTES);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        several.close();
        assertThat(each).allSatisfy(destination -> assertThat(destination.begun).isZero());
    }

    /** As a copy is made, in pieces, going on once where it broke off. */
    private boolean copy(boolean replacing) throws FileException {
        try (PendingFile file = several.create(PATH, STAMP)) {
            file.append(ByteBuffer.wrap(BYTES, 0, 300));
            ByteBuffer tail = file.tail(100);
            assertThat(tail).isEqualTo(ByteBuffer.wrap(BYTES, 200, 100));
            file.append(ByteBuffer.wrap(BYTES, 300, 700));
            if (replacing) {
                file.publish();
                return true;
            }
            return file.publishUnlessTaken();
        }
    }

    private FileStamp there() throws FileException {
        return several.compare(new PlacedFile(PATH, STAMP));
    }

    private void put(MemoryDestination destination, byte[] bytes) {
        destination.copies.put(PATH, new Copy(bytes, STAMP));
    }

    private boolean has(MemoryDestination destination) {
        Copy copy = destination.copies.get(PATH);
        return copy != null
                && Arrays.equals(copy.bytes(), BYTES)
                && copy.stamp().equals(STAMP);
    }

    @Test
    void aFileIsThereWhenItIsInAll() throws Exception {
        put(each.get(0), BYTES);
        put(each.get(1), BYTES);
        assertThat(there()).isNull();
        assertThat(copy(true)).isTrue();
        assertThat(there()).isEqualTo(STAMP);
        assertThat(each).allMatch(this::has);
        assertThat(each.get(0).published).isEmpty();
        assertThat(each.get(1).published).isEmpty();
        assertThat(each.get(0).secured).containsExactly(PATH);
        assertThat(each.get(1).secured).containsExactly(PATH);
        assertThat(each.get(2).secured).isEmpty();

        each.get(2).copies.put(PATH, new Copy(new byte[2], new FileStamp(2, Instant.EPOCH)));
        assertThat(there()).isEqualTo(new FileStamp(2, Instant.EPOCH));
    }

    @Test
    void oneThatFailsIsNamedAndTheOthersGetTheFile() throws Exception {
        for (Step step : List.of(Step.CREATE, Step.APPEND, Step.TAIL, Step.PUBLISH)) {
            each.forEach(destination -> destination.copies.clear());
            each.get(1).fail(step::equals);
            assertThatThrownBy(() -> copy(true))
                    .isInstanceOfSatisfying(FileException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
                        assertThat(e.publicMessage()).startsWith("At destination two: ");
                    })
                    .hasMessage("At destination two: two fails in " + step);
            assertThat(each.stream().map(this::has)).containsExactly(true, false, true);

            each.get(1).fail(none -> false);
            int before = each.get(0).published.get(PATH);
            assertThat(there()).isNull();
            assertThat(copy(true)).isTrue();
            assertThat(each).allMatch(this::has);
            assertThat(each.get(0).published).containsEntry(PATH, before);
        }
    }

    @Test
    void wrongBytesOfTheRightSizeAndTimeAreReplacedWhereItIsCopied() throws Exception {
        byte[] wrong = BYTES.clone();
        wrong[999]++;
        put(each.get(0), wrong);
        assertThatThrownBy(() -> copy(true))
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED));
        assertThat(there()).as("seen again, whenever that is").isNull();
        assertThat(copy(true)).isTrue();
        assertThat(each).allMatch(this::has);
    }

    @Test
    void copiesThatAreNotTheSameAreNotReadAsOne() throws Exception {
        each.forEach(destination -> put(destination, BYTES));
        try (InputStream all = several.read(PATH)) {
            assertThat(all.readAllBytes()).isEqualTo(BYTES);
        }
        put(each.get(1), Arrays.copyOf(BYTES, 999));
        try (InputStream all = several.read(PATH)) {
            assertThatThrownBy(all::readAllBytes)
                    .hasMessageContaining("destination one and destination two")
                    .isInstanceOfSatisfying(
                            FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED));
        }
    }

    @Test
    void whatStandsThereIsLeftWhereNothingIsToBeReplaced() throws Exception {
        put(each.get(0), BYTES);
        assertThat(copy(false)).isTrue();
        assertThat(each).allMatch(this::has);
        assertThat(copy(false)).isFalse();
        each.get(1).copies.put(PATH, new Copy(new byte[2], new FileStamp(2, Instant.EPOCH)));
        each.get(2).copies.clear();
        assertThatThrownBy(() -> copy(false)).hasMessage("At destination two: taken");
        assertThat(has(each.get(2))).isTrue();
        assertThat(each.get(1).copies.get(PATH).bytes()).hasSize(2);
    }

    /** Or a file would be told to be copied, and might be deleted at the source, of which one has another file's copy. */
    @Test
    void whatCameToItsPlaceInOneMeanwhileIsNotTakenForIt() throws Exception {
        try (PendingFile file = several.create(PATH, STAMP)) {
            file.append(ByteBuffer.wrap(BYTES));
            put(each.get(0), new byte[1_000]);
            assertThat(file.publishUnlessTaken()).isFalse();
        }
    }

    @Test
    void whatMayBeTriedAgainIsToldBeforeWhatMayNot() {
        each.get(0).copies.put(PATH, new Copy(new byte[2], new FileStamp(2, Instant.EPOCH)));
        each.get(1).fail(Step.PUBLISH::equals);
        assertThatThrownBy(() -> copy(false))
                .hasMessage("At destination two: two fails in PUBLISH")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("At destination one: taken"));
    }

    @Test
    void nothingIsLeftOfWhatBreaksOffUnforeseen() {
        each.get(1).fail(step -> {
            if (step == Step.CREATE) {
                throw new IllegalStateException("unforeseen");
            }
            return false;
        });
        assertThatThrownBy(() -> copy(true)).hasMessage("unforeseen");
    }

    /** The first of two hangs in a step from now on, until it is released. */
    private final class Hanging implements AutoCloseable {
        final CountDownLatch release = new CountDownLatch(1);
        final WriterThreads ownWriters = new WriterThreads("test-writer", 1);
        final SeveralDestinations both = new SeveralDestinations(List.of(
                new Part("one", new BoundedDestination(each.get(0), "one", ownWriters, Duration.ofSeconds(1))),
                new Part("two", each.get(1))));

        Hanging(Step step) {
            each.get(0).fail(now -> {
                if (now == step) {
                    awaitIt(release);
                }
                return false;
            });
        }

        @Override
        public void close() {
            release.countDown();
            both.close();
        }
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Timeout(60)
    void whileOneHangsOthersAreWrittenByOtherThreads() throws Exception {
        int writers = 32;
        CountDownLatch givenUp = new CountDownLatch(writers);
        CountDownLatch ended = new CountDownLatch(writers);
        CountDownLatch another = new CountDownLatch(1);
        List<PendingFile> files = new ArrayList<>();
        try (Hanging hanging = new Hanging(Step.APPEND)) {
            for (int i = 0; i < writers; i++) {
                AtomicBoolean told = new AtomicBoolean();
                Runnable giveUp = () -> {
                    if (told.compareAndSet(false, true)) {
                        givenUp.countDown();
                    }
                };
                PendingFile file = hanging.both.create(new RelativePath("x/" + i), STAMP, why -> giveUp.run());
                files.add(file);
                hanging.both.writers().execute(() -> {
                    try {
                        file.append(ByteBuffer.wrap(BYTES));
                    } catch (FileException e) {
                        // As it hung, or others did.
                    } finally {
                        giveUp.run();
                        ended.countDown();
                    }
                });
            }
            givenUp.await();
            hanging.both.writers().execute(another::countDown);
            another.await();
            hanging.release.countDown();
            ended.await();
            files.forEach(PendingFile::close);
        }
    }

    @Test
    @Timeout(60)
    void whatHungIsNotPutInItsPlaceAtTheOthersLater() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        try (Hanging hanging = new Hanging(Step.PUBLISH);
                PendingFile file = hanging.both.create(PATH, STAMP, why -> givenUp.countDown())) {
            file.append(ByteBuffer.wrap(BYTES));
            CompletableFuture<Void> published = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(file::publish).hasMessageStartingWith("At one: "), hanging.both.writers());
            givenUp.await();
            hanging.release.countDown();
            published.get();
            assertThat(each.get(1).copies).isEmpty();
        }
    }

    @Test
    void allAreSecuredSettledAndChecked() throws Exception {
        assertThat(several.check().passed()).isTrue();
        assertThat(several.removeLeftovers()).isEqualTo(3);
        several.settle(folder -> true);
        each.get(1).fail(step -> true);
        assertThatThrownBy(() -> several.settle(folder -> true)).hasMessage("At destination two: two fails in SETTLE");
        assertThatThrownBy(() -> several.secure(PATH)).hasMessage("At destination two: two fails in SETTLE");
        assertThatThrownBy(() -> there()).hasMessage("At destination two: two fails in COMPARE");
        assertThat(several.check().failure()).hasMessage("At destination two: two fails in CREATE");
    }

    /** Whatever fails: what is told to be copied is in all, no destination ever has other bytes, and in the end all have it. */
    @Test
    void whicheverFailsWhen() throws Exception {
        for (int seed = 0; seed < Extent.of(2_000, 100_000); seed++) {
            Random random = new Random(seed);
            each.forEach(destination -> destination.copies.clear());
            for (int attempt = 0; attempt < 4; attempt++) {
                each.forEach(destination -> destination.fail(step -> random.nextInt(8) == 0));
                boolean copied = false;
                try {
                    copied = there() != null || copy(random.nextBoolean());
                } catch (FileException e) {
                    assertThat(e.getMessage()).startsWith("At destination ");
                }
                each.forEach(destination -> destination.fail(none -> false));
                if (copied) {
                    assertThat(each).as("seed " + seed).allMatch(this::has);
                }
                int which = random.nextInt(3);
                assertThat(each)
                        .as("seed " + seed)
                        .allMatch(destination -> !destination.copies.containsKey(PATH) || has(destination));
                if (random.nextInt(3) == 0) {
                    each.get(which).copies.clear();
                }
            }
            if (there() == null) {
                copy(true);
            }
            assertThat(each).as("seed " + seed).allMatch(this::has);
            assertThat(IntStream.range(0, 3).map(i -> each.get(i).begun)).containsOnly(0);
        }
    }
}
