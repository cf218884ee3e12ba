package org.genericsftp.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.SettableClock;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final SettableClock clock = new SettableClock(NOON);
    private final FilesInMemory files = new FilesInMemory();
    private final Journal journal = worker();

    private Journal worker() {
        return new Journal("plant-a", MONTH, files, clock);
    }

    private static RemoteFile file(String name, long size, Instant modified) {
        return new RemoteFile(
                new RelativePath(name),
                new FileStamp(size, modified),
                new RemoteName(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static RemoteFile file(String name) {
        return file(name, 10, NOON.minusSeconds(60));
    }

    private static void deliver(Journal to, RemoteFile... delivered) throws FileException {
        to.write(Arrays.stream(delivered)
                .map(each -> Objects.requireNonNull(to.delivery(FileOutcome.copied(each, null))))
                .toList());
    }

    private static RemoteFile[] numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> file("f" + i)).toArray(RemoteFile[]::new);
    }

    @Test
    void remembersThisVersionAtThisPlaceOnly() throws FileException {
        deliver(journal, file("a/b"));

        assertThat(journal.deliveredAt(file("a/b"))).isEqualTo(NOON);
        assertThat(journal.deliveredAt(file("a/c"))).isNull();
        assertThat(journal.deliveredAt(file("a/b", 11, NOON.minusSeconds(60)))).isNull();
        assertThat(journal.deliveredAt(file("a/b", 10, NOON.minusSeconds(59)))).isNull();
        assertThat(journal.deliveredAt(file("a/b").at(new RelativePath("b")))).isNull();
        Journal otherClient = new Journal("plant-a.b", MONTH, files, clock);
        otherClient.learn();
        assertThat(otherClient.deliveredAt(file("a/b"))).isNull();
    }

    @Test
    void whatHasNoTimeOrNoSizeIsNotRemembered() {
        RemoteFile unknown = new RemoteFile(
                new RelativePath("a"), FileStamp.UNKNOWN, new RemoteName("a".getBytes(StandardCharsets.UTF_8)));
        assertThat(journal.delivery(FileOutcome.copied(unknown, null))).isNull();
        assertThat(journal.deliveredAt(unknown)).isNull();
    }

    @Test
    void allWorkersKnowIt() throws FileException {
        Journal other = worker();
        deliver(journal, file("a"));
        deliver(other, file("b"));
        journal.learn();
        other.learn();

        for (Journal each : List.of(journal, other)) {
            assertThat(each.deliveredAt(file("a"))).isEqualTo(NOON);
            assertThat(each.deliveredAt(file("b"))).isEqualTo(NOON);
        }
        assertThat(files.files).hasSize(2);
    }

    @Test
    void onlyWhatIsNewIsRead() throws FileException {
        Journal other = worker();
        for (int i = 0; i < 5; i++) {
            deliver(worker(), file("x" + i));
        }
        deliver(journal, file("a"));
        other.learn();
        files.reads = 0;
        other.learn();
        assertThat(files.reads).isZero();
        deliver(journal, file("b"));
        other.learn();
        assertThat(files.reads).isEqualTo(1);
        assertThat(other.deliveredAt(file("b"))).isNotNull();
    }

    @Test
    void forgetsAfterTheTime() throws FileException {
        deliver(journal, file("a"));
        clock.move(MONTH.minusSeconds(1));
        assertThat(journal.deliveredAt(file("a"))).isEqualTo(NOON);
        clock.move(Duration.ofSeconds(2));
        assertThat(journal.deliveredAt(file("a"))).isNull();
    }

    /** By a clock that is set wrong, or by somebody who would have a file left out for ever. */
    @Test
    void whatIsDatedFarAheadIsNotBelieved() throws FileException {
        clock.set(Duration.ofDays(400));
        deliver(journal, file("a"));
        clock.set(Duration.ofDays(-400));
        assertThat(journal.deliveredAt(file("a"))).isNull();
    }

    @Test
    void whatIsDeletedIsForgottenAndDoesNotComeBack() throws FileException {
        deliver(journal, file("a"));
        files.files.clear();
        journal.learn();
        assertThat(journal.deliveredAt(file("a"))).isNull();

        deliver(journal, file("b"));
        files.files.clear();
        deliver(journal, file("c"));
        Journal next = worker();
        next.learn();
        assertThat(next.deliveredAt(file("b"))).isNull();
        assertThat(next.deliveredAt(file("c"))).isNotNull();
    }

    @Test
    void whatAWriteThatFailedWasToHoldIsNotRemembered() throws FileException {
        deliver(journal, file("a"));
        files.beforeWrite = () -> files.failure = FilesInMemory.error(ErrorCode.DISK_FULL, Remedy.LATER);
        assertThatExceptionOfType(FileException.class).isThrownBy(() -> deliver(journal, file("b")));
        files.beforeWrite = () -> {};
        files.failure = null;
        assertThat(journal.deliveredAt(file("b"))).isNull();

        deliver(journal, file("c"));
        journal.learn();
        assertThat(journal.deliveredAt(file("a"))).isNotNull();
        assertThat(journal.deliveredAt(file("b"))).isNull();
        assertThat(journal.deliveredAt(file("c"))).isNotNull();
    }

    @Test
    void whatIsAwayIsToldAndWhatCanNeverBeReadIsNothing() throws FileException {
        deliver(journal, file("a"));
        files.failure = FilesInMemory.error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER);
        assertThatExceptionOfType(FileException.class).isThrownBy(journal::learn);
        assertThat(journal.deliveredAt(file("a"))).isNotNull();

        files.failure = FilesInMemory.error(ErrorCode.PERMISSION_DENIED, Remedy.NEVER);
        try (LogCapture log = LogCapture.of(JournalReader.class)) {
            journal.learn();
            journal.learn();
            assertThat(journal.deliveredAt(file("a"))).isNull();
            assertThat(log.lines()).filteredOn(line -> line.contains("WARN")).hasSize(1);
        }
    }

    @Test
    void aSegmentThatGoesBetweenTheListingAndTheLookIsNoTrouble() throws FileException {
        deliver(journal, file("a"));
        String name = files.files.keySet().iterator().next();
        byte[] content = files.files.get(name);
        files.afterList = () -> {
            files.files.remove(name);
            files.files.put(new SegmentNames("plant-a").next(NOON), content);
            files.afterList = () -> {};
        };
        Journal other = worker();
        other.learn();
        assertThat(other.deliveredAt(file("a"))).isNotNull();
    }

    @Test
    void strangersFilesAreLeftAlone() throws FileException {
        files.files.put("readme.txt", new byte[10]);
        files.files.put("of-plant-a.zzzzzzzz-00000000-00000000.log", new byte[10]);
        files.files.put("of-plant-a.00000001-00000000-00000000.log", new byte[5_000_000]);
        deliver(journal, file("a"));
        journal.learn();
        assertThat(journal.deliveredAt(file("a"))).isNotNull();
        assertThat(files.files).containsKeys("readme.txt", "of-plant-a.zzzzzzzz-00000000-00000000.log");
    }

    @Test
    void smallSegmentsBecomeOne() throws FileException {
        for (int i = 0; i < Tidying.MANY; i++) {
            deliver(worker(), numbered(10 * i, 10 * i + 10));
        }
        clock.move(Duration.ofHours(2));
        deliver(journal, file("late"));
        assertThat(files.files).hasSize(2);

        Journal other = worker();
        for (Journal each : List.of(journal, other)) {
            each.learn();
            for (RemoteFile one : numbered(0, 10 * Tidying.MANY)) {
                assertThat(each.deliveredAt(one)).isEqualTo(NOON);
            }
            assertThat(each.deliveredAt(file("late"))).isNotNull();
        }
    }

    @Test
    void whatIsForgottenGoes() throws FileException {
        deliver(journal, numbered(0, 100));
        clock.move(MONTH.plusHours(1));
        deliver(worker(), file("late"));
        assertThat(files.files).hasSize(1);
    }

    @Test
    void manyDeliveriesAreInSegmentsOfBoundedSize() throws FileException {
        deliver(journal, numbered(0, 100_000));
        assertThat(files.files).hasSize(3);
        assertThat(files.files.values())
                .allSatisfy(each -> assertThat(each.length).isLessThan(2_000_000));
        Journal other = worker();
        other.learn();
        assertThat(numbered(0, 100_000)).allMatch(each -> other.deliveredAt(each) != null);
    }

    @Test
    void theOldestGoWhereThereAreTooMany() throws FileException {
        deliver(journal, numbered(0, 100_000));
        clock.move(Duration.ofHours(3));
        deliver(journal, numbered(100_000, 600_000));
        clock.move(Duration.ofHours(3));
        Journal other = worker();
        deliver(other, file("late"));
        other.learn();
        assertThat(other.deliveredAt(file("late"))).isNotNull();
        assertThat(other.deliveredAt(file("f0"))).isNull();
        int kept = files.files.values().stream().mapToInt(each -> each.length).sum() / SegmentText.LINE_BYTES;
        assertThat(kept).isBetween(400_000, Tidying.MOST_ENTRIES);
    }

    @Test
    void oneWriteServesAllWhoWait() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch waiting = new CountDownLatch(1);
        try {
            files.beforeWrite = () -> await(waiting);
            Future<?> first = threads.submit(() -> {
                deliver(journal, file("first"));
                return true;
            });
            List<Future<Boolean>> others = IntStream.range(0, 7)
                    .mapToObj(i -> threads.submit(() -> {
                        deliver(journal, file("f" + i));
                        return true;
                    }))
                    .toList();
            waiting.countDown();
            first.get();
            for (Future<Boolean> other : others) {
                assertThat(other.get()).isTrue();
            }
            Journal next = worker();
            next.learn();
            assertThat(numbered(0, 7)).allMatch(each -> next.deliveredAt(each) != null);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whatever is lost, torn, altered or written at the same time: nothing is ever said to be delivered that was not. */
    @Test
    void nothingIsEverRememberedThatWasNotDelivered() throws FileException {
        Random random = new Random(11);
        List<Journal> workers = IntStream.range(0, 3).mapToObj(i -> worker()).toList();
        boolean[] delivered = new boolean[500];
        for (int step = 0; step < 2_000; step++) {
            Journal worker = workers.get(random.nextInt(3));
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    int one = random.nextInt(delivered.length / 2);
                    delivered[one] = true;
                    deliver(worker, file("f" + one));
                }
                case 4 -> damage(random);
                case 5 -> clock.move(Duration.ofMinutes(random.nextInt(200)));
                default -> worker.learn();
            }
            int asked = random.nextInt(delivered.length);
            assertThat(worker.deliveredAt(file("f" + asked)) == null || delivered[asked])
                    .as("step %d", step)
                    .isTrue();
        }
        assertThat(files.files.size()).isLessThan(40);
    }

    private void damage(Random random) {
        List<String> names = List.copyOf(files.files.keySet());
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        byte[] content = files.files.get(name).clone();
        switch (random.nextInt(3)) {
            case 0 -> files.files.remove(name);
            case 1 -> files.files.put(name, Arrays.copyOf(content, random.nextInt(content.length + 1)));
            default -> {
                if (content.length > 0) {
                    content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
                    files.files.put(name, content);
                }
            }
        }
    }
}
