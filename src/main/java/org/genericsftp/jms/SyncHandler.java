package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.activemq.command.ActiveMQMessage;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;

/**
 * Deals with what comes on the sync queue. All triggers that wait are taken together, and answered by one sync in one
 * transaction; what comes while it runs waits for the next.
 */
final class SyncHandler implements MessageHandler {
    /** Each answer has a page in the transaction, so that there must not be any number of them. */
    private static final int MOST_AT_ONCE = 100;

    private final Desk desk;
    private final MessageReader reader;

    SyncHandler(Desk desk) {
        this.desk = desk;
        this.reader = desk.readerOf(Set.of("SyncTrigger"));
    }

    @Override
    public void handle(ActiveMQMessage first, Inbox inbox) throws JMSException, BrokenOffException {
        List<Intake.Accepted> triggers = new ArrayList<>();
        int taken = 0;
        ActiveMQMessage message = first;
        while (message != null) {
            Intake.Accepted trigger = take(message, inbox);
            if (trigger != null) {
                triggers.add(trigger);
            }
            message = ++taken < MOST_AT_ONCE ? inbox.receiveWaiting() : null;
        }
        if (triggers.isEmpty()) {
            inbox.commit();
        } else {
            new SyncAttempt(desk, triggers, inbox).run();
        }
    }

    /** The trigger of a sync; null where the message is none, or none any more, and has been settled. */
    private Intake.@Nullable Accepted take(ActiveMQMessage message, Inbox inbox) throws JMSException {
        Intake intake = reader.read(message);
        if (intake instanceof Intake.Accepted accepted) {
            return isWanted(accepted, inbox) ? accepted : null;
        }
        if (intake instanceof Intake.Refused refused) {
            desk.answers().refuse(refused, inbox);
        } else if (intake instanceof Intake.Rejected rejected) {
            desk.events().rejected(rejected, desk.answers().reject(rejected, inbox));
        }
        return null;
    }

    private boolean isWanted(Intake.Accepted accepted, Inbox inbox) throws JMSException {
        if (isDone(accepted)) {
            return false;
        }
        if (desk.answers().isHopeless(accepted, desk.requests().excuses())) {
            desk.answers().giveUp(accepted, inbox);
            return false;
        }
        if (desk.requests().isCancelled(accepted.requestId())) {
            desk.answers().answer(accepted, desk.answers().cancelled(), inbox);
            return false;
        }
        return true;
    }

    /** The workers' own ticks expect no answer; a trigger that does is a sync's worth, whatever number it has. */
    private boolean isDone(Intake.Accepted accepted) {
        return accepted.request() instanceof SyncTrigger trigger
                && trigger.tick() != null
                && desk.syncs().isDone(trigger.tick())
                && accepted.envelope().returnAddress().replyTo() == null;
    }
}
