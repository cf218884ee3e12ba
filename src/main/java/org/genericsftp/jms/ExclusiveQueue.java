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
    private Answer last = Answer.YES;

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

    ExclusiveQueue(ActiveMQDestination queue) {
        this.queue = queue;
    }

    /** To be called when the queue is there, or about to be. */
    synchronized void check(BrokerLink link) {
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
