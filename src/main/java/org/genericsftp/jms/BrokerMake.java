package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.util.regex.Pattern;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.BrokerInfo;
import org.jspecify.annotations.Nullable;

/** Which of the two brokers that speak OpenWire is at the other end, and what a worker sees of the difference. */
enum BrokerMake {
    CLASSIC,
    ARTEMIS;

    /** ActiveMQ Classic's begin with "ID:". */
    private static final Pattern BROKER_ID_OF_ARTEMIS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final long LONG_MILLIS = 20_000;

    private static final Pattern STOMP_PREFIX = Pattern.compile("^/(queue|topic)/");

    /** Waits a few seconds at most for the broker to say who it is, which it does when a connection begins. */
    static BrokerMake of(ActiveMQConnection connection) throws JMSException {
        if (connection.getBrokerName() == null) {
            return CLASSIC;
        }
        BrokerInfo broker = connection.getBrokerInfo();
        return BROKER_ID_OF_ARTEMIS.matcher(broker.getBrokerId().getValue()).matches() ? ARTEMIS : CLASSIC;
    }

    /**
     * For how long the broker is to wait for a message that it is asked for, before it answers that there is none. Zero, which
     * for Classic means for ever, is no time at all for Artemis.
     */
    long longestPullMillis() {
        return this == ARTEMIS ? LONG_MILLIS : 0;
    }

    /**
     * Where a requester receives replies that names this. Artemis can be told to take the prefixes by which STOMP and AMQP
     * requesters tell queues from topics off the destinations of their messages, but leaves them in the reply-to.
     */
    @Nullable
    ActiveMQDestination received(@Nullable ActiveMQDestination replyTo) {
        if (this == ARTEMIS && replyTo instanceof ActiveMQQueue) {
            String name = STOMP_PREFIX.matcher(replyTo.getPhysicalName()).replaceFirst("$1://");
            return ActiveMQDestination.createDestination(name, ActiveMQDestination.QUEUE_TYPE);
        }
        return replyTo;
    }
}
