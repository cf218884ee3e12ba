package org.genericsftp.testing;

import java.util.Map;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationStatistics;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * What has become of a queue's or topic's messages since its broker started.
 *
 * @param waiting those that are there, also those that a consumer has in its hands
 * @param inFlight those that a consumer has in its hands
 */
public record QueueCounts(long enqueued, long dequeued, long waiting, long inFlight, long consumers) {
    public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0, 0);

    static QueueCounts of(BrokerService broker, ActiveMQDestination name) {
        Destination destination = destinations(broker, name).get(name);
        return destination == null ? NONE : of(destination.getDestinationStatistics());
    }

    private static Map<ActiveMQDestination, Destination> destinations(BrokerService broker, ActiveMQDestination like) {
        try {
            return broker.getBroker().getDestinationMap(like);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot look at " + like, e);
        }
    }

    private static QueueCounts of(DestinationStatistics statistics) {
        return new QueueCounts(
                statistics.getEnqueues().getCount(),
                statistics.getDequeues().getCount(),
                statistics.getMessages().getCount(),
                statistics.getInflight().getCount(),
                statistics.getConsumers().getCount());
    }

    static QueueCounts parse(String line) {
        String[] counts = line.split(" ", -1);
        return new QueueCounts(
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                Long.parseLong(counts[2]),
                Long.parseLong(counts[3]),
                Long.parseLong(counts[4]));
    }

    String toLine() {
        return enqueued + " " + dequeued + " " + waiting + " " + inFlight + " " + consumers;
    }
}
