package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.SyncTrigger;
import org.genericsftp.sync.Syncs;
import org.jspecify.annotations.Nullable;

/** One attempt at one sync, from its begin to the commit of the answers to all that asked for it. */
final class SyncAttempt {
    private final Desk desk;
    private final List<Intake.Accepted> triggers;
    private final Inbox inbox;
    private final Syncs.Order order;
    private final RunningRequest running;

    /** @param triggers at least one */
    SyncAttempt(Desk desk, List<Intake.Accepted> triggers, Inbox inbox) {
        this.desk = desk;
        this.triggers = triggers;
        this.inbox = inbox;
        this.order = order(triggers);
        this.running = running(triggers, order);
    }

    private static Syncs.Order order(List<Intake.Accepted> triggers) {
        List<String> requestIds = triggers.stream()
                .filter(trigger -> tickOf(trigger) == null)
                .map(Intake.Accepted::requestId)
                .toList();
        Long latestTick = triggers.stream()
                .map(SyncAttempt::tickOf)
                .filter(Objects::nonNull)
                .reduce(Math::max)
                .orElse(null);
        Instant askedAt = triggers.stream()
                .map(trigger -> trigger.envelope().times().askedAt())
                .min(Instant::compareTo)
                .orElseThrow();
        return new Syncs.Order(requestIds, latestTick, askedAt);
    }

    private static @Nullable Long tickOf(Intake.Accepted accepted) {
        return accepted.request() instanceof SyncTrigger trigger ? trigger.tick() : null;
    }

    private static RunningRequest running(List<Intake.Accepted> triggers, Syncs.Order order) {
        Intake.Accepted first = triggers.get(0);
        String shownAs = order.requestIds().isEmpty()
                ? first.requestId()
                : order.requestIds().get(0);
        return new RunningRequest(
                Set.copyOf(order.requestIds()),
                shownAs,
                first.request().type(),
                first.request().requester(),
                first.envelope().receivedAt());
    }

    void run() throws JMSException, BrokenOffException {
        RunningRequests.Run run = desk.requests().begin(running, null, inbox.link());
        List<ReplyPages> replies = new ArrayList<>();
        try {
            for (Intake.Accepted trigger : triggers) {
                replies.add(desk.answers().begin(trigger, inbox.link(), this::breakOff));
            }
            SyncReport report = desk.syncs().run(order, running.cancellation(), running.progress(), toAll(replies));
            running.requireUnbroken(report.result());
            for (int i = 0; i < triggers.size(); i++) {
                desk.answers()
                        .finish(replies.get(i), report.result(), triggers.get(i).envelope(), inbox);
            }
            inbox.commit();
            desk.syncs().done(report);
            desk.events().synced(report);
        } catch (BrokenOffException e) {
            if (running.hasLostItsLink()) {
                triggers.forEach(trigger ->
                        desk.requests().excuses().excuse(trigger.envelope().message()));
            }
            throw e;
        } finally {
            replies.forEach(ReplyPages::close);
            run.close();
        }
    }

    private static Outcomes toAll(List<ReplyPages> replies) {
        return new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                replies.forEach(reply -> reply.add(outcome));
            }

            @Override
            public void restart() {
                replies.forEach(ReplyPages::restart);
            }
        };
    }

    private void breakOff() {
        running.breakOff("a page of a reply could not be sent");
    }
}
