package org.genericsftp.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verified;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which files a job has delivered, for what is to become of them afterwards. They are no more than memory has room for;
 * the others are counted, and a later request finds them UNCHANGED.
 */
public final class Delivered implements Outcomes {
    private static final int BYTES_OF_FILE = 500;

    /** Together they take an eighth of the heap at most. */
    private static final int MOST = (int) Math.min(100_000, Runtime.getRuntime().maxMemory() / 8 / BYTES_OF_FILE);

    /** With any other status nothing is done. */
    private static final Set<ReplyStatus> GOOD =
            Set.of(ReplyStatus.COMPLETED, ReplyStatus.PARTIAL, ReplyStatus.LEASE_ENDED);

    private final int most;
    private final List<Item> items = new ArrayList<>();
    private long left;
    private boolean stopped;

    /**
     * A file that is at the destination.
     *
     * @param path at the source
     * @param copy its copy's at the destination
     * @param copied by this job; else it was there before
     */
    record Item(RelativePath path, RelativePath copy, FileStamp stamp, boolean copied, boolean verified) {
        PlacedFile placed() {
            return new PlacedFile(copy, stamp);
        }
    }

    public Delivered() {
        this(MOST);
    }

    Delivered(int most) {
        this.most = most;
    }

    /** A copy of a file that was still growing is not the whole of it. */
    @Override
    public synchronized void add(FileOutcome outcome) {
        boolean copied = outcome.outcome() == Outcome.COPIED;
        if ((!copied && outcome.outcome() != Outcome.UNCHANGED) || outcome.growing()) {
            return;
        }
        if (items.size() == most) {
            left++;
            return;
        }
        RelativePath path = new RelativePath(outcome.name());
        String elsewhere = outcome.destinationName();
        RelativePath copy = elsewhere == null ? path : new RelativePath(elsewhere);
        boolean verified = outcome.verified() != null && outcome.verified() != Verified.NOT;
        items.add(new Item(path, copy, outcome.stamp(), copied, verified));
    }

    @Override
    public synchronized void restart() {
        items.clear();
        left = 0;
        stopped = false;
    }

    @Override
    public synchronized void stopped() {
        stopped = true;
    }

    /** Whether there is none; also where the job was stopped, as nothing is to be built on what it did then. */
    private synchronized boolean isEmpty() {
        return stopped || items.isEmpty();
    }

    /** What is to become of them at the source once the answer with this result is out; null for nothing. */
    public @Nullable Afterwards plannedAfter(Result result, FileRequest request) {
        boolean good = GOOD.contains(result.status());
        return good && !request.dryRun() && !isEmpty() ? request.afterwards() : null;
    }

    synchronized List<Item> items() {
        return stopped ? List.of() : List.copyOf(items);
    }

    /** How many more there were. */
    public synchronized long left() {
        return left;
    }
}
