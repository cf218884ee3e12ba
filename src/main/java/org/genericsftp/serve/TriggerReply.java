package org.genericsftp.serve;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one trigger of a sync: how the sync ended or, when the trigger's time is up before, EXPIRED. That is sent at
 * once, beside the transaction; what can't be sent then is sent with the other answers.
 */
final class TriggerReply implements Outcomes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TriggerReply.class);

    private final HandlerContext context;
    private final Reading.Accepted trigger;
    private final Transaction transaction;
    private final ReplyPages pages;
    private final @Nullable Future<?> timer;
    private Totals listed = Totals.NONE;
    private boolean ended;
    private @Nullable Expired expired;

    /** @param sending ends with whether the answer went out */
    private record Expired(Result result, FutureTask<Boolean> sending) {}

    TriggerReply(HandlerContext context, Reading.Accepted trigger, Transaction transaction, Runnable whenBroken) {
        this.context = context;
        this.trigger = trigger;
        this.transaction = transaction;
        this.pages = context.answers().begin(trigger, transaction, whenBroken);
        LetterTimes.Expiry expiry = trigger.letter().times().expiry();
        this.timer = expiry == null ? null : context.requests().at(expiry, () -> expireSoon(expiry.reason()));
    }

    @Override
    public synchronized void add(FileOutcome outcome) {
        if (expired == null) {
            listed = listed.plus(outcome);
            pages.add(outcome);
        }
    }

    @Override
    public synchronized void restart() {
        if (expired == null) {
            listed = Totals.NONE;
            pages.restart();
        }
    }

    /** On a thread of its own: others wait for that of the timer, and a page may be on its way out for long. */
    private void expireSoon(FileException reason) {
        DaemonThread.named(context.client().name() + "-expiry", () -> {
                    Expired now = expire(reason);
                    if (now != null) {
                        now.sending().run();
                    }
                })
                .start();
    }

    private synchronized @Nullable Expired expire(FileException reason) {
        if (ended || expired != null) {
            return null;
        }
        Result result = new Result(
                ReplyStatus.EXPIRED,
                listed,
                reason.toError(),
                context.client().clock().instant());
        expired = new Expired(result, new FutureTask<>(() -> send(result)));
        return expired;
    }

    private boolean send(Result result) {
        try {
            return pages.finish(result, transaction.beside());
        } catch (BrokerException e) {
            LOG.debug("The answer to an expired trigger is sent with the others", e);
            return false;
        }
    }

    /** Sends it, unless it went out before. */
    void finish(Result result) throws BrokerException {
        Expired early = end();
        if (early == null) {
            context.answers().finish(pages, result, trigger.letter(), transaction);
        } else if (!wasSent(early)) {
            context.answers().finish(pages, early.result(), trigger.letter(), transaction);
        }
    }

    private synchronized @Nullable Expired end() {
        ended = true;
        return expired;
    }

    private static boolean wasSent(Expired early) {
        try {
            return early.sending().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            LOG.error("An answer broke off", e);
            return false;
        }
    }

    /** After this nothing is sent. */
    @Override
    public void close() {
        if (timer != null) {
            timer.cancel(false);
        }
        Expired early = end();
        if (early != null) {
            boolean unused = wasSent(early);
        }
    }
}
