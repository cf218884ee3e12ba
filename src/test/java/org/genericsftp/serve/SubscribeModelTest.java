package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.job.TreeJobs;
import org.genericsftp.request.Batch;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.InMemoryBroker.CommitFault;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that come, change and go, standing requests that begin and end, connections that break, commits that are lost and workers
 * that die, in any order: each requester is told of each version of each file that it asks for, in batches without a gap, and of none
 * twice once it drops the batches that it has had. {@code -Dextent=full} tries more.
 */
@Timeout(900)
class SubscribeModelTest {
    private static final List<String> NAMES = List.of("a", "b", "in/c", "in/d");
    private static final List<String> GLOBS = List.of("a", "[ab]", "[cd]", "*");

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    @TempDir
    private Path copies;

    private TreeJobs jobs;
    private final Map<String, Integer> there = new HashMap<>();
    private final Map<String, Asked> open = new TreeMap<>();
    private ClientService one;
    private ClientService other;
    private int asked;
    private int version;

    /** What a requester wants, and has. */
    private static final class Asked {
        private final String glob;
        private final Set<String> owed = new HashSet<>();
        private final Set<String> told = new HashSet<>();
        private int batch;

        Asked(String glob) {
            this.glob = glob;
        }

        boolean wants(String name) {
            return FileRequest.EVERYTHING
                    .withFilter(FileFilter.EVERYTHING.withNames(NameFilter.glob(glob)))
                    .selection(Instant.EPOCH)
                    .selects(new RelativePath(name), FileStamp.UNKNOWN);
        }
    }

    @BeforeEach
    void open() {
        jobs = new TreeJobs(copies);
    }

    @AfterEach
    void close() {
        served.broker().close();
        jobs.close();
    }

    static IntStream seeds() {
        return IntStream.range(0, Extent.of(3, 15));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachIsToldOfEachVersionOnce(int seed) throws Exception {
        Random random = new Random(seed);
        one = served.start(jobs.job());
        other = served.start(jobs.job());
        for (int step = 0; step < 6; step++) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                if (open.size() < 4) {
                    ask(random);
                }
            }
            die(random);
            changeFiles(random);
            die(random);
            settle();
            if (random.nextInt(3) == 0) {
                cancelOne();
            }
        }
        while (!open.isEmpty()) {
            cancelOne();
        }
        assertThat(served.broker().waiting).isEmpty();
        assertThat(served.broker().requests).isEmpty();
    }

    private void die(Random random) throws InterruptedException {
        switch (random.nextInt(5)) {
            case 0 -> served.broker().cut();
            case 1 -> {
                one.close(Duration.ZERO);
                one = served.start(jobs.job());
            }
            case 2 -> {
                other.close(Duration.ZERO);
                other = served.start(jobs.job());
            }
            case 3 -> served.broker().failNextCommit(CommitFault.LOST);
            default -> served.broker().failNextCommit(CommitFault.ANSWER_LOST);
        }
    }

    private void changeFiles(Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            if (random.nextInt(4) == 0) {
                jobs.remove(name);
                there.remove(name);
                // Whether it was told of before it went is not known.
                open.values().forEach(request -> request.owed.removeIf(owed -> owed.startsWith(name + "@")));
            } else {
                int size = 10 + version++;
                there.put(name, size);
                open.values().stream().filter(request -> request.wants(name)).forEach(request -> {
                    request.owed.removeIf(owed -> owed.startsWith(name + "@"));
                    request.owed.add(name + "@" + size);
                });
                jobs.put(name, size, Instant.now().truncatedTo(ChronoUnit.SECONDS));
            }
        }
    }

    /** From the beginning, so that the model knows what it has to be told of. */
    private void ask(Random random) {
        String id = "s-" + asked++;
        Asked request = new Asked(GLOBS.get(random.nextInt(GLOBS.size())));
        there.forEach((name, size) -> {
            if (request.wants(name)) {
                request.owed.add(name + "@" + size);
            }
        });
        open.put(id, request);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"" + id + "\",\"fileName\":\"" + request.glob
                + "\",\"changedSince\":\"beginning\",\"subscribe\":{\"lease\":\"PT1H\"}}");
    }

    private void settle() throws InterruptedException {
        while (open.values().stream().anyMatch(request -> !request.owed.isEmpty())) {
            take(served.page());
        }
    }

    private boolean take(FileReply reply) {
        Asked request = requireNonNull(open.get(reply.requestId()), reply.requestId());
        Batch batch = requireNonNull(ServedInMemory.resultOf(reply).batch());
        if (batch.number() <= request.batch && !batch.last()) {
            return false;
        }
        assertThat(batch.number()).isEqualTo(request.batch + 1);
        request.batch = batch.number();
        reply.files().forEach(file -> {
            String told = file.name() + "@" + file.stamp().sizeBytes();
            assertThat(request.wants(file.name())).as(told).isTrue();
            assertThat(request.told.add(told)).as(told + " in batch " + batch).isTrue();
            request.owed.remove(told);
        });
        return batch.last();
    }

    private void cancelOne() throws InterruptedException {
        String id = open.keySet().iterator().next();
        served.control("{\"type\":\"CancelRequest\",\"requestId\":\"" + id + "\"}");
        FileReply reply = served.page();
        while (!take(reply)) {
            reply = served.page();
        }
        assertThat(reply.requestId()).isEqualTo(id);
        assertThat(ServedInMemory.resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        open.remove(id);
    }
}
