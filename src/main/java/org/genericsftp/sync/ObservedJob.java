package org.genericsftp.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.job.Delivered;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.JobFigures;
import org.genericsftp.job.Progress;
import org.genericsftp.job.Sighting;
import org.genericsftp.job.Sought;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's job, which the connection monitor learns from. */
public final class ObservedJob {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedJob.class);

    private final FileJob job;
    private final ConnectionMonitor monitor;
    private final Clock clock;
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    public ObservedJob(FileJob job, ConnectionMonitor monitor, Clock clock) {
        this.job = job;
        this.monitor = monitor;
        this.clock = clock;
    }

    /** As {@link FileJob#run}. */
    public Result run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
        Result result = job.run(request, askedAt, cancellation, progress, outcomes);
        monitor.observe(request, result);
        return result;
    }

    /** As {@link FileJob#look}. */
    public List<Sighting> look(List<Sought> sought, Cancellation cancellation) throws FileException {
        return job.look(sought, cancellation);
    }

    /** As {@link FileJob#afterwards}. */
    public void afterwards(
            FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
        job.afterwards(request, delivered, cancellation, told);
    }

    /** As {@link FileJob#removeLeftovers}; what can't be removed now is left for the next time. */
    public void removeLeftovers() {
        try {
            job.removeLeftovers();
        } catch (FileException e) {
            LOG.warn("Temporary files of killed workers could not be looked for: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Removing temporary files has broken off", e);
        }
    }

    /** As {@link FileJob#check()}. */
    public ConnectionReport check() {
        return check(stage -> {});
    }

    /** As {@link FileJob#check(Consumer)}. */
    public ConnectionReport check(Consumer<StageResult> whenEnded) {
        ConnectionReport report = reportOfCheck(whenEnded);
        (report.failure() == null ? passed : failed).incrementAndGet();
        monitor.observe(report);
        return report;
    }

    /** How many checks ended so, whoever asked for them. */
    public long checks(boolean valid) {
        return (valid ? passed : failed).get();
    }

    /** As {@link FileJob#layouts}. */
    public Set<String> layouts() {
        return job.layouts();
    }

    /** As {@link FileJob#remembers}. */
    public boolean remembers() {
        return job.remembers();
    }

    /** As {@link FileJob#serverFacts}. */
    public List<ServerFact> serverFacts() {
        return job.serverFacts();
    }

    /** As {@link FileJob#figures}. */
    public JobFigures figures() {
        return job.figures();
    }

    private ConnectionReport reportOfCheck(Consumer<StageResult> whenEnded) {
        try {
            return job.check(whenEnded);
        } catch (RuntimeException | Error e) {
            LOG.error("A connection check has broken off", e);
            String name = e.getClass().getSimpleName();
            String message = "The worker failed in a way that was not foreseen (" + name + "); its log tells more";
            FileException failure = new FileException(ErrorCode.INTERNAL_ERROR, Remedy.LATER, message, e);
            StageResult stage = new StageResult(CheckStage.RESOLVE, Duration.ZERO, failure);
            return new ConnectionReport(monitor.client(), List.of(stage), clock.instant());
        }
    }
}
