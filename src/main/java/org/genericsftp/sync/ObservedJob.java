package org.genericsftp.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileError;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.JobReport;
import org.genericsftp.job.Progress;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyError;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's job of which the connection monitor learns, and which always ends in a result, also when it breaks. */
public final class ObservedJob {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedJob.class);

    private final FileJob job;
    private final ConnectionMonitor monitor;
    private final Clock clock;

    public ObservedJob(FileJob job, ConnectionMonitor monitor, Clock clock) {
        this.job = job;
        this.monitor = monitor;
        this.clock = clock;
    }

    /** As {@link FileJob#run}. */
    public Result run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
        Tally tally = new Tally(outcomes);
        try {
            JobReport report = job.run(request, askedAt, cancellation, progress, tally);
            Result result = resultOf(report.status(), report.totals(), report.error());
            monitor.observe(request, report);
            return result;
        } catch (RuntimeException | Error e) {
            LOG.error("A job has broken off", e);
            FileError error = new FileError(ErrorCode.INTERNAL_ERROR, unforeseen(e), true);
            return resultOf(ReplyStatus.of(tally.totals(), error), tally.totals(), error);
        }
    }

    private Result resultOf(ReplyStatus status, Totals totals, @Nullable FileError error) {
        return new Result(status, totals, error == null ? null : ReplyError.of(error), clock.instant());
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

    /** As {@link FileJob#check}. */
    public ConnectionReport check() {
        ConnectionReport report = reportOfCheck();
        monitor.observe(report);
        return report;
    }

    /** As {@link FileJob#serverFacts}. */
    public List<ServerFact> serverFacts() {
        return job.serverFacts();
    }

    private ConnectionReport reportOfCheck() {
        try {
            return job.check();
        } catch (RuntimeException | Error e) {
            LOG.error("A connection check has broken off", e);
            FileException failure = new FileException(ErrorCode.INTERNAL_ERROR, Remedy.LATER, unforeseen(e), e);
            StageResult stage = new StageResult(CheckStage.RESOLVE, Duration.ZERO, failure);
            return new ConnectionReport(monitor.client(), List.of(stage), clock.instant());
        }
    }

    private static String unforeseen(Throwable e) {
        return "The worker failed in a way that was not foreseen ("
                + e.getClass().getSimpleName() + "); its log tells more";
    }

    /** Counts what passes, for a job that does not come back with totals of its own. */
    private static final class Tally implements Outcomes {
        private final Outcomes next;
        private Totals totals = Totals.NONE;

        Tally(Outcomes next) {
            this.next = next;
        }

        @Override
        public void add(FileOutcome outcome) {
            synchronized (this) {
                totals = totals.plus(outcome);
            }
            next.add(outcome);
        }

        @Override
        public void restart() {
            synchronized (this) {
                totals = Totals.NONE;
            }
            next.restart();
        }

        synchronized Totals totals() {
            return totals;
        }
    }
}
