package org.genericsftp.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.source.Source;
import org.genericsftp.transfer.Copier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out requests by listing the source, deciding about each file that matches, and copying what is not there yet. */
public final class CopyFiles implements FileJob {
    private static final Logger LOG = LoggerFactory.getLogger(CopyFiles.class);

    private final JobSite site;
    private final JobSettings settings;
    private final ChangeSource changeSource;
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
        this.site = JobSite.of(settings, source, destination, copier, clock);
        this.settings = settings;
        this.changeSource = new ChangeSource(settings, source, destination, copier);
        this.nanoTime = nanoTime;
    }

    @Override
    public Result run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
        OutcomesInOrder inOrder = new OutcomesInOrder(request.orderOfFiles(), outcomes);
        NextCursor cursor = NextCursor.of(request, site.clock(), nanoTime);
        Tally tally = new Tally(inOrder, progress, cursor);
        try (Run run = new Run(site, request, request.selection(askedAt), cancellation, progress, tally)) {
            run.toTheEnd();
        } catch (RuntimeException | Error e) {
            LOG.error("A job has broken off", e);
            tally.brokenOff(e);
        }
        progress.ended();
        inOrder.end();
        if (!request.dryRun()) {
            changeSource.putBackLeftAside(cancellation);
        }
        return tally.resultAt(site.clock().instant());
    }

    @Override
    public List<Sighting> look(List<Sought> sought, Cancellation cancellation) throws FileException {
        return new Look(sought, settings.settleTime(), site.clock().instant(), cancellation, Look.MOST_STEPS)
                .leavingOut(settings.afterwards())
                .at(site.source());
    }

    @Override
    public void afterwards(
            FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
        changeSource.run(request, delivered, cancellation, told);
    }

    @Override
    public ConnectionReport check(Consumer<StageResult> whenEnded) {
        List<StageResult> stages = new ArrayList<>(site.source().check(whenEnded));
        if (stages.stream().allMatch(StageResult::passed)) {
            StageResult written = site.destination().check();
            whenEnded.accept(written);
            stages.add(written);
        }
        return new ConnectionReport(settings.client(), stages, site.clock().instant());
    }

    @Override
    public List<ServerFact> serverFacts() {
        return site.source().serverFacts();
    }

    @Override
    public JobFigures figures() {
        return new JobFigures(
                site.source().figures(), site.copier().retried(), site.copier().received());
    }

    @Override
    public Set<String> layouts() {
        return settings.layouts().names();
    }

    @Override
    public boolean remembers() {
        return site.journal() != null;
    }

    @Override
    public void removeLeftovers() throws FileException {
        site.destination().removeLeftovers();
    }
}
