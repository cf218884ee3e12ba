package org.genericsftp.sftp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;

/** One client's lanes and the servers they speak to, all of whose doings follow from a seed, but for the threads' pace. */
final class RandomDialogue {
    private static final int[] ERRORS = {
        Protocol.NO_SUCH_FILE, Protocol.PERMISSION_DENIED, Protocol.FAILURE, Protocol.NO_CONNECTION
    };
    private static final Set<Integer> MAY_FAIL = Set.of(
            Protocol.OPEN,
            Protocol.READ,
            Protocol.FSTAT,
            Protocol.OPENDIR,
            Protocol.READDIR,
            Protocol.LSTAT,
            Protocol.REALPATH);

    private final Random random;
    private final Map<String, byte[]> tree = new TreeMap<>();
    private final List<ModelServer> servers = new ArrayList<>();
    private final List<String> breaches = Collections.synchronizedList(new ArrayList<>());
    private final List<RandomJob> jobs = new ArrayList<>();
    private final double errorRate;
    private final boolean hangsUp;
    private final boolean fewHandles;

    RandomDialogue(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        errorRate = random.nextInt(3) == 0 ? random.nextDouble() * 0.1 : 0;
        hangsUp = random.nextInt(4) == 0;
        fewHandles = random.nextInt(3) == 0;
        plant(seed);
    }

    private void plant(long seed) {
        ModelServer first = new ModelServer(new Manners(
                seed,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                fewHandles ? 2 + random.nextInt(6) : 1000,
                random.nextBoolean()));
        int files = 1 + random.nextInt(60);
        for (int i = 0; i < files; i++) {
            String path = "d" + random.nextInt(4) + "/e" + random.nextInt(3) + "/" + i;
            byte[] bytes = new byte[randomLength()];
            random.nextBytes(bytes);
            tree.put(path, bytes);
            first.file(path, bytes, i);
            first.content(path).tellsSize = random.nextInt(10) > 0;
            first.content(path).tellsType = random.nextInt(10) > 0;
        }
        servers.add(first);
        for (int i = random.nextInt(3); hangsUp && i >= 0; i--) {
            servers.add(first.another());
        }
        for (ModelServer server : servers) {
            boolean last = server == servers.get(servers.size() - 1);
            misbehave(server, hangsUp && !last ? 1 + random.nextInt(200) : Integer.MAX_VALUE);
        }
    }

