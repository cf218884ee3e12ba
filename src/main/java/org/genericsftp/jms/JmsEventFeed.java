package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.EventFeed;
import org.genericsftp.serve.UnreadableBodyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session hears all topics, however many there are: it takes one thread, not one for each. */
public final class JmsEventFeed implements EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(JmsEventFeed.class);
    private static final int LONGEST_EVENT_BYTES = 1 << 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final BrokerConnection broker;
    private final Listener listener;
    private final Thread thread = DaemonThread.named("events", this::follow);
    private final OutageLog outage = new OutageLog(LOG);
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private Map<String, String> wanted = Map.of();
    private boolean started;
    private boolean closed;

    public JmsEventFeed(BrokerSettings settings, ClockDifference clockDifference, Listener listener) {
        this.broker = new BrokerConnection(settings, clockDifference, "events-connection");
        this.listener = listener;
    }

    @Override
    public synchronized void listenTo(Map<String, String> topics) {
        if (!started && !closed) {
            started = true;
            broker.start();
            thread.start();
        }
        if (!topics.equals(wanted)) {
            wanted = Map.copyOf(topics);
            notifyAll();
        }
    }

    private synchronized Map<String, String> wanted() {
        return wanted;
    }

    private synchronized void awaitOtherThan(Map<String, String> known) throws InterruptedException {
        if (wanted.equals(known)) {
            TimeUnit.NANOSECONDS.timedWait(this, BETWEEN_LOOKS.toNanos());
        }
    }

    private void follow() {
        try {
            while (true) {
                BrokerLink link = broker.link(BETWEEN_LOOKS);
                if (link != null && !listen(link)) {
                    TimeUnit.NANOSECONDS.sleep(backoff.next().toNanos());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Events are not listened to any more");
        }
    }

    /** Returns whether all went well until the link was lost. */
    private boolean listen(BrokerLink link) throws InterruptedException {
        try (Session session = link.open()) {
            Topics topics = new Topics(session, link);
            while (!link.isLost()) {
                Map<String, String> now = wanted();
                topics.become(now);
                outage.over("Events are heard again");
                backoff.reset();
                awaitOtherThan(now);
            }
            return true;
        } catch (JMSException | RuntimeException e) {
            if (!link.isLost()) {
                outage.lasts("Cannot read events, which the operator page would show: " + JmsErrors.reason(e));
            }
            return false;
        }
    }

    /** Those that are listened to on one session. */
    private final class Topics {
        private final Session session;
        private final BrokerLink link;
        private final Map<String, MessageConsumer> open = new HashMap<>();
        private final Set<String> refused = new HashSet<>();

        Topics(Session session, BrokerLink link) {
            this.session = session;
            this.link = link;
        }

        void become(Map<String, String> wanted) throws JMSException {
            for (String topic : List.copyOf(open.keySet())) {
                if (!wanted.containsValue(topic)) {
                    Objects.requireNonNull(open.remove(topic)).close();
                }
            }
            refused.retainAll(wanted.values());
            for (Map.Entry<String, String> topic : wanted.entrySet()) {
                if (!open.containsKey(topic.getValue()) && !refused.contains(topic.getValue())) {
                    add(topic.getKey(), topic.getValue());
                }
            }
        }

        /** One that may not be read does not hide the others. */
        private void add(String client, String topic) throws JMSException {
            try {
                MessageConsumer consumer = session.createConsumer(new ActiveMQTopic(topic));
                open.put(topic, consumer);
                consumer.setMessageListener(message -> hear(client, message));
            } catch (JMSException e) {
                if (link.isLost()) {
                    throw e;
                }
                refused.add(topic);
                LOG.warn(
                        "Cannot read from {}, and so the page shows no events of others: {}",
                        topic,
                        JmsErrors.reason(e));
            }
        }
    }

    private void hear(String client, Message message) {
        try {
            listener.heard(client, MessageBody.read((ActiveMQMessage) message, LONGEST_EVENT_BYTES));
        } catch (UnreadableBodyException e) {
            LOG.debug("{}: an event can't be read", client, e);
        } catch (RuntimeException e) {
            LOG.error("{}: an event can't be taken in", client, e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        broker.close();
    }
}
