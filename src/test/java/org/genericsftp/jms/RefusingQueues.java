package org.genericsftp.jms;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;

/** Has a broker refuse messages to some destinations, a number of times. */
final class RefusingQueues implements BrokerPlugin {
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Refusal(int times, Function<String, JMSException> error) {
        Refusal next() {
            return new Refusal(times - 1, error);
        }
    }

    /** As if the queue were gone. */
    void refuse(String queue, int times) {
        refuse(queue, times, InvalidDestinationException::new);
    }

    void refuse(String queue, int times, Function<String, JMSException> error) {
        refusals.put(queue, new Refusal(times, error));
    }

    @Override
    public Broker installPlugin(Broker next) {
        return new BrokerFilter(next) {
            @Override
            public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
                String queue = message.getDestination().getPhysicalName();
                Refusal refusal = refusals.computeIfPresent(queue, (name, left) -> left.next());
                if (refusal != null && refusal.times >= 0) {
                    throw refusal.error.apply("Refused for the test: " + queue);
                }
                super.send(exchange, message);
            }
        };
    }
}
