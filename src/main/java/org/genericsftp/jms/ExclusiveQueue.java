package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the broker gives the messages of a queue to one consumer at a time. ActiveMQ Classic does when a consumer asks
 * for it. Apache Artemis does not hear that over OpenWire, and goes by the queue's settings, which it is asked for here. What
 * the worker can't rely on is logged, once.
 */
final class ExclusiveQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveQueue.class);
    private static final ActiveMQQueue MANAGEMENT = new ActiveMQQueue("activemq.management");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration USEFUL_FOR = Duration.ofSeconds(10);
    private static final String EXCLUSIVE = "[true]";

    private final ActiveMQDestination queue;
    private final Duration pause;
    private Answer last = Answer.YES;
    private @Nullable BrokerLink watched;

    private enum Answer {
        YES,
        NO,
        /** Other words tell why. */
        NONE;

        static Answer of(String words) {
            return switch (words) {
                case EXCLUSIVE -> YES;
                case "[false]" -> NO;
                default -> NONE;
            };
        }
    }

    /** @param pause before it asks again, for the queue may be changed while the worker runs */
    ExclusiveQueue(ActiveMQDestination queue, Duration pause) {
        this.queue = queue;
        this.pause = pause;
    }

    /** Asks now and again and again, until the link is lost. To be called when the queue is there, or about to be. */
    void watch(BrokerLink link, ReceiverThreads threads) {
        // That may take as long as the broker takes to answer.
        threads.handling().execute(() -> check(link));
        if (begins(link)) {
            goOn(link, threads);
        }
    }

    private synchronized boolean begins(BrokerLink link) {
        boolean begins = watched != link;
        watched = link;
        return begins;
    }

    private void goOn(BrokerLink link, ReceiverThreads threads) {
        threads.after(pause, () -> {
            if (!link.isLost()) {
                threads.handling().execute(() -> check(link));
                goOn(link, threads);
            }
        });
    }

    private synchronized void check(BrokerLink link) {
        String answer = ask(link);
        Answer kind = Answer.of(answer);
        if (kind != last) {
            last = kind;
            tell(kind, answer);
        }
    }

    private void tell(Answer kind, String answer) {
        String name = queue.getPhysicalName();
        switch (kind) {
            case YES -> LOG.info("Artemis gives the messages of {} to one worker at a time now", name);
            case NO ->
                LOG.warn(
                        "Artemis gives the messages of {} to several workers at the same time: the queue"
                                + " has to be made exclusive (default-exclusive-queue)",
                        name);
            case NONE ->
                LOG.warn(
                        "Artemis does not say whether it gives the messages of {} to one worker at a time ({}): look that"
                                + " the queue is exclusive (default-exclusive-queue)",
                        name,
                        answer);
        }
    }

    private String ask(BrokerLink link) {
        try {
            if (link.make() == BrokerMake.CLASSIC) {
                return EXCLUSIVE;
            }
            Session session = link.open();
            try {
                String answer = ask(new MessageSender(session, link.clockDifference()));
                return answer == null ? "no answer" : answer;
            } finally {
                BrokerLink.close(session);
            }
        } catch (JMSException e) {
            return JmsErrors.reason(e);
        }
    }

    private @Nullable String ask(MessageSender sender) throws JMSException {
        Session session = sender.session();
        TemporaryQueue answers = session.createTemporaryQueue();
        try (MessageConsumer consumer = session.createConsumer(answers)) {
            Message question = session.createMessage();
            question.setJMSReplyTo(answers);
            question.setStringProperty("_AMQ_ResourceName", "queue." + queue.getPhysicalName());
            question.setStringProperty("_AMQ_Attribute", "exclusive");
            sender.forward(MANAGEMENT, question, false, USEFUL_FOR);
            return consumer.receive(PATIENCE.toMillis()) instanceof TextMessage answer ? answer.getText() : null;
        } finally {
            BrokerLink.close(answers::delete);
        }
    }
}
