package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that come and go, requests that wait, cancels, connections that break and workers that die, in any order: each request is
 * answered once, with what a plain model says. {@code -Dextent=full} tries more.
 */
@Timeout(600)
class WaitModelTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> GLOBS = List.of("a", "b", "[ab]", "[cd]", "*");

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final Set<String> there = new TreeSet<>();
    private final FakeJob job = FakeJob.doing(this::copy);
    private final Map<String, Asked> open = new TreeMap<>();
    private final Map<String, Set<ReplyStatus>> due = new HashMap<>();
    private ClientService one;
    private ClientService other;
    private int asked;

    private record Asked(String glob, int files) {}

    private void copy(FakeJob.Run run) {
        now().stream()
                .filter(name ->
                        run.request().selection(Instant.EPOCH).selects(new RelativePath(name), FileStamp.UNKNOWN))
                .forEach(name -> run.outcomes().add(FakeJob.copied(name)));
    }

    private Set<String> now() {
        synchronized (there) {
            return Set.copyOf(there);
        }
    }

    private boolean isEnough(Asked request) {
        FileRequest named =
                FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withNames(NameFilter.glob(request.glob())));
        return now().stream()
                        .filter(name ->
                                named.selection(Instant.EPOCH).selects(new RelativePath(name), FileStamp.UNKNOWN))
                        .count()
                >= request.files();
    }

    static IntStream seeds() {
        return IntStream.range(0, Extent.of(3, 15));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachIsAnsweredOnceAsTheModelSays(int seed) throws Exception {
        Random random = new Random(seed);
        one = served.start(job);
        other = served.start(job);
        for (int step = 0; step < 6; step++) {
            if (random.nextInt(3) == 0) {
                die(random);
            }
            changeFiles(random);
            for (int i = random.nextInt(6); i >= 0; i--) {
                if (random.nextInt(3) == 0) {
                    cancelOne(random);
                } else {
                    ask(random);
                }
                if (random.nextInt(8) == 0) {
                    die(random);
                }
            }
            settle();
        }
        there.addAll(NAMES);
        job.nowThere(NAMES.toArray(String[]::new));
        settle();
        await().until(() -> served.broker().waiting.size() == open.size());
        assertThat(served.broker().requests).isEmpty();
        assertThat(served.broker().hasReplies()).isFalse();
    }

    private void die(Random random) throws InterruptedException {
        // A cancel is heard by the workers that are there, and remembered by them only.
        boolean isRemembered = due.containsValue(Set.of(ReplyStatus.CANCELLED));
        switch (isRemembered ? 0 : random.nextInt(3)) {
            case 0 -> served.broker().cut();
            case 1 -> {
                one.close(Duration.ZERO);
                one = served.start(job);
            }
            default -> {
                other.close(Duration.ZERO);
                other = served.start(job);
            }
        }
    }

    /** Either some come or some go, so that what is enough at the end of a step was not more than that in it. */
    private void changeFiles(Random random) {
        boolean come = random.nextInt(3) > 0;
        synchronized (there) {
            for (int i = random.nextInt(3); i > 0; i--) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                if (come) {
                    there.add(name);
                } else {
                    there.remove(name);
                }
            }
        }
        job.nowThere(now().toArray(String[]::new));
    }

    private void ask(Random random) {
        String id = "r-" + asked++;
        Asked request = new Asked(GLOBS.get(random.nextInt(GLOBS.size())), 1 + random.nextInt(3));
        boolean isShort = random.nextInt(6) == 0;
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"" + id + "\",\"fileName\":\"" + request.glob()
                + "\",\"wait\":{\"for\":\"" + (isShort ? "PT1S" : "PT50M") + "\",\"files\":" + request.files() + "}}");
        if (isShort) {
            due.put(id, Set.of(isEnough(request) ? ReplyStatus.COMPLETED : ReplyStatus.WAIT_ENDED));
        } else {
            open.put(id, request);
        }
    }

    /** One that waits on otherwise. */
    private void cancelOne(Random random) {
        List<String> waiting = open.entrySet().stream()
                .filter(entry -> !isEnough(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!waiting.isEmpty()) {
            String id = waiting.get(random.nextInt(waiting.size()));
            served.control("{\"type\":\"CancelRequest\",\"requestId\":\"" + id + "\"}");
            open.remove(id);
            due.put(id, Set.of(ReplyStatus.CANCELLED));
        }
    }

    private void settle() throws InterruptedException {
        for (Iterator<Map.Entry<String, Asked>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Asked> entry = each.next();
            if (isEnough(entry.getValue())) {
                due.put(entry.getKey(), Set.of(ReplyStatus.COMPLETED));
                each.remove();
            }
        }
        while (!due.isEmpty()) {
            FileReply reply = served.page();
            Set<ReplyStatus> expected = due.remove(reply.requestId());
            assertThat(expected)
                    .as("%s, which waits: %s", reply.requestId(), open)
                    .isNotNull();
            assertThat(ServedInMemory.resultOf(reply).status())
                    .as(reply.requestId())
                    .isIn(expected);
        }
    }
}
