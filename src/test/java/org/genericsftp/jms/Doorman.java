package org.genericsftp.jms;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.Message;

/** Refuses what one account may not do, in the words and the exceptions of ActiveMQ's own security plugins. */
final class Doorman implements BrokerPlugin {
    private final String account;
    private final String password;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String forbidden = "nothing";

    /** Accounts of other names, and none, may do anything. */
    Doorman(String account, String password) {
        this.account = account;
        this.password = password;
    }

    /** @param deed the beginning of what is forbidden, as in {@code read from: queue://sftp.} */
    void forbid(String deed) {
        forbidden = deed;
    }

    int refusals() {
        return refusals.get();
    }

    @Override
    public Broker installPlugin(Broker next) {
        return new BrokerFilter(next) {
            @Override
            public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
                if (account.equals(info.getUserName()) && !password.equals(info.getPassword())) {
                    refusals.incrementAndGet();
                    throw new SecurityException("User name [" + account + "] or password is invalid.");
                }
                super.addConnection(context, info);
            }

            @Override
            public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
                check(context, "read from: " + info.getDestination());
                return super.addConsumer(context, info);
            }

            @Override
            public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
                check(exchange.getConnectionContext(), "write to: " + message.getDestination());
                super.send(exchange, message);
            }
        };
    }

    private void check(ConnectionContext context, String deed) {
        if (account.equals(context.getUserName()) && deed.startsWith(forbidden)) {
            refusals.incrementAndGet();
            throw new SecurityException("User " + account + " is not authorized to " + deed);
        }
    }
}
