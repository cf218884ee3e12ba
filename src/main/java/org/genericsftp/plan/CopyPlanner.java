package org.genericsftp.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.genericsftp.file.Difference;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.Placement;
import org.genericsftp.file.RejectedName;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.Decision.Consumed;
import org.genericsftp.plan.Decision.Copy;
import org.genericsftp.plan.Decision.Fail;
import org.genericsftp.plan.Decision.Incomplete;
import org.genericsftp.plan.Decision.Refuse;
import org.genericsftp.plan.Decision.Skip;
import org.genericsftp.plan.Decision.Unchanged;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one job, batch by batch, what becomes of what the listing finds:
 *
 * <pre>{@code
 * Selected selected = planner.select(batch.entries());
 * List<FileStamp> there = ... // one for each of selected.files(), null where the destination has no such file
 * planner.decide(selected, there).forEach(...);
 * }</pre>
 *
 * It keeps nothing from one batch to the next. Safe for use by many threads.
 */
public final class CopyPlanner {
    private final Selection selection;
    private final SettleRule settled;
    private final Placement placement;
    private final SettleRule unchanged;
    private final Remembered remembered;

    /**
     * @param settleTime how long a file must have been left unchanged before it is copied; zero copies any
     * @param startedAt when the job began, by the worker's clock
     * @param placement where copies go
     */
    public CopyPlanner(Selection selection, Duration settleTime, Instant startedAt, Placement placement) {
        this(selection, settleTime, Duration.ZERO, startedAt, placement);
    }

    /**
     * The same.
     *
     * @param wanted how long a file must have been left unchanged for the requester to be told that it is there
     */
    public CopyPlanner(
            Selection selection, Duration settleTime, Duration wanted, Instant startedAt, Placement placement) {
        this(
                selection,
                new SettleRule(settleTime, startedAt),
                placement,
                new SettleRule(wanted, startedAt),
                Remembered.NOTHING);
    }

    private CopyPlanner(
            Selection selection, SettleRule settled, Placement placement, SettleRule unchanged, Remembered remembered) {
        this.selection = selection;
        this.settled = settled;
        this.placement = placement;
        this.unchanged = unchanged;
        this.remembered = remembered;
    }

    /** The same; what was delivered before, and is not there any more, is not copied again. */
    public CopyPlanner remembering(Remembered delivered) {
        return new CopyPlanner(selection, settled, placement, unchanged, delivered);
    }

    /** Picks what concerns the request, each file with its place; the rest of the listing is as if it were not there. */
    public Selected select(List<SourceEntry> listed) {
        return new Selected(listed.stream()
                .filter(this::concernsTheRequest)
                .map(this::inItsPlace)
                .toList());
    }

    private SourceEntry inItsPlace(SourceEntry entry) {
        if (!(entry instanceof RemoteFile file)) {
            return entry;
        }
        try {
            return placement.place(file);
        } catch (FileException e) {
            return new RejectedName(file.name(), file.stamp(), e);
        }
    }

    private boolean concernsTheRequest(SourceEntry entry) {
        if (entry instanceof RemoteFile file) {
            return selection.selects(file.path(), file.stamp());
        }
        if (entry instanceof SkippedEntry skipped) {
            return selection.selects(skipped.path(), skipped.stamp());
        }
        if (entry instanceof RejectedName rejected) {
            return selection.selectsUnusable(rejected.name(), rejected.stamp());
        }
        return true;
    }

    /**
     * Decides on what was selected, in its order.
     *
     * @param there what the destination has of each of {@link Selected#files}, in their order; null where it has none
     */
    public List<Decision> decide(Selected selected, List<@Nullable FileStamp> there) {
        int files = selected.files().size();
        if (there.size() != files) {
            throw new IllegalArgumentException(there.size() + " stamps from the destination for " + files + " files");
        }
        Iterator<@Nullable FileStamp> stamps = there.iterator();
        List<Decision> decisions = new ArrayList<>();
        for (SourceEntry entry : selected.entries()) {
            decisions.add(decide(entry, stamps));
        }
        return decisions;
    }

    private Decision decide(SourceEntry entry, Iterator<@Nullable FileStamp> there) {
        if (entry instanceof RemoteFile file) {
            return decide(file, there.next());
        }
        if (entry instanceof SkippedEntry skipped) {
            return new Skip(skipped.name(), skipped.stamp(), skipped.reason());
        }
        if (entry instanceof RejectedName rejected) {
            return new Fail(rejected.name(), rejected.stamp(), rejected.why());
        }
        if (entry instanceof MissingFile missing) {
            return new Fail(missing.name(), FileStamp.UNKNOWN, missing.why());
        }
        return new Incomplete((UnlistedFolder) entry);
    }

    private Decision decide(RemoteFile file, @Nullable FileStamp there) {
        Difference difference = Difference.between(file.stamp(), there);
        if (difference == null) {
            return unchanged.hasSettled(file.stamp().modified())
                    ? new Unchanged(file)
                    : new Skip(file.name(), file.stamp(), SkipReason.UNSETTLED);
        }
        Instant deliveredAt = there == null ? remembered.deliveredAt(file) : null;
        if (deliveredAt != null) {
            return new Consumed(file, deliveredAt);
        }
        if (!settled.hasSettled(file.stamp().modified())) {
            return new Skip(file.name(), file.stamp(), SkipReason.UNSETTLED);
        }
        return there == null || placement.replaces()
                ? new Copy(file, difference)
                : new Refuse(file, Placement.taken(file));
    }
}
