package org.genericsftp.jms;

import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.region.policy.AbortSlowAckConsumerStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;

/** Has a broker close consumers that hold a message for longer than half a second without acknowledging it. */
record ImpatientBroker(Consumer<AbortSlowAckConsumerStrategy> options) implements BrokerPlugin {
    private static final int PATIENCE_MILLIS = 500;

    static ImpatientBroker closingConsumers() {
        return new ImpatientBroker(strategy -> {});
    }

    /** Those, too, that have had no message for so long. */
    static ImpatientBroker closingIdleConsumers() {
        return new ImpatientBroker(strategy -> strategy.setIgnoreIdleConsumers(false));
    }

    @Override
    public Broker installPlugin(Broker next) {
        AbortSlowAckConsumerStrategy strategy = new AbortSlowAckConsumerStrategy();
        strategy.setMaxTimeSinceLastAck(PATIENCE_MILLIS);
        strategy.setCheckPeriod(100);
        strategy.setMaxSlowDuration(100);
        options.accept(strategy);
        PolicyEntry queues = new PolicyEntry();
        queues.setQueue(">");
        queues.setSlowConsumerStrategy(strategy);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(queues));
        next.getBrokerService().setDestinationPolicy(policies);
        return next;
    }
}
