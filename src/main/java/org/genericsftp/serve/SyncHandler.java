package org.genericsftp.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.FileException;
import org.genericsftp.job.Progress;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;

/**
 * Deals with what comes on the sync channel. All triggers that wait are taken together, and answered by one sync in one
 * transaction; what comes while it runs waits for the next.
 */
final class SyncHandler implements LetterHandler {
    /** Each answer has a page in the transaction, so that there must not be any number of them. */
    static final int MOST_AT_ONCE = 100;

    private final HandlerContext context;
    private final LetterReader reader;

    SyncHandler(HandlerContext context) {
        this.context = context;
        this.reader = new LetterReader(context.client().codec(), Set.of("SyncTrigger"));
    }

    @Override
    public void handle(Letter first, Transaction transaction) throws BrokerException, BrokenOffException {
        List<Reading.Accepted> triggers = new ArrayList<>();
        int taken = 0;
        Letter letter = first;
        while (letter != null) {
            Reading.Accepted trigger = take(letter, transaction);
            if (trigger != null) {
                triggers.add(trigger);
            }
            letter = ++taken < MOST_AT_ONCE ? transaction.receiveWaiting() : null;
        }
        if (triggers.isEmpty()) {
            transaction.commit();
        } else {
            new SyncAttempt(context, triggers, transaction).run();
        }
    }

    /** The trigger of a sync; null where the letter is none, or none any more, and has been dealt with. */
    private Reading.@Nullable Accepted take(Letter letter, Transaction transaction) throws BrokerException {
        Reading reading = reader.read(letter);
        if (reading instanceof Reading.Accepted accepted) {
            return isWanted(accepted, transaction) ? accepted : null;
        }
        if (reading instanceof Reading.Refused refused) {
            context.answers().refuse(refused, transaction);
        } else if (reading instanceof Reading.Rejected rejected) {
            context.events()
                    .rejected(
                            rejected,
                            context.answers().reject(rejected, transaction),
                            new Progress(letter.times().queued()).phases());
        }
        return null;
    }

    private boolean isWanted(Reading.Accepted accepted, Transaction transaction) throws BrokerException {
        if (isDone(accepted)) {
            return false;
        }
        if (context.deliveryLimit().isExceededBy(accepted.letter())) {
            context.answers().giveUp(accepted, transaction);
            return false;
        }
        FileException unwanted = whyUnwanted(accepted);
        if (unwanted != null) {
            context.answers().answer(accepted, context.answers().stopped(unwanted), transaction);
        }
        return unwanted == null;
    }

    private @Nullable FileException whyUnwanted(Reading.Accepted accepted) {
        if (context.requests().isCancelled(CancelProof.acceptedBy(accepted))) {
            return RunningRequest.cancelled();
        }
        LetterTimes.Expiry expiry = accepted.letter().times().expiry();
        return expiry != null && expiry.left().isZero() ? expiry.reason() : null;
    }

    /** The workers' own ticks expect no answer; a trigger that does is a sync's worth, whatever number it has. */
    private boolean isDone(Reading.Accepted accepted) {
        return accepted.request() instanceof SyncTrigger trigger
                && trigger.tick() != null
                && context.syncs().isDone(trigger.tick())
                && accepted.letter().returnAddress().replyTo() == null;
    }
}
