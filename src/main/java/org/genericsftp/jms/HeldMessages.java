package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.ActiveMQMessageConsumer;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.BrokerException.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that a consumer has received in the transaction that runs, and whether the broker still holds them for it.
 *
 * <p>A broker can be told to close consumers that take long to acknowledge (its slow consumer strategies). It announces that,
 * and a second later gives their messages to others, while the first transaction could still be committed, with an answer in
 * it. What is acknowledged in a transaction is not given to others until that is rolled back. To acknowledge all on receipt
 * would have the broker keep its whole journal from then on for as long as a request takes; so that is done when the broker
 * announces the end. It was in time if the broker then still knows the consumer.
 */
final class HeldMessages {
    private static final Logger LOG = LoggerFactory.getLogger(HeldMessages.class);

    private final BrokerLink link;
    private final ActiveMQMessageConsumer consumer;
    private final Turn turn;
    private final AtomicBoolean consumerEnds = new AtomicBoolean();
    private Holder holder = Holder.NOBODY;
    private Runnable whenTaken = () -> {};

    private enum Holder {
        /** There are none. */
        NOBODY,
        CONSUMER,
        /** The consumer is closed, and they are acknowledged. */
        TRANSACTION,
        OTHERS
    }

    /** @param turn of the consumer; the caller's to close */
    HeldMessages(BrokerLink link, ActiveMQMessageConsumer consumer, Turn turn) {
        this.link = link;
        this.consumer = consumer;
        this.turn = turn;
    }

    /**
     * From here on it is known when the broker closes the consumer.
     *
     * @param whenClosed called then; must not block
     */
    void watch(Runnable whenClosed) {
        link.whenClosed(consumer.getConsumerId(), () -> {
            if (consumerEnds.compareAndSet(false, true)) {
                whenClosed.run();
                // Not on the thread that reads what the broker answers.
                DaemonThread.named(Thread.currentThread().getName() + " claim", this::claim)
                        .start();
            }
        });
    }

    void unwatch() {
        link.forgetClosed(consumer.getConsumerId());
    }

    /** Whether the broker has closed the consumer: no more is received. */
    boolean consumerEnds() {
        return consumerEnds.get();
    }

    synchronized void received() {
        if (holder == Holder.NOBODY) {
            holder = Holder.CONSUMER;
        }
    }

    /** Has this called when others have the messages; at once if they have. */
    void whenTaken(Runnable handler) {
        synchronized (this) {
            whenTaken = handler;
        }
        if (consumerEnds()) {
            claim();
        }
        if (areTaken()) {
            handler.run();
        }
    }

    synchronized boolean areTaken() {
        return holder == Holder.OTHERS;
    }

    /** To be done before anything is sent: when that is answered, it is known whether this came too late. */
    synchronized void acknowledge() throws JMSException {
        consumer.acknowledge();
        // They are not to be acknowledged once more at the commit.
        consumer.commit();
    }

    /** To be asked before the commit. */
    void requireHeld() throws BrokerException {
        if (consumerEnds()) {
            claim();
        }
        if (areTaken()) {
            throw new BrokerException(Failure.BROKEN, "The broker has closed the consumer, and taken it back", null);
        }
    }

    synchronized void committed() {
        holder = Holder.NOBODY;
        whenTaken = () -> {};
    }

    private void claim() {
        if (claimOrLose()) {
            taken().run();
        }
    }

    private synchronized Runnable taken() {
        return whenTaken;
    }

    /** Returns whether they are lost just now. */
    private synchronized boolean claimOrLose() {
        if (holder != Holder.CONSUMER) {
            return false;
        }
        try {
            acknowledge();
            turn.keep();
            link.remove(consumer.getConsumerId());
            holder = Holder.TRANSACTION;
            LOG.info("The broker closes a consumer that has not acknowledged for long; what it works on is kept");
            return false;
        } catch (JMSException e) {
            holder = Holder.OTHERS;
            LOG.warn("The broker has closed a consumer that has not acknowledged for long: {}", JmsErrors.reason(e));
            return true;
        }
    }
}
