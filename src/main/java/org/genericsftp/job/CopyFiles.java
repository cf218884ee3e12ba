package org.genericsftp.job;

import java.io.Closeable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.Place;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.CopyPlanner;
import org.genericsftp.plan.Decision;
import org.genericsftp.plan.Layout;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Source;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.Copying;
import org.genericsftp.transfer.Partials;
import org.genericsftp.transfer.RetryLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out requests by listing the source, deciding about each file that matches, and copying what is not there yet. */
public final class CopyFiles implements FileJob {
    private static final Logger LOG = LoggerFactory.getLogger(CopyFiles.class);

    private final JobSettings settings;
    private final Source source;
    private final Destination destination;
    private final Copier copier;
    private final ChangeSource changeSource;
    private final Clock clock;
    private final LongSupplier nanoTime;

    public CopyFiles(JobSettings settings, Source source, Destination destination, Copier copier, Clock clock) {
        this(settings, source, destination, copier, clock, System::nanoTime);
    }

    CopyFiles(
            JobSettings settings,
            Source source,
            Destination destination,
            Copier copier,
            Clock clock,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.source = source;
        this.destination = destination;
        this.copier = copier;
        this.changeSource = new ChangeSource(settings, source, destination, copier);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public Result run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
        OutcomesInOrder inOrder = new OutcomesInOrder(request.orderOfFiles(), outcomes);
        NextCursor cursor = NextCursor.of(request, clock, nanoTime);
        Tally tally = new Tally(inOrder, progress, cursor);
        try {
            carryOut(request, request.selection(askedAt), cancellation, progress, tally);
        } catch (RuntimeException | Error e) {
            LOG.error("A job has broken off", e);
            tally.brokenOff(e);
        }
        progress.ended();
        inOrder.end();
        if (!request.dryRun()) {
            changeSource.putBackLeftAside(cancellation);
        }
        return tally.resultAt(clock.instant());
    }

    private void carryOut(
            FileRequest request, Selection selection, Cancellation cancellation, Progress progress, Tally tally) {
        try (Run run = new Run(request, selection, cancellation, progress, tally)) {
            for (boolean again = true; again; ) {
                boolean ended = run.untilDone();
                settle(run.layout.foldersOf(selection), cancellation, tally);
                again = run.hasLostItsPlace() && ended;
            }
        }
    }

    private void settle(Predicate<RelativePath> folders, Cancellation cancellation, Tally tally) {
        try {
            copier.retryLoop(cancellation).until(() -> destination.settle(folders));
        } catch (FileException e) {
            tally.stopped(e);
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

    @Override
    public List<Sighting> look(List<Sought> sought, Cancellation cancellation) throws FileException {
        return new Look(sought, settings.settleTime(), clock.instant(), cancellation, Look.MOST_STEPS)
                .leavingOut(settings.afterwards())
                .at(source);
    }

    @Override
    public void afterwards(
            FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
        changeSource.run(request, delivered, cancellation, told);
    }

    @Override
    public ConnectionReport check(Consumer<StageResult> whenEnded) {
        List<StageResult> stages = new ArrayList<>(source.check(whenEnded));
        if (stages.stream().allMatch(StageResult::passed)) {
            StageResult written = destination.check();
            whenEnded.accept(written);
            stages.add(written);
        }
        return new ConnectionReport(settings.client(), stages, clock.instant());
    }

    @Override
    public List<ServerFact> serverFacts() {
        return source.serverFacts();
    }

    @Override
    public JobFigures figures() {
        return new JobFigures(source.figures(), copier.retried(), copier.received());
    }

    @Override
    public Set<String> layouts() {
        return settings.layouts().names();
    }

    @Override
    public void removeLeftovers() throws FileException {
        destination.removeLeftovers();
    }

    /** One request under way. Its attempts come one after the other; each begins with the listing. */
    private final class Run implements Closeable {
        private final FileRequest request;
        private final Selection selection;
        private final Layout layout;
        private final Cancellation cancellation;
        private final Progress progress;
        private final Tally tally;
        private final RetryLoop retryLoop;
        private final Partials partials = new Partials();
        private final FilterBudget filterBudget;
        private final Destination.View view = destination.view();
        private boolean begun;
        private @Nullable Place place;
        private @Nullable FileException stoppedBy;

        Run(FileRequest request, Selection selection, Cancellation cancellation, Progress progress, Tally tally) {
            this.request = request;
            this.selection = selection;
            this.layout = settings.layouts().of(request.layout());
            this.cancellation = cancellation;
            this.progress = progress;
            this.tally = tally;
            this.retryLoop = copier.retryLoop(cancellation, progress.queued());
            this.filterBudget = new FilterBudget(settings.filterBudget(), cancellation, FilterBudget.cpuTimeOfThread());
        }

        @Override
        public void close() {
            partials.close();
            view.close();
        }

        /** False when it was stopped before its end. */
        boolean untilDone() {
            try {
                retryLoop.until(this::attempt);
                return true;
            } catch (FileException e) {
                stoppedBy = e;
                tally.stopped(e);
                return false;
            }
        }

        /**
         * Whether the destination directory has come to lead elsewhere since the attempt began. Then nothing that was told
         * of files is known to be true where it leads now: it is taken back.
         */
        boolean hasLostItsPlace() {
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
            Lane lane = source.open(cancellation, destination.writers());
            try {
                progress.connected();
                if (begun) {
                    tally.restart();
                }
                begun = true;
                copyAll(
                        lane,
                        copier.start(lane, settings.rules(request), cancellation, tally, progress::received, partials));
            } finally {
                lane.close();
            }
            cancellation.check();
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
            CopyPlanner planner = settings.planner(request, selection.with(filterBudget), clock.instant());
            new DecidedListing(
                            lane, selection, settings.afterwards(), planner, filterBudget, view, tally.cursor(), layout)
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
    }
}
