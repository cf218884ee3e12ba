package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ConsumerControl;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.MessagePull;
import org.apache.activemq.command.RemoveInfo;
import org.apache.activemq.transport.DefaultTransportListener;
import org.apache.activemq.transport.failover.FailoverTransport;
import org.genericsftp.serve.ClockDifference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from its start until it breaks, or one user's share of it. A broken one does not come back.
 */
final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

    private final ActiveMQConnection connection;
    private final ClockDifference clockDifference;
    private final CountDownLatch lost = new CountDownLatch(1);
    private final Map<ConsumerId, Runnable> whenClosed;
    private final Set<BrokerLink> shares = ConcurrentHashMap.newKeySet();
    /** What this is a share of; null for the whole. */
    private final @Nullable BrokerLink whole;

    private @Nullable BrokerMake make;

    BrokerLink(ActiveMQConnection connection, ClockDifference clockDifference) {
        this.connection = connection;
        this.clockDifference = clockDifference;
        this.whenClosed = new ConcurrentHashMap<>();
        this.whole = null;
    }

    private BrokerLink(BrokerLink whole) {
        this.connection = whole.connection;
        this.clockDifference = whole.clockDifference;
        this.whenClosed = whole.whenClosed;
        this.whole = whole;
    }

    /** For one of several users: it breaks with the connection, and can be closed without harm to the others. */
    BrokerLink share() {
        BrokerLink share = new BrokerLink(this);
        shares.add(share);
        if (isLost()) {
            share.lose();
        }
        return share;
    }

    /** Those who share it know before whoever waits for its loss tells them, and one that comes meanwhile knows as well. */
    private void lose() {
        shares.forEach(BrokerLink::lose);
        lost.countDown();
        shares.forEach(BrokerLink::lose);
    }

    /** From here on it is known when the connection breaks, and when the broker closes a consumer. */
    void watch() {
        connection.addTransportListener(new DefaultTransportListener() {
            @Override
            public void onCommand(Object command) {
                if (command instanceof ConsumerControl control && control.isClose()) {
                    whenClosed.getOrDefault(control.getConsumerId(), () -> {}).run();
                }
            }

            @Override
            public void onException(IOException error) {
                lose();
            }

            @Override
            public void transportInterupted() {
                lose();
            }

            // A failover transport that the broker moves to another one resumes without having been interrupted.
            @Override
            public void transportResumed() {
                lose();
            }
        });
        if (connection.isTransportFailed()) {
            lose();
        }
    }

    /**
     * Another connection, to the same one of the brokers that the settings name. What the broker does to one connection, such
     * as not to read from it while it has no room, it does not do to the other.
     */
    BrokerLink openAnother(BrokerSettings settings) throws JMSException {
        FailoverTransport failover = connection.getTransport().narrow(FailoverTransport.class);
        URI connected = failover == null ? null : failover.getConnectedTransportURI();
        BrokerSettings same = connected == null ? settings : settings.at(connected.toString());
        BrokerLink other = new BrokerLink(new ConnectToBroker(same).connect(), clockDifference);
        other.watch();
        return other;
    }

    /** To the broker at its other end. */
    ClockDifference clockDifference() {
        return clockDifference;
    }

    /** What is at the other end. */
    BrokerMake make() throws JMSException {
        if (whole != null) {
            return whole.make();
        }
        synchronized (this) {
            if (make == null) {
                make = BrokerMake.of(connection);
            }
            return make;
        }
    }

    /** Has this called, on a thread that must not wait for the broker, when the broker closes the consumer. */
    void whenClosed(ConsumerId consumer, Runnable handler) {
        whenClosed.put(consumer, handler);
    }

    void forgetClosed(ConsumerId consumer) {
        whenClosed.remove(consumer);
    }

    /** Has the broker give the consumer, which has no prefetch, its next message, as soon as there is one. */
    void pull(ActiveMQDestination from, ConsumerId consumer) throws JMSException {
        MessagePull pull = new MessagePull();
        pull.setConsumerId(consumer);
        pull.setDestination(from);
        pull.setTimeout(longestPull().toMillis());
        connection.asyncSendPacket(pull);
    }

    /** For how long the broker waits for a message that it is asked for; zero for ever. */
    Duration longestPull() throws JMSException {
        return Duration.ofMillis(make().longestPullMillis());
    }

    /**
     * Removes a consumer at the broker.
     *
     * @throws JMSException also when the broker has removed it already
     */
    void remove(ConsumerId consumer) throws JMSException {
        connection.syncSendPacket(new RemoveInfo(consumer));
    }

    /** As whom the worker is logged in; null for nobody. */
    @Nullable
    String user() {
        return connection.getConnectionInfo().getUserName();
    }

    boolean isLost() {
        return lost.getCount() == 0;
    }

    void awaitLoss() throws InterruptedException {
        lost.await();
    }

    /** Waits, though no longer than the link lasts. Returns whether it still lasts. */
    boolean lastsFor(Duration time) throws InterruptedException {
        return !lost.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** For what is received and sent as one. */
    Session openTransacted() throws JMSException {
        return connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    /** For what is sent or received on its own. */
    Session open() throws JMSException {
        return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    /** Breaks it, for all who use it; a share only for its user, who closes what is open on it. */
    @Override
    public void close() {
        lose();
        if (whole == null) {
            close(connection);
        } else {
            whole.shares.remove(this);
        }
    }

    /** Ends a connection, a session, or a wait for messages. Where that fails the broker has ended it, or will. */
    static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.debug("{} did not end in good order", part, e);
        }
    }
}
