package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.ActiveMQMessageConsumer;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.serve.Address;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.BrokerException.Failure;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.Outbox;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.ReturnAddress;
import org.genericsftp.serve.Transaction;
import org.genericsftp.serve.WaitSlip;
import org.jspecify.annotations.Nullable;

/**
 * A queue or topic as one handler sees it. What it receives from a queue and what it sends until it commits is one transaction,
 * one after the other; closing it undoes the last, and the broker delivers again.
 */
final class Inbox implements Transaction, AutoCloseable {
    private final BrokerLink link;
    private final Session session;
    private final InboxRules rules;
    private final @Nullable Demand demand;
    private final ActiveMQDestination from;
    private final ActiveMQMessageConsumer consumer;
    private final Turn turn;
    private final HeldMessages held;
    private final MessageSender sender;
    private final SeparateOutbox beside;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Where, in this transaction, the broker has refused a send for want of a right. */
    private @Nullable ActiveMQDestination refused;

    private int keptInvalid;
    private volatile boolean stopped;

    private Inbox(
            BrokerLink link,
            Session session,
            Channel channel,
            InboxRules rules,
            @Nullable Demand demand,
            Runnable whenAvailable)
            throws JMSException {
        this.link = link;
        this.session = session;
        this.from = rules.source(channel);
        this.rules = rules;
        this.demand = demand;
        this.consumer = (ActiveMQMessageConsumer) session.createConsumer(from, InboxRules.selector(channel));
        this.turn = new Turn(link, from);
        this.held = new HeldMessages(link, consumer, turn);
        this.sender = new MessageSender(session, link.clockDifference());
        this.beside = new SeparateOutbox(link);
        held.watch(whenAvailable);
        consumer.setAvailableListener(unused -> whenAvailable.run());
    }

    /**
     * @param demand whether it asks for messages; null for always
     * @param whenAvailable called when there is a letter, or the broker has closed this; must not block
     */
    static Inbox open(
            BrokerLink link, Channel channel, InboxRules rules, @Nullable Demand demand, Runnable whenAvailable)
            throws JMSException {
        Session session = rules.source(channel).isQueue() ? link.openTransacted() : link.open();
        try {
            Inbox opened = new Inbox(link, session, channel, rules, demand, whenAvailable);
            return demand == null ? opened : demand.opened(opened);
        } catch (JMSException | RuntimeException e) {
            BrokerLink.close(session);
            throw e;
        }
    }

    /** Has the broker deliver the next letter of a queue, when that comes, if it is wanted. Those of a topic come by themselves. */
    void ask() throws JMSException {
        if (demand == null || demand.take()) {
            pull();
        }
    }

    private void pull() throws JMSException {
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
            pull();
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
        return JmsLetter.of((ActiveMQMessage) message, rules.replyTo(), link);
    }

    @Override
    public void send(Address to, OutgoingMessage message, boolean persistent, Duration timeToLive)
            throws BrokerException {
        ActiveMQDestination destination = ((JmsAddress) to).destination();
        requireNotForbidden(destination);
        try {
            acknowledge();
            sender.send(destination, message, persistent, timeToLive);
        } catch (JMSException e) {
            throw refused(destination, e);
        }
    }

    @Override
    public void sendOn(Channel to, OutgoingMessage message, ReturnAddress from, WaitSlip slip) throws BrokerException {
        ActiveMQDestination destination = InboxRules.destination(rules.queues(), to);
        requireNotForbidden(destination);
        try {
            acknowledge();
            Message sent = sender.toJms(message);
            sent.setStringProperty(WaitSlip.PROPERTY, slip.text());
            if (from.replyTo() != null) {
                sent.setJMSReplyTo(((JmsAddress) from.replyTo()).destination());
            }
            // What only tells of a message need not outlive the broker.
            boolean persistent = from.persistent() && to != Channel.ARRIVALS;
            sender.forward(destination, sent, persistent, Duration.ZERO);
        } catch (JMSException e) {
            throw refused(destination, e);
        }
    }

    private void requireNotForbidden(ActiveMQDestination destination) throws BrokerException {
        if (rules.forbidden().contains(destination)) {
            throw new BrokerException(Failure.REFUSED, "The broker has refused a message to there before", null);
        }
    }

    private BrokerException refused(ActiveMQDestination destination, JMSException e) {
        if (e instanceof JMSSecurityException) {
            refused = destination;
        }
        return JmsErrors.describe(e);
    }

    @Override
    public void keepInvalid(Letter letter, ErrorCode code, String reason) throws BrokerException {
        try {
            acknowledge();
            rules.invalid().keep(sender, ((JmsLetter) letter).message(), code, reason);
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
            refused = null;
            rules.invalid().committed(keptInvalid);
            keptInvalid = 0;
        } catch (JMSException e) {
            if (refused != null && !JmsErrors.isBroken(e)) {
                rules.forbidden().add(refused);
            }
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
        if (demand != null) {
            demand.closed(this);
        }
    }
}
