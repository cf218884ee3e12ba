package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.QueueDepths;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages lie in queues: as ActiveMQ's {@code statisticsBrokerPlugin} tells it, else as they are counted by browsing, as
 * far as that is cheap. One connection serves for all clients.
 */
public final class JmsQueueDepths implements QueueDepths {
    private static final Logger LOG = LoggerFactory.getLogger(JmsQueueDepths.class);

    /** A topic, for a message to a topic that nobody reads is gone, where the plugin is missing. */
    private static final ActiveMQTopic WHETHER = new ActiveMQTopic("ActiveMQ.Statistics.Broker");

    private static final String OF_QUEUE = "ActiveMQ.Statistics.Destination.";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_FOR_NEXT = Duration.ofMillis(200);
    private static final Duration USEFUL_FOR = Duration.ofSeconds(10);
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);

    private final BrokerSettings broker;
    private final ClockDifference clockDifference;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Inquiry inquiry;
    private boolean closed;

    public JmsQueueDepths(BrokerSettings broker, ClockDifference clockDifference) {
        this.broker = broker;
        this.clockDifference = clockDifference;
    }

    /** A connection on which questions are asked, and whether its broker has the plugin. */
    private record Inquiry(BrokerLink link, boolean hasPlugin) {}

    @Override
    public Map<String, Depth> of(Collection<String> queues) {
        try {
            // While a broker does not answer one thread waits for it, not many.
            if (opening.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                Inquiry open;
                try {
                    open = open();
                } finally {
                    opening.unlock();
                }
                return open.hasPlugin() ? told(open.link(), queues) : counted(open.link(), queues);
            }
        } catch (JMSException e) {
            LOG.debug("{} was not asked for its queues", broker, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    private Inquiry open() throws JMSException {
        if (closed) {
            throw new JMSException("Nothing is asked any more");
        }
        Inquiry open = inquiry;
        if (open != null && !open.link().isLost()) {
            return open;
        }
        BrokerLink link = new BrokerLink(new ConnectToBroker(broker).connect(), clockDifference);
        try {
            link.watch();
            open = new Inquiry(link, hasPlugin(link));
        } catch (JMSException | RuntimeException e) {
            link.close();
            throw e;
        }
        inquiry = open;
        if (!open.hasPlugin()) {
            LOG.info("{} tells no statistics: the depths of queues are counted by browsing", broker);
        }
        return open;
    }

    /** Not for an account that may not ask, either. */
    private boolean hasPlugin(BrokerLink link) throws JMSException {
        try (Questions questions = new Questions(link)) {
            questions.ask(WHETHER, "");
            return questions.next(PATIENCE) != null;
        } catch (JMSException e) {
            if (link.isLost()) {
                throw e;
            }
            LOG.debug("{} refuses to tell statistics", broker, e);
            return false;
        }
    }

    private Map<String, Depth> told(BrokerLink link, Collection<String> queues) throws JMSException {
        Map<String, Depth> depths = new HashMap<>();
        try (Questions questions = new Questions(link)) {
            for (String queue : queues) {
                questions.ask(new ActiveMQQueue(OF_QUEUE + queue), queue);
            }
            while (depths.size() < queues.size()) {
                // Of a queue that is not there it tells nothing.
                Message answer = questions.next(depths.isEmpty() ? PATIENCE : PATIENCE_FOR_NEXT);
                if (answer == null) {
                    break;
                }
                String queue = answer.getJMSCorrelationID();
                if (answer instanceof MapMessage statistics && queues.contains(queue)) {
                    depths.put(queue, new Depth(statistics.getLong("size"), false));
                }
            }
        }
        return depths;
    }

    private static Map<String, Depth> counted(BrokerLink link, Collection<String> queues) throws JMSException {
        Map<String, Depth> depths = new HashMap<>();
        long began = System.nanoTime();
        Session session = link.open();
        try {
            QueueLook look = new QueueLook(session);
            for (String queue : queues) {
                if (System.nanoTime() - began > LONGEST_COUNT.toNanos()) {
                    break;
                }
                count(queue, look, link, depths);
            }
        } finally {
            BrokerLink.close(session);
        }
        return depths;
    }

    /** One that may not be browsed does not hide the others. */
    private static void count(String queue, QueueLook look, BrokerLink link, Map<String, Depth> depths)
            throws JMSException {
        try {
            depths.put(queue, look.depth(queue));
        } catch (JMSException e) {
            if (link.isLost()) {
                throw e;
            }
            LOG.debug("{} is not counted", queue, e);
        }
    }

    /** Questions that are asked together. */
    private final class Questions implements AutoCloseable {
        private final Session session;
        private final TemporaryQueue answers;
        private final MessageConsumer consumer;
        private final MessageSender sender;

        Questions(BrokerLink link) throws JMSException {
            session = link.open();
            answers = session.createTemporaryQueue();
            consumer = session.createConsumer(answers);
            sender = new MessageSender(session, clockDifference);
        }

        void ask(ActiveMQDestination where, String id) throws JMSException {
            Message question = session.createMessage();
            question.setJMSReplyTo(answers);
            question.setJMSCorrelationID(id);
            sender.forward(where, question, false, USEFUL_FOR);
        }

        @Nullable
        Message next(Duration patience) throws JMSException {
            return consumer.receive(patience.toMillis());
        }

        @Override
        public void close() {
            BrokerLink.close(consumer);
            BrokerLink.close(answers::delete);
            BrokerLink.close(session);
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (inquiry != null) {
                inquiry.link().close();
            }
        } finally {
            opening.unlock();
        }
    }
}
