package org.genericsftp.jms;

import java.time.Duration;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.Address;
import org.genericsftp.serve.Notices;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.ServiceSettings;

/** Sends in the background. */
final class JmsNotices implements Notices, AutoCloseable {
    private final ActiveMQTopic events;
    private final ActiveMQQueue sync;
    private final BackgroundSender news;
    /** Not behind events that the broker does not take: syncs are work. */
    private final BackgroundSender ticks;

    JmsNotices(ServiceSettings client, BrokerConnection connection) {
        this.events = new ActiveMQTopic(client.queues().events());
        this.sync = new ActiveMQQueue(client.queues().sync());
        this.news = new BackgroundSender(client.client() + "-notices", connection);
        this.ticks = new BackgroundSender(client.client() + "-ticks", connection);
    }

    @Override
    public void publish(OutgoingMessage event, Duration timeToLive) {
        news.publish(events, event, timeToLive);
    }

    @Override
    public void tell(Address to, OutgoingMessage message, Duration timeToLive) {
        news.tell(((JmsAddress) to).destination(), message, timeToLive);
    }

    @Override
    public void triggerSync(OutgoingMessage trigger, int enough) {
        ticks.publishUnless(enough, sync, trigger);
    }

    @Override
    public void close() {
        news.close();
        ticks.close();
    }
}
