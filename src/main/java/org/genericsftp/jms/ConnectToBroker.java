package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.failover.FailoverTransport;
import org.apache.activemq.util.JMSExceptionSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections as the worker needs them, whatever the options of the URL say. One is either up or broken for good: a
 * failover transport picks a broker among those that it names, but does not mend a connection behind our back, for what it
 * would mend is a transaction that can't commit any more.
 */
final class ConnectToBroker extends ActiveMQConnectionFactory {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int TOPIC_PREFETCH = 100;

    private final @Nullable SecuredConnection secured;

    ConnectToBroker(BrokerSettings settings) throws JMSException {
        super(settings.url());
        this.secured = SecuredConnection.to(settings);
        if (settings.username() != null) {
            setUserName(settings.username());
            setPassword(settings.password());
        }
        setClientID(null);
        setPrefetchPolicy(onlyWhatIsAskedFor());
        setRedeliveryPolicy(forEver());
        // A send in a transaction is asynchronous by default, and one that fails then dooms the transaction.
        setAlwaysSyncSend(true);
        setUseAsyncSend(false);
        setUseCompression(false);
        setExclusiveConsumer(false);
        setWatchTopicAdvisories(false);
        // The broker expires messages. By our own clock, which may be wrong, they would go to its dead-letter queue.
        setConsumerExpiryCheckEnabled(false);
        // What looks like a duplicate would go there too, though it may be a redelivery, or an operator's second try.
        setCheckForDuplicates(false);
        setTrustAllPackages(false);
        setTrustedPackages(List.of());
        setRequestTimeout(millis(settings.timing().request()));
        setSendTimeout(millis(settings.timing().send()));
        setConnectResponseTimeout(millis(settings.timing().connect()));
        setCloseTimeout(millis(CLOSE_TIMEOUT));
    }

    /** Zero would mean to wait for ever. */
    private static int millis(Duration timeout) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
    }

    private static ActiveMQPrefetchPolicy onlyWhatIsAskedFor() {
        ActiveMQPrefetchPolicy policy = new ActiveMQPrefetchPolicy();
        policy.setAll(0);
        policy.setTopicPrefetch(TOPIC_PREFETCH);
        return policy;
    }

    private static RedeliveryPolicy forEver() {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        return policy;
    }

    @Override
    protected Transport createTransport() throws JMSException {
        Transport transport = secured == null ? super.createTransport() : secured.secure(super::createTransport);
        FailoverTransport failover = transport.narrow(FailoverTransport.class);
        if (failover != null) {
            failover.setStartupMaxReconnectAttempts(1);
            failover.setMaxReconnectAttempts(0);
        }
        return transport;
    }

    /** A connection that has been started. Blocks while a broker is reached; an interrupt may end that. */
    ActiveMQConnection connect() throws JMSException {
        try {
            return start(create());
        } catch (JMSException e) {
            throw secured == null ? e : secured.reason(e);
        }
    }

    private ActiveMQConnection create() throws JMSException {
        try {
            return (ActiveMQConnection) createConnection();
        } catch (RuntimeException e) {
            throw JMSExceptionSupport.create("The broker's URL can't be used: " + e.getMessage(), e);
        }
    }

    private static ActiveMQConnection start(ActiveMQConnection connection) throws JMSException {
        try {
            connection.start();
            return connection;
        } catch (JMSException | RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private static void closeAfter(Exception failure, ActiveMQConnection connection) {
        try {
            connection.close();
        } catch (JMSException e) {
            failure.addSuppressed(e);
        }
    }
}
