package org.genericsftp.sftp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;

/**
 * One client's lanes and the servers they speak to, all of whose doings follow from a seed, but for the threads' pace.
 *
 * <p>A server that carries out a later OPEN before an earlier READ, and gives the new file the handle of that READ, can
 * answer just as an honest one does: no client can tell the two apart. Where the seed has one that overtakes and gives
 * handles again, whether they are in use or free, the client is told so in its settings ({@code requests-in-order: no}),
 * which keeps it safe. All else it must find out.
 */
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
            Protocol.STAT,
            Protocol.READLINK,
            Protocol.EXTENDED,
            Protocol.REALPATH);
    /** As many as a client needs that finds out about a server that mixes handles, and some more. */
    private static final int CONNECTIONS = 24;

    private static final SftpSettings.Server OVERTAKING =
            new SftpSettings.Server(null, null, null, false, null, null, null);

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Random random;
    private final Map<String, byte[]> tree = new TreeMap<>();
    private final List<ModelServer> servers = new ArrayList<>();
    private final List<String> breaches = Collections.synchronizedList(new ArrayList<>());
    private final List<RandomJob> jobs = new ArrayList<>();
    private final double errorRate;
    private final boolean hangsUp;
    private final boolean fewHandles;
    private final Clumsiness clumsiness;

    RandomDialogue(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        errorRate = random.nextInt(3) == 0 ? random.nextDouble() * 0.1 : 0;
        hangsUp = random.nextInt(4) == 0;
        fewHandles = random.nextInt(3) == 0;
        clumsiness = Clumsiness.random(random);
        plant(seed);
    }

    private void plant(long seed) {
        ModelServer first = new ModelServer(new Manners(
                seed,
                random.nextBoolean(),
                clumsiness.anyOrder(),
                random.nextBoolean(),
                fewHandles ? 1 + random.nextInt(6) : 1000,
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
            first.content(path).claimsEmpty = clumsiness.claimsEmpty() && random.nextInt(5) == 0;
        }
        servers.add(first);
        for (int i = random.nextInt(3); hangsUp && i >= 0; i--) {
            servers.add(first.another());
        }
        for (int i = 0; clumsiness.seemsToMixHandles() && i < CONNECTIONS; i++) {
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
        clumsiness.teach(server);
        Random whims = new Random(random.nextLong());
        AtomicInteger left = new AtomicInteger(hangUpAfter);
        server.withWhim(request -> {
            if (left.decrementAndGet() == 0) {
                server.hangUp();
            }
            jobs.forEach(RandomJob::requestSeen);
            int refusal = clumsiness.refusal() == 0 ? ERRORS[whims.nextInt(ERRORS.length)] : clumsiness.refusal();
            return mayFail(request, refusal) && whims.nextDouble() < errorRate
                    ? ModelPacket.status(request.id(), refusal)
                    : clumsiness.answerTo(request);
        });
    }

    /** Where nothing else tells where a file ends, that it ends is no refusal, but something that is believed. */
    private boolean mayFail(Request request, int refusal) {
        boolean isEnd = request.type() == Protocol.READ && refusal == Protocol.EOF;
        return MAY_FAIL.contains(request.type()) && !(isEnd && endsUntold(request));
    }

    private boolean endsUntold(Request request) {
        ModelServer.Content file =
                request.path() == null ? null : servers.get(0).content(request.path());
        return file == null || !file.tellsSize || file.claimsEmpty;
    }

    /** Whether every file must come whole, for a job that does not give up. */
    boolean mustSucceed() {
        return errorRate == 0 && !hangsUp;
    }

    /** Whether it refuses nothing but what it can't do. */
    boolean answersAll() {
        return errorRate == 0;
    }

    /** Whether there is a reason for something to fail so. */
    boolean excuses(FileException e, boolean cancelled) {
        boolean lostInterest = cancelled && e.code() == ErrorCode.CANCELLED;
        boolean cut = hangsUp && e.code() == ErrorCode.CONNECTION_FAILED;
        boolean gaveUp = !mustSucceed() || cancelled;
        boolean mixed = gaveUp && clumsiness.seemsToMixHandles() && e.remedy() != Remedy.NEVER;
        boolean refused = errorRate > 0 && e.code() != ErrorCode.CANCELLED && e.code() != ErrorCode.TIMEOUT;
        boolean crowded = fewHandles && e.code() == ErrorCode.INTERNAL_ERROR;
        return lostInterest || cut || mixed || refused || crowded;
    }

    Clumsiness clumsiness() {
        return clumsiness;
    }

    /** The bytes of the files by their paths. */
    Map<String, byte[]> tree() {
        return tree;
    }

    void breach(String what) {
        breaches.add(what);
    }

    /** What was against the rules; hopefully nothing. */
    List<String> hold(ModelLanes lanes) throws Exception {
        SftpSettings.Server told = clumsiness.mustBeTold() ? OVERTAKING : SftpSettings.Server.UNKNOWN;
        ModelLanes.Client client = lanes.client(told, servers.toArray(ModelServer[]::new));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Cancellation cancellation = new Cancellation();
            jobs.add(new RandomJob(this, client.lane(cancellation), cancellation, new Random(random.nextLong())));
        }
        List<Thread> threads = jobs.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(2 * PATIENCE.toMillis());
            if (thread.isAlive()) {
                breaches.add("A job did not end: " + Arrays.toString(thread.getStackTrace()));
            }
        }
        jobs.forEach(RandomJob::check);
        eventually(
                "handles are left open",
                () -> servers.stream().allMatch(server -> server.openHandles() == 0 || !server.running()));
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

    @Override
    public String toString() {
        return jobs.size() + " jobs, " + tree.size() + " files, " + servers.size() + " servers, error rate " + errorRate
                + (hangsUp ? ", hangs up" : "") + (fewHandles ? ", few handles" : "") + clumsiness;
    }
}
