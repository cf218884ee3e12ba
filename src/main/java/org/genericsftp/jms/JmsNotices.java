package org.genericsftp.jms;

import java.time.Duration;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.Address;
import org.genericsftp.serve.Notices;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.ServiceSettings;

/** Sends in the background. */
final class JmsNotices implements Notices {
    private final ActiveMQTopic events;
    private final ActiveMQQueue sync;
    private final SharedConnection broker;

    JmsNotices(ServiceSettings client, SharedConnection broker) {
        this.broker = broker;
        this.events = new ActiveMQTopic(client.queues().events());
        this.sync = new ActiveMQQueue(client.queues().sync());
    }

    @Override
    public void publish(OutgoingMessage event, Duration timeToLive) {
        broker.news().publish(events, event, timeToLive);
    }

    @Override
    public void tell(Address to, OutgoingMessage message, Duration timeToLive) {
        broker.news().tell(((JmsAddress) to).destination(), message, timeToLive);
    }

    @Override
    public void triggerSync(OutgoingMessage trigger, int enough) {
        broker.ticks().publishUnless(enough, sync, trigger);
    }

    /** Sends what still waits, if that is quick. */
    void flush() {
        broker.news().flush();
    }
}
