package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.QueueDepths;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages lie in queues, as ActiveMQ's {@code statisticsBrokerPlugin} tells it, where a broker has that. One connection
 * serves for all clients.
 */
public final class QueueStatistics implements QueueDepths {
    private static final Logger LOG = LoggerFactory.getLogger(QueueStatistics.class);

    /** A topic, for a message to a topic that nobody reads is gone, where the plugin is missing. */
    private static final ActiveMQTopic WHETHER = new ActiveMQTopic("ActiveMQ.Statistics.Broker");

    private static final String OF_QUEUE = "ActiveMQ.Statistics.Destination.";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration USEFUL_FOR = Duration.ofSeconds(10);

    private final BrokerSettings broker;
    private final ClockDifference clockDifference;
    private @Nullable Inquiry inquiry;

    public QueueStatistics(BrokerSettings broker, ClockDifference clockDifference) {
        this.broker = broker;
        this.clockDifference = clockDifference;
    }

    /** Where questions are asked. */
    private final class Inquiry implements Closeable {
        private final BrokerLink link;
        private final Session session;
        private final TemporaryQueue answers;
        private final MessageConsumer consumer;
        private final MessageSender sender;
        private final boolean answered;

        Inquiry(ActiveMQConnection connection) throws JMSException {
            link = new BrokerLink(connection, clockDifference);
            link.watch();
            session = link.open();
            answers = session.createTemporaryQueue();
            consumer = session.createConsumer(answers);
            sender = new MessageSender(session, clockDifference);
            ask(WHETHER, "");
            answered = consumer.receive(PATIENCE.toMillis()) != null;
            if (!answered) {
                LOG.debug("{} does not tell how many messages lie in its queues", broker);
            }
        }

        private void ask(ActiveMQDestination where, String id) throws JMSException {
            Message question = session.createMessage();
            question.setJMSReplyTo(answers);
            question.setJMSCorrelationID(id);
            sender.forward(where, question, false, USEFUL_FOR);
        }

        Map<String, Long> of(Collection<String> queues) throws JMSException {
            Map<String, Long> depths = new HashMap<>();
            if (!answered) {
                return depths;
            }
            for (String queue : queues) {
                ask(new ActiveMQQueue(OF_QUEUE + queue), queue);
            }
            while (depths.size() < queues.size()) {
                // Of a queue that is not there it tells nothing.
                Message answer = consumer.receive(depths.isEmpty() ? PATIENCE.toMillis() : 200);
                if (answer == null) {
                    break;
                }
                if (answer instanceof MapMessage statistics && queues.contains(answer.getJMSCorrelationID())) {
                    depths.put(answer.getJMSCorrelationID(), statistics.getLong("size"));
                }
            }
            return depths;
        }

        @Override
        public void close() {
            link.close();
        }
    }

    @Override
    public synchronized Map<String, Long> of(Collection<String> queues) {
        try {
            Inquiry open = inquiry;
            if (open == null || open.link.isLost()) {
                close();
                open = new Inquiry(new ConnectToBroker(broker).connect());
                inquiry = open;
            }
            return open.of(queues);
        } catch (JMSException e) {
            LOG.debug("{} was not asked for its queues", broker, e);
            close();
            return Map.of();
        }
    }

    @Override
    public synchronized void close() {
        Inquiry open = inquiry;
        inquiry = null;
        if (open != null) {
            open.close();
        }
    }
}
