package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.source.Lane;

/** Lists everything, and fetches all that it hears of, unless it loses interest. */
final class RandomJob implements Runnable {
    private final RandomDialogue dialogue;
    private final Lane lane;
    private final Cancellation cancellation;
    private final Random random;
    private final AtomicInteger interest;
    private final boolean persistent;
    private final Map<RemoteFile, List<Collected>> fetched = new LinkedHashMap<>();
    private final Set<Collected> failing = new HashSet<>();

    RandomJob(RandomDialogue dialogue, Lane lane, Cancellation cancellation, Random random) {
        this.dialogue = dialogue;
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
        try {
            list();
            fetchAgainWhatIsMissing();
        } catch (FileException e) {
            checkExcuse("The listing", e);
        } catch (RuntimeException e) {
            dialogue.breach("The job met " + e);
        }
    }

    /** As jobs do, it lists again on a new session where one was lost for the server's handles. */
    private void list() throws FileException {
        long start = System.nanoTime();
        while (true) {
            List<SourceEntry> found = new ArrayList<>();
            boolean atOnce = random.nextBoolean();
            try {
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
                return;
            } catch (FileException e) {
                if (!isWorthAnotherAttempt(e, start)) {
                    throw e;
                }
            }
        }
    }

    private boolean isWorthAnotherAttempt(FileException e, long startNanos) {
        LockSupport.parkNanos(1_000_000);
        return dialogue.mustSucceed()
                && dialogue.clumsiness().seemsToMixHandles()
                && !cancellation.cancelled()
                && e.remedy() != Remedy.NEVER
                && System.nanoTime() - startNanos < RandomDialogue.PATIENCE.toNanos();
    }

    private void fetch(List<SourceEntry> entries) {
        for (SourceEntry entry : entries) {
            if (entry instanceof RemoteFile file) {
                fetch(file, randomSink());
            }
        }
    }

    private void fetch(RemoteFile file, Collected sink) {
        fetched.computeIfAbsent(file, first -> new ArrayList<>()).add(sink);
        ModelLanes.fetch(lane, file, sink);
    }

    private void fetchAgainWhatIsMissing() {
        long start = System.nanoTime();
        for (Map.Entry<RemoteFile, List<Collected>> file : fetched.entrySet()) {
            List<Collected> attempts = file.getValue();
            while (isMissing(attempts.get(attempts.size() - 1), start)) {
                Collected next = new Collected();
                attempts.add(next);
                ModelLanes.fetch(lane, file.getKey(), next);
            }
        }
    }

    private boolean isMissing(Collected sink, long startNanos) {
        try {
            sink.stamp();
            return false;
        } catch (FileException e) {
            return e.code() != ErrorCode.DISK_FULL && isWorthAnotherAttempt(e, startNanos);
        } catch (AssertionError e) {
            return false;
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
                dialogue.breach("Listed twice: " + entry.name());
            }
        }
        // An entry that is gone when it is looked at is rightly not told.
        if (incomplete
                ? dialogue.mustSucceed()
                : dialogue.answersAll() && !names.equals(dialogue.tree().keySet())) {
            dialogue.breach(
                    "Listed " + found + " where there is " + dialogue.tree().keySet());
        }
    }

    void check() {
        fetched.forEach((file, attempts) -> {
            for (Collected sink : attempts) {
                boolean last = sink == attempts.get(attempts.size() - 1);
                check(file.name(), sink, !last);
            }
        });
    }

    private void check(String name, Collected sink, boolean mayFail) {
        byte[] content = dialogue.tree().getOrDefault(name, new byte[0]);
        try {
            if (!Arrays.equals(content, sink.bytes())) {
                dialogue.breach("Other bytes of " + name);
            }
        } catch (FileException e) {
            byte[] got = sink.soFar();
            if (!dialogue.clumsiness().mixesHandles()
                    && !Arrays.equals(Arrays.copyOf(content, Math.min(got.length, content.length)), got)) {
                dialogue.breach("Other bytes of " + name + ", which failed");
            }
            boolean wronglyListed =
                    dialogue.clumsiness().mixesHandles() && !dialogue.tree().containsKey(name);
            boolean full = e.code() == ErrorCode.DISK_FULL && failing.contains(sink);
            if (!mayFail && !wronglyListed && !full) {
                checkExcuse(name, e);
            }
        } catch (AssertionError e) {
            dialogue.breach(name + ": " + e.getMessage());
        }
        if (!sink.breach().isEmpty()) {
            dialogue.breach("The sink of " + name + " was " + sink.breach());
        }
    }

    private void checkExcuse(String what, FileException e) {
        if (!dialogue.excuses(e, cancellation.cancelled())) {
            dialogue.breach(what + " failed without a reason: " + e.code() + " " + e.getMessage());
        }
    }
}
