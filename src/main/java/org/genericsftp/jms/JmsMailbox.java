package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TemporaryQueue;
import java.time.Clock;
import java.time.Duration;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.Letter;
import org.genericsftp.serve.Mailbox;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.ReplyQueues;
import org.jspecify.annotations.Nullable;

/** A temporary queue, on a connection of its own. */
public final class JmsMailbox implements Mailbox {
    private static final Duration PATIENCE_WITH_CLOCK = Duration.ofSeconds(5);
    private static final ReplyToPolicy ANYWHERE = new ReplyToPolicy(queue -> false, ReplyQueues.USUAL);

    private final BrokerSettings broker;
    private final BrokerLink link;
    private final MessageSender sender;
    private final TemporaryQueue queue;
    private final MessageConsumer letters;

    private JmsMailbox(BrokerSettings broker, BrokerLink link) throws JMSException {
        this.broker = broker;
        this.link = link;
        this.sender = new MessageSender(link.open(), link.clockDifference());
        this.queue = sender.session().createTemporaryQueue();
        this.letters = sender.session().createConsumer(queue);
    }

    /** Tries each broker that the settings name, once. */
    public static JmsMailbox open(BrokerSettings broker) throws BrokerException {
        try {
            ClockDifference clockDifference = new ClockDifference(Clock.systemUTC());
            BrokerLink link = new BrokerLink(new ConnectToBroker(broker).connect(), clockDifference);
            try {
                return new JmsMailbox(broker, link);
            } catch (JMSException e) {
                link.close();
                throw e;
            }
        } catch (JMSException e) {
            throw JmsErrors.describe(JmsErrors.whyNotConnected(broker, e), e);
        }
    }

    @Override
    public void send(String to, OutgoingMessage request, Duration timeToLive)
            throws BrokerException, InterruptedException {
        send(new ActiveMQQueue(to), request, timeToLive);
    }

    @Override
    public void publish(String topic, OutgoingMessage request) throws BrokerException, InterruptedException {
        send(new ActiveMQTopic(topic), request, Duration.ZERO);
    }

    private void send(ActiveMQDestination to, OutgoingMessage request, Duration timeToLive)
            throws BrokerException, InterruptedException {
        try {
            Message message = sender.toJms(request);
            message.setJMSReplyTo(queue);
            sender.forward(to, message, false, timeToLive);
        } catch (JMSException e) {
            throw failure(e);
        }
    }

    @Override
    public @Nullable Letter receive(Duration patience) throws BrokerException, InterruptedException {
        try {
            // Zero would mean to wait for ever.
            Message message = patience.toMillis() <= 0 ? null : letters.receive(patience.toMillis());
            return message == null ? null : JmsLetter.of((ActiveMQMessage) message, ANYWHERE, link);
        } catch (JMSException e) {
            throw failure(e);
        }
    }

    @Override
    public Duration behindBroker() throws BrokerException, InterruptedException {
        try {
            TemporaryQueue own = sender.session().createTemporaryQueue();
            try (MessageConsumer consumer = sender.session().createConsumer(own)) {
                Message probe = sender.session().createMessage();
                sender.forward((ActiveMQDestination) own, probe, false, Duration.ZERO);
                ActiveMQMessage message = (ActiveMQMessage) consumer.receive(PATIENCE_WITH_CLOCK.toMillis());
                long brokersTime = message == null ? 0 : message.getBrokerOutTime();
                return brokersTime == 0 ? Duration.ZERO : Duration.ofMillis(brokersTime - System.currentTimeMillis());
            } finally {
                own.delete();
            }
        } catch (JMSException e) {
            throw failure(e);
        }
    }

    private BrokerException failure(JMSException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while waiting for the broker");
        }
        return JmsErrors.describe("The " + broker + " fails: " + JmsErrors.reason(e), e);
    }

    @Override
    public void close() {
        link.close();
    }
}
