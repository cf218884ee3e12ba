package org.genericsftp.jms;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.ClientQueues;
import org.jspecify.annotations.Nullable;

/** Where the letters of one client come from, and what becomes of those that may not be answered. */
record InboxRules(ClientQueues queues, ReplyToPolicy replyTo, InvalidQueue invalid, ForbiddenAddresses forbidden) {
    /** For who receives from there. */
    ActiveMQDestination source(Channel channel) {
        ActiveMQDestination there = destination(queues, channel);
        return isForOneWorker(channel) ? Turn.byTurns(there.getPhysicalName()) : there;
    }

    /** Whether one worker at a time gets all that comes there. */
    static boolean isForOneWorker(Channel channel) {
        return channel == Channel.SYNC || channel == Channel.WAITING;
    }

    /** For who sends there. */
    static ActiveMQDestination destination(ClientQueues queues, Channel channel) {
        return switch (channel) {
            case REQUESTS -> new ActiveMQQueue(queues.requests());
            case SYNC -> new ActiveMQQueue(queues.sync());
            case WAITING -> new ActiveMQQueue(queues.waiting());
            case ARRIVALS -> new ActiveMQQueue(queues.arrivals());
            case CONTROL -> new ActiveMQTopic(queues.control());
            case OPERATORS -> new ActiveMQTopic(queues.events());
        };
    }

    /** Null for all that comes. */
    static @Nullable String selector(Channel channel) {
        return channel == Channel.OPERATORS ? "JMSType = 'CancelRequest'" : null;
    }
}
