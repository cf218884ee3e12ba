package org.genericsftp.serve;

import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Printable;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.job.Delivered;
import org.genericsftp.request.AfterwardsPages;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a request or a sync wants to become of files at the source, from the job to the time after the answer. Nothing redoes it
 * where a worker is killed meanwhile: the files stay, and the next request finds them unchanged.
 */
final class AfterReply {
    private static final Logger LOG = LoggerFactory.getLogger(AfterReply.class);
    private static final int MOST_KEPT_LOGGED = 10;

    private final HandlerContext context;
    private final FileRequest request;
    private final Delivered delivered = new Delivered();

    AfterReply(HandlerContext context, FileRequest request) {
        this.context = context;
        this.request = request;
    }

    /** Takes the job's outcomes. */
    Outcomes outcomes() {
        return request.afterwards() == null ? Outcomes.NOBODY : delivered;
    }

    /** The same, saying what is going to be done once the answer with this result is out. */
    Result announced(Result result) {
        return result.with(delivered.plannedAfter(result, request));
    }

    /** Does it, for a request. The answer with this result is out. */
    void run(Result answered, Reading.Accepted accepted, String replyId) {
        Afterwards what = answered.afterwards();
        if (what != null) {
            run(
                    "FileRequest " + accepted.requestId(),
                    new AfterwardsPages.Head(accepted.requestId(), replyId, null, client(), worker(), what),
                    accepted.letter().returnAddress().trace());
        }
    }

    /** Does it, for a sync. */
    void run(Result answered, String syncId, @Nullable TraceContext trace) {
        Afterwards what = answered.afterwards();
        if (what != null) {
            run("Sync " + syncId, new AfterwardsPages.Head(null, null, syncId, client(), worker(), what), trace);
        }
    }

    private void run(String cause, AfterwardsPages.Head head, @Nullable TraceContext trace) {
        Cancellation cancellation = new Cancellation();
        AfterwardsPages pages = new AfterwardsPages(
                head, context.client().clock(), page -> context.events().afterwards(page, trace));
        Cancellation.Registration registration = context.requests().untilTheEnd(cancellation);
        try {
            context.job().afterwards(request, delivered, cancellation, file -> {
                pages.add(file);
                log(file, pages.totals().kept());
            });
        } finally {
            registration.close();
        }
        pages.end(delivered.left());
        log(cause, head.afterwards(), pages.totals());
    }

    private String client() {
        return context.client().name();
    }

    private String worker() {
        return context.client().worker();
    }

    private void log(SourceOutcome file, long kept) {
        String name = Printable.escape(file.name());
        if (file.error() == null) {
            LOG.debug("{} at the source: {}", name, file.done());
        } else if (kept <= MOST_KEPT_LOGGED) {
            LOG.info(
                    "{}: {} stays at the source: {}, {}",
                    client(),
                    name,
                    file.error().code(),
                    Printable.escape(file.error().message()));
        }
    }

    private void log(String cause, Afterwards what, AfterwardsReport.Totals totals) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{}: {}: at the source ({}): {} deleted, {} moved, {} kept, {} left for the next time",
                    client(),
                    Printable.escape(cause),
                    Printable.escape(what.toString()),
                    totals.deleted(),
                    totals.moved(),
                    totals.kept(),
                    totals.left());
        }
    }
}
