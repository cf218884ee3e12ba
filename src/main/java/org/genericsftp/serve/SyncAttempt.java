package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.request.Phases;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.SyncTrigger;
import org.genericsftp.sync.Syncs;
import org.jspecify.annotations.Nullable;

/** One attempt at one sync, from its begin to the commit of the answers to all that asked for it. */
final class SyncAttempt {
    private final HandlerContext context;
    private final List<Reading.Accepted> triggers;
    private final Transaction transaction;
    private final Syncs.Order order;
    private final RunningRequest running;
    private final Reading.Accepted shown;
    private final AfterReply afterReply;

    /** @param triggers at least one */
    SyncAttempt(HandlerContext context, List<Reading.Accepted> triggers, Transaction transaction) {
        this.context = context;
        this.triggers = triggers;
        this.transaction = transaction;
        // The others are the workers' own.
        List<Reading.Accepted> asked =
                triggers.stream().filter(trigger -> tickOf(trigger) == null).toList();
        List<String> requestIds =
                asked.stream().map(Reading.Accepted::requestId).toList();
        this.afterReply = new AfterReply(context, context.syncs().request());
        this.order = new Syncs.Order(requestIds, latestTick(triggers), askedAt(triggers));
        this.shown = asked.isEmpty() ? triggers.get(0) : asked.get(0);
        this.running = new RunningRequest(
                asked.stream()
                        .flatMap(trigger -> CancelProof.acceptedBy(trigger).stream())
                        .collect(Collectors.toSet()),
                shown,
                queued());
    }

    private static @Nullable Long latestTick(List<Reading.Accepted> triggers) {
        return triggers.stream()
                .map(SyncAttempt::tickOf)
                .filter(Objects::nonNull)
                .reduce(Math::max)
                .orElse(null);
    }

    private static Instant askedAt(List<Reading.Accepted> triggers) {
        return triggers.stream()
                .map(trigger -> trigger.letter().times().askedAt())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** How long the one that waited longest did. */
    private Duration queued() {
        return triggers.stream()
                .map(trigger -> trigger.letter().times().queued())
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private static @Nullable Long tickOf(Reading.Accepted accepted) {
        return accepted.request() instanceof SyncTrigger trigger ? trigger.tick() : null;
    }

    void run() throws BrokerException, BrokenOffException {
        LogContext.begin(shown);
        try {
            answer();
        } finally {
            LogContext.end();
        }
    }

    private void answer() throws BrokerException, BrokenOffException {
        Cancellation.Registration registration = context.requests().begin(running, null, transaction);
        List<TriggerReply> replies = triggers.stream()
                .map(trigger -> new TriggerReply(context, trigger, transaction, this::breakOff))
                .toList();
        Instant receivedAt = shown.letter().times().receivedAt();
        try (Spans.Span span = context.spans().begin(context.client().name(), shown, receivedAt)) {
            SyncReport report = context.syncs()
                    .run(order, running.cancellation(), running.progress(), toAll(replies), afterReply.outcomes());
            running.requireUnbroken(report.result());
            Result result = afterReply.announced(report.result());
            for (TriggerReply reply : replies) {
                reply.finish(result);
            }
            transaction.commit();
            context.syncs().done(report);
            Phases phases = running.progress().phases();
            span.answered(report.result(), phases);
            context.events()
                    .synced(
                            report.withPhases(phases),
                            shown.letter().returnAddress().trace());
            registration.close();
            afterReply.run(
                    result, report.syncId(), shown.letter().returnAddress().trace());
        } catch (BrokenOffException e) {
            if (e.reason() == BrokenOffException.Reason.CONNECTION_LOST) {
                triggers.forEach(trigger -> context.deliveryLimit().forgive(trigger.letter()));
            }
            throw e;
        } finally {
            replies.forEach(TriggerReply::close);
            registration.close();
        }
    }

    private static Outcomes toAll(List<TriggerReply> replies) {
        return new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                replies.forEach(reply -> reply.add(outcome));
            }

            @Override
            public void restart() {
                replies.forEach(TriggerReply::restart);
            }
        };
    }

    private void breakOff() {
        running.breakOff(BrokenOffException.Reason.PAGE_NOT_SENT);
    }
}
