package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.ActiveMQMessageConsumer;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.serve.Address;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.Outbox;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A queue or topic as one handler sees it. What it receives from a queue and what it sends until it commits is one transaction,
 * one after the other; closing it undoes the last, and the broker delivers again.
 */
final class Inbox implements Transaction, AutoCloseable {
    private final BrokerLink link;
    private final Session session;
    private final ReplyToPolicy replyToPolicy;
    private final InvalidQueue invalid;
    private final ActiveMQDestination from;
    private final ActiveMQMessageConsumer consumer;
    private final Turn turn;
    private final HeldMessages held;
    private final MessageSender sender;
    private final SeparateOutbox beside;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int keptInvalid;
    private volatile boolean stopped;

    private Inbox(
            BrokerLink link,
            Session session,
            ActiveMQDestination from,
            @Nullable String selector,
            ReplyToPolicy replyToPolicy,
            InvalidQueue invalid,
            Runnable whenAvailable)
            throws JMSException {
        this.link = link;
        this.session = session;
        this.from = from;
        this.replyToPolicy = replyToPolicy;
        this.invalid = invalid;
        this.consumer = (ActiveMQMessageConsumer) session.createConsumer(from, selector);
        this.turn = new Turn(link, from);
        this.held = new HeldMessages(link, consumer, turn);
        this.sender = new MessageSender(session, link.clockDifference());
        this.beside = new SeparateOutbox(link);
        held.watch(whenAvailable);
        consumer.setAvailableListener(unused -> whenAvailable.run());
    }

    /**
     * @param selector null for all messages
     * @param whenAvailable called when there is a letter, or the broker has closed this; must not block
     */
    static Inbox open(
            BrokerLink link,
            ActiveMQDestination from,
            @Nullable String selector,
            ReplyToPolicy replyToPolicy,
            InvalidQueue invalid,
            Runnable whenAvailable)
            throws JMSException {
        Session session = from.isQueue() ? link.openTransacted() : link.open();
        try {
            return new Inbox(link, session, from, selector, replyToPolicy, invalid, whenAvailable);
        } catch (JMSException | RuntimeException e) {
            BrokerLink.close(session);
            throw e;
        }
    }

    /** Has the broker deliver the next letter of a queue, when that comes. Those of a topic come by themselves. */
    void ask() throws JMSException {
        if (isTransacted()) {
            link.pull(from, consumer.getConsumerId());
        }
    }

    /** Whether {@link #next} has one, or hears that the broker has none. */
    boolean hasLetter() {
        return consumer.getMessageSize() > 0;
    }

    /** The next letter that has come; null if none has, or it is stopped. */
    @Nullable
    Letter next() throws JMSException {
        // A consumer that has none would take back what the broker was asked for.
        while (!stopped && hasLetter()) {
            Message message = consumer.receiveNoWait();
            if (message != null) {
                return letter(message);
            }
            // The broker has waited long enough.
            ask();
        }
        return null;
    }

    /** Whether no more is received from here, as the broker has closed it, or its link is lost. */
    boolean isOver() {
        return held.consumerEnds() || link.isLost();
    }

    BrokerLink link() {
        return link;
    }

    /** Has no more letters received. For any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public @Nullable Letter receiveWaiting() throws BrokerException {
        try {
            Message message = stopped || isOver() ? null : consumer.receiveNoWait();
            return message == null ? null : letter(message);
        } catch (JMSException e) {
            throw JmsErrors.describe(e);
        }
    }

    private Letter letter(Message message) throws JMSException {
        if (isTransacted()) {
            held.received();
        }
        return JmsLetter.of((ActiveMQMessage) message, replyToPolicy, link);
    }

    @Override
    public void send(Address to, OutgoingMessage message, boolean persistent, Duration timeToLive)
            throws BrokerException {
        try {
            acknowledge();
            sender.send(((JmsAddress) to).destination(), message, persistent, timeToLive);
        } catch (JMSException e) {
            throw JmsErrors.describe(e);
        }
    }

    @Override
    public void keepInvalid(Letter letter, ErrorCode code, String reason) throws BrokerException {
        try {
            acknowledge();
            invalid.keep(sender, ((JmsLetter) letter).message(), code, reason);
            keptInvalid++;
        } catch (JMSException e) {
            throw JmsErrors.describe(e);
        }
    }

    @Override
    public void commit() throws BrokerException {
        try {
            acknowledge();
            held.requireHeld();
            session.commit();
            held.committed();
            invalid.committed(keptInvalid);
            keptInvalid = 0;
        } catch (JMSException e) {
            throw JmsErrors.describe(e);
        }
    }

    /** What comes from a topic needs none. */
    private void acknowledge() throws JMSException {
        if (isTransacted()) {
            held.acknowledge();
        }
    }

    private boolean isTransacted() throws JMSException {
        return session.getTransacted();
    }

    @Override
    public void whenTaken(Runnable handler) {
        held.whenTaken(handler);
    }

    @Override
    public Outbox beside() {
        return beside;
    }

    @Override
    public boolean isLost() {
        return link.isLost() || held.areTaken();
    }

    @Override
    public boolean lastsFor(Duration time) throws InterruptedException {
        return link.lastsFor(time);
    }

    /** For any thread. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            // The broker complains of a session that is removed twice.
            return;
        }
        held.unwatch();
        beside.close();
        BrokerLink.close(session);
        turn.close();
    }
}
