package org.genericsftp.job;

import java.io.Closeable;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.Place;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Printable;
import org.genericsftp.filter.Selection;
import org.genericsftp.journal.Journal;
import org.genericsftp.plan.CopyPlanner;
import org.genericsftp.plan.Decision;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Remembered;
import org.genericsftp.request.FileRequest;
import org.genericsftp.source.Lane;
import org.genericsftp.transfer.Copying;
import org.genericsftp.transfer.Partials;
import org.genericsftp.transfer.RetryLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request under way. Its attempts come one after the other; each begins with the listing. */
final class Run implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final JobSite site;
    private final JobSettings settings;
    private final Destination destination;
    private final FileRequest request;
    private final Selection selection;
    private final Layout layout;
    private final Cancellation cancellation;
    private final Progress progress;
    private final Tally tally;
    private final RetryLoop retryLoop;
    private final Partials partials = new Partials();
    private final FilterBudget filterBudget;
    private final Destination.View view;
    /** Null where nothing is delivered, or none of it remembered. */
    private final @Nullable Deliveries deliveries;

    private boolean begun;
    private @Nullable Place place;
    private @Nullable FileException stoppedBy;

    Run(
            JobSite site,
            FileRequest request,
            Selection selection,
            Cancellation cancellation,
            Progress progress,
            Tally tally) {
        this.site = site;
        this.settings = site.settings();
        this.destination = site.destination();
        this.request = request;
        this.selection = selection;
        this.layout = settings.layouts().of(request.layout());
        this.cancellation = cancellation;
        this.progress = progress;
        this.tally = tally;
        this.retryLoop = site.copier().retryLoop(cancellation, progress.queued());
        this.filterBudget = new FilterBudget(settings.filterBudget(), cancellation, FilterBudget.cpuTimeOfThread());
        this.view = destination.view();
        Journal journal = site.journal();
        this.deliveries = journal == null || request.dryRun()
                ? null
                : new Deliveries(journal, destination, layout.foldersOf(selection), settings.hasOwnPlaces(request));
    }

    @Override
    public void close() {
        partials.close();
        view.close();
        if (deliveries != null) {
            deliveries.close();
        }
    }

    /** Returns when what was copied is there to stay. */
    void toTheEnd() {
        for (boolean again = true; again; ) {
            boolean ended = untilDone();
            settle();
            again = hasLostItsPlace() && ended;
        }
    }

    /** False when it was stopped before its end. */
    private boolean untilDone() {
        try {
            retryLoop.until(this::attempt);
            return true;
        } catch (FileException e) {
            stoppedBy = e;
            tally.stopped(e);
            return false;
        }
    }

    private void settle() {
        try {
            site.copier().retryLoop(cancellation).until(() -> destination.settle(layout.foldersOf(selection)));
        } catch (FileException e) {
            tally.stopped(e);
            return;
        }
        if (deliveries != null) {
            deliveries.flush(site.copier().retryLoop(cancellation));
        }
    }

    /** Null while it is not to be reached: whatever needs it says why. */
    private @Nullable Place placeNow() {
        try {
            return destination.place();
        } catch (FileException e) {
            return null;
        }
    }

    /**
     * Whether the destination directory has come to lead elsewhere since the attempt began. Then nothing that was told
     * of files is known to be true where it leads now: it is taken back.
     */
    private boolean hasLostItsPlace() {
        Place now = placeNow();
        if (now == null || now.equals(place)) {
            return false;
        }
        LOG.warn(
                "The destination directory of {} has come to lead to {}: the request is carried out there",
                settings.client(),
                Printable.escape(now.name()));
        tally.restart();
        if (stoppedBy != null) {
            tally.stopped(stoppedBy);
        }
        return true;
    }

    private void attempt() throws FileException {
        cancellation.check();
        place = placeNow();
        remember();
        Lane lane = site.source().open(cancellation, destination.writers());
        try {
            progress.connected();
            if (begun) {
                tally.restart();
            }
            begun = true;
            copyAll(lane, start(lane));
        } finally {
            lane.close();
        }
        cancellation.check();
    }

    private void remember() throws FileException {
        if (deliveries != null) {
            deliveries.begin(place);
        }
        if (site.journal() != null) {
            site.journal().learn();
        }
    }

    private Copying start(Lane lane) {
        return site.copier()
                .start(
                        lane,
                        settings.rules(request),
                        cancellation,
                        deliveries == null ? tally : Outcomes.both(deliveries, tally),
                        deliveries == null ? copied -> {} : deliveries::copied,
                        progress::received,
                        partials);
    }

    /** Whatever ends it, no copy is still being made when this returns. */
    private void copyAll(Lane lane, Copying copying) throws FileException {
        try {
            listAndCopy(lane, copying);
        } catch (FileException e) {
            copying.breakOff(e);
            if (copying.hasMadeProgress()) {
                retryLoop.madeProgress();
            }
            throw e;
        } catch (RuntimeException e) {
            copying.abandon();
            throw e;
        }
    }

    private void listAndCopy(Lane lane, Copying copying) throws FileException {
        CopyPlanner planner = settings.planner(
                        request, selection.with(filterBudget), site.clock().instant())
                .remembering(remembered());
        new DecidedListing(lane, selection, settings.afterwards(), planner, filterBudget, view, tally.cursor(), layout)
                .list(request, decision -> carryOut(decision, copying));
        progress.listed();
        copying.finish();
    }

    private void carryOut(Decision decision, Copying copying) throws FileException {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", Printable.escape(decision.describe()));
        }
        if (decision.isMatch()) {
            progress.matched(decision.bytesToCopy());
        }
        if (decision instanceof Decision.Copy copy) {
            if (request.dryRun()) {
                tally.add(FileOutcome.planned(copy.file(), copy.difference()));
            } else {
                copying.copy(copy.file());
            }
        } else if (decision instanceof Decision.Unchanged unchanged) {
            copying.leave(unchanged.file());
        } else if (decision instanceof Decision.Final known) {
            tally.add(known.outcome());
        } else if (decision instanceof Decision.Incomplete incomplete) {
            tally.incomplete(incomplete.folder());
        }
    }

    private Remembered remembered() {
        Journal journal = site.journal();
        return journal == null || !request.remember() ? Remembered.NOTHING : journal::deliveredAt;
    }
}