    private int randomLength() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> random.nextInt(400_000);
            case 3 -> 32 * 1024 * random.nextInt(4);
            default -> random.nextInt(3_000);
        };
    }

    private void misbehave(ModelServer server, int hangUpAfter) {
        if (random.nextBoolean()) {
            server.dawdling();
        }
        Random whims = new Random(random.nextLong());
        AtomicInteger left = new AtomicInteger(hangUpAfter);
        server.withWhim(request -> {
            if (left.decrementAndGet() == 0) {
                server.hangUp();
            }
            jobs.forEach(RandomJob::requestSeen);
            return mayFail(request) && whims.nextDouble() < errorRate
                    ? ModelPacket.status(request.id(), ERRORS[whims.nextInt(ERRORS.length)])
                    : null;
        });
    }

    private static boolean mayFail(Request request) {
        return MAY_FAIL.contains(request.type());
    }

    /** Whether every file must come whole, for a job that does not give up. */
    private boolean mustSucceed() {
        return errorRate == 0 && !hangsUp;
    }

    /** What was against the rules; hopefully nothing. */
    List<String> hold(ModelLanes lanes) throws Exception {
        ModelLanes.Client client = lanes.client(servers.toArray(ModelServer[]::new));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Cancellation cancellation = new Cancellation();
            jobs.add(new RandomJob(client.lane(cancellation), cancellation, new Random(random.nextLong())));
        }
        List<Thread> threads = jobs.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(30).toMillis());
            if (thread.isAlive()) {
                breaches.add("A job did not end: " + Arrays.toString(thread.getStackTrace()));
            }
        }
        jobs.forEach(RandomJob::check);
        ModelServer last = servers.get(servers.size() - 1);
        eventually("handles are left open", () -> last.openHandles() == 0);
        eventually("buffers are not given back", () -> lanes.freeBytes() == lanes.capacityBytes());
        return breaches;
    }

    private void eventually(String otherwise, Callable<Boolean> holds) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(holds);
        } catch (ConditionTimeoutException e) {
            breaches.add(otherwise);
        }
    }

    /** Lists everything, and fetches all that it hears of, unless it loses interest. */
    private final class RandomJob implements Runnable {
        private final Lane lane;
        private final Cancellation cancellation;
        private final Random random;
        private final AtomicInteger interest;
        private final boolean persistent;
        private final Map<RemoteFile, Collected> fetched = Collections.synchronizedMap(new LinkedHashMap<>());
        private final Set<Collected> failing = new HashSet<>();

        RandomJob(Lane lane, Cancellation cancellation, Random random) {
            this.lane = lane;
            this.cancellation = cancellation;
            this.random = random;
            persistent = random.nextInt(3) > 0;
            interest = new AtomicInteger(persistent ? Integer.MAX_VALUE : random.nextInt(300));
        }

        void requestSeen() {
            if (interest.getAndDecrement() == 0) {
                cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Lost interest"));
            }
        }

        @Override
        public void run() {
            List<SourceEntry> found = new ArrayList<>();
            try {
                boolean atOnce = random.nextBoolean();
                lane.list(ModelLanes.EVERYTHING, batch -> {
                    found.addAll(batch.entries());
                    if (atOnce) {
                        fetch(batch.entries());
                    }
                });
                if (!atOnce) {
                    fetch(found);
                }
                checkListing(found);
            } catch (FileException e) {
                checkExcuse("The listing", e);
            } catch (RuntimeException e) {
                breaches.add("The job met " + e);
            }
        }

        private void fetch(List<SourceEntry> entries) {
            for (SourceEntry entry : entries) {
                if (entry instanceof RemoteFile file) {
                    Collected sink = randomSink();
                    fetched.put(file, sink);
                    ModelLanes.fetch(lane, file, sink);
                }
            }
        }

        private Collected randomSink() {
            int kind = random.nextInt(20);
            int most = random.nextInt(2000);
            if (kind == 0) {
                return Collected.slowly(100_000);
            }
            if (kind > 1) {
                return new Collected();
            }
            Collected sink = new Collected() {
                @Override
                void taken(int length) throws FileException {
                    if (size() >= most) {
                        throw new FileException(ErrorCode.DISK_FULL, Remedy.LATER, "Full");
                    }
                }
            };
            failing.add(sink);
            return sink;
        }

        private void checkListing(List<SourceEntry> found) {
            Set<String> names = new HashSet<>();
            boolean incomplete = false;
            for (SourceEntry entry : found) {
                incomplete |= !(entry instanceof RemoteFile);
                if (!names.add(entry.name())) {
                    breaches.add("Listed twice: " + entry.name());
                }
            }
            // An entry that is gone when it is looked at is rightly not told.
            if (incomplete ? mustSucceed() : errorRate == 0 && !names.equals(tree.keySet())) {
                breaches.add("Listed " + found + " where there is " + tree.keySet());
            }
        }

        void check() {
            fetched.forEach((file, sink) -> {
                byte[] content = tree.get(file.name());
                try {
                    if (!Arrays.equals(content, sink.bytes())) {
                        breaches.add("Other bytes of " + file.name());
                    }
                } catch (FileException e) {
                    byte[] got = sink.soFar();
                    if (!Arrays.equals(Arrays.copyOf(content, Math.min(got.length, content.length)), got)) {
                        breaches.add("Other bytes of " + file.name() + ", which failed");
                    }
                    if (e.code() != ErrorCode.DISK_FULL || !failing.contains(sink)) {
                        checkExcuse(file.name(), e);
                    }
                } catch (AssertionError e) {
                    breaches.add(file.name() + ": " + e.getMessage());
                }
                if (!sink.breach().isEmpty()) {
                    breaches.add("The sink of " + file.name() + " was " + sink.breach());
                }
            });
        }

        private void checkExcuse(String what, FileException e) {
            boolean cancelled = cancellation.cancelled() && e.code() == ErrorCode.CANCELLED;
            boolean cut = hangsUp && e.code() == ErrorCode.CONNECTION_FAILED;
            boolean refused = errorRate > 0 && e.code() != ErrorCode.CANCELLED && e.code() != ErrorCode.TIMEOUT;
            boolean crowded = fewHandles && e.code() == ErrorCode.INTERNAL_ERROR;
            if (!cancelled && !cut && !refused && !crowded) {
                breaches.add(what + " failed without a reason: " + e.code() + " " + e.getMessage());
            }
        }
    }

    @Override
    public String toString() {
        return jobs.size() + " jobs, " + tree.size() + " files, " + servers.size() + " servers, error rate " + errorRate
                + (hangsUp ? ", hangs up" : "") + (fewHandles ? ", few handles" : "");
    }
}
