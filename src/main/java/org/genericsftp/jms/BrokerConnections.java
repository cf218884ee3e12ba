package org.genericsftp.jms;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.serve.ClockDifference;

/**
 * The connections and threads by which the clients of a worker reach their broker. While they are few each client has a
 * connection of its own; many share some, so that the broker can bear them. What it does to one connection, such as not to read
 * from it while it has no room for what comes, then holds up those clients that share it, for as long as a send may take.
 */
public final class BrokerConnections {
    /** A broker serves each connection on a thread; more of them make no single client faster. */
    static final int MOST = 16;

    private final BrokerSettings settings;
    private final ClockDifference clockDifference;
    private final ReceiverThreads threads;
    private final Map<SharedConnection, Integer> users = new LinkedHashMap<>();

    /** @param clockDifference the same for all clients of the worker */
    public BrokerConnections(BrokerSettings settings, ClockDifference clockDifference) {
        this(settings, clockDifference, new ReceiverThreads());
    }

    BrokerConnections(BrokerSettings settings, ClockDifference clockDifference, ReceiverThreads threads) {
        this.threads = threads;
        this.settings = settings;
        this.clockDifference = clockDifference;
    }

    ClockDifference clockDifference() {
        return clockDifference;
    }

    ReceiverThreads threads() {
        return threads;
    }

    /** The connection of one more client, which gives it back. */
    synchronized SharedConnection take() {
        SharedConnection taken = users.size() < MOST ? another() : leastUsed();
        users.merge(taken, 1, Integer::sum);
        return taken;
    }

    private SharedConnection another() {
        return new SharedConnection(settings, clockDifference, "broker-" + (users.size() + 1));
    }

    private SharedConnection leastUsed() {
        return users.entrySet().stream()
                .min(Comparator.comparingInt(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    /** The last client that gives it back closes it. */
    void giveBack(SharedConnection connection) {
        boolean unused;
        synchronized (this) {
            unused = users.computeIfPresent(connection, (same, count) -> count == 1 ? null : count - 1) == null;
        }
        if (unused) {
            connection.close();
        }
    }
}
