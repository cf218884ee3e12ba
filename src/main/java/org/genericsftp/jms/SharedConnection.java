package org.genericsftp.jms;

import org.genericsftp.serve.ClockDifference;

/** A connection to the broker, and what beside it sends in the background, for one client or several. */
final class SharedConnection implements AutoCloseable {
    private final BrokerConnection connection;
    private final BackgroundSender news;
    /** Not behind events that the broker does not take: syncs are work. */
    private final BackgroundSender ticks;

    /** @param name what its threads are named by */
    SharedConnection(BrokerSettings settings, ClockDifference clockDifference, String name) {
        this.connection = new BrokerConnection(settings, clockDifference, name);
        this.news = new BackgroundSender(name + "-notices", connection);
        this.ticks = new BackgroundSender(name + "-ticks", connection);
    }

    BrokerConnection connection() {
        return connection;
    }

    BackgroundSender news() {
        return news;
    }

    BackgroundSender ticks() {
        return ticks;
    }

    @Override
    public void close() {
        news.close();
        ticks.close();
        connection.close();
    }
}
