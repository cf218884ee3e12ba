package org.genericsftp.jms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.serve.Broker;
import org.genericsftp.serve.BrokerAdmin;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.LetterHandler;
import org.genericsftp.serve.Notices;
import org.genericsftp.serve.ServiceSettings;
import org.jspecify.annotations.Nullable;

/** ActiveMQ for one client, on a connection that it may share with others. */
public final class JmsBroker implements Broker {
    private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(5);

    private final ServiceSettings client;
    private final BrokerConnections connections;
    private final SharedConnection connection;
    private final JmsNotices notices;
    private final InvalidQueueLimit invalidLimit;
    private final InboxRules rules;
    private final Map<Channel, Demand> demands = new EnumMap<>(Channel.class);
    private final Map<Channel, List<Receiver>> receivers = new EnumMap<>(Channel.class);
    private volatile @Nullable BrokerLink link;
    private BrokerConnection.@Nullable User user;

    /**
     * @param worker the name of this process
     * @param reservedQueues names that no reply may go to, beside those of the client itself; asked again for each letter
     */
    public JmsBroker(
            BrokerConnections connections,
            ServiceSettings client,
            String worker,
            Supplier<Set<String>> reservedQueues) {
        this.client = client;
        this.connections = connections;
        this.connection = connections.take();
        this.notices = new JmsNotices(client, connection);
        this.invalidLimit = new InvalidQueueLimit(
                threadName("invalid"),
                connection.connection(),
                new ActiveMQQueue(client.queues().invalid()),
                client.invalidKeep());
        InvalidQueue invalid = new InvalidQueue(client.queues().invalid(), worker, invalidLimit::kept);
        Set<String> own = client.queues().names();
        ReplyToPolicy replyTo = new ReplyToPolicy(
                queue -> own.contains(queue) || reservedQueues.get().contains(queue), client.replyQueues());
        this.rules = new InboxRules(client.queues(), replyTo, invalid, new ForbiddenAddresses(System::nanoTime));
    }

    @Override
    public void receive(Channel channel, String name, LetterHandler handler) {
        add(channel, name, handler, null);
    }

    @Override
    public void receiveWhenAsked(Channel channel, String name, LetterHandler handler, Runnable whenOver) {
        Demand demand = new Demand(whenOver);
        demands.put(channel, demand);
        add(channel, name, handler, demand);
    }

    private void add(Channel channel, String name, LetterHandler handler, @Nullable Demand demand) {
        ActiveMQDestination from = rules.source(channel);
        Receiver added =
                new Receiver(threadName(name), connections.threads(), from, inboxes(channel, from, demand), handler);
        List<Receiver> same = receivers.computeIfAbsent(channel, none -> new ArrayList<>());
        if (!same.isEmpty()) {
            same.get(same.size() - 1).helpedBy(added);
        }
        same.add(added);
    }

    private Receiver.OpenInbox inboxes(Channel channel, ActiveMQDestination from, @Nullable Demand demand) {
        Receiver.OpenInbox inboxes = (on, whenAvailable) -> Inbox.open(on, channel, rules, demand, whenAvailable);
        if (!InboxRules.isForOneWorker(channel)) {
            return inboxes;
        }
        ExclusiveQueue exclusive = new ExclusiveQueue(from, BETWEEN_CHECKS);
        return (on, whenAvailable) -> {
            if (on.make() != BrokerMake.CLASSIC) {
                exclusive.watch(on, connections.threads());
            }
            return inboxes.on(on, whenAvailable);
        };
    }

    @Override
    public void ask(Channel channel) {
        Demand demand = demands.get(channel);
        if (demand != null) {
            // That may take as long as the broker takes to read.
            connections.threads().handling().execute(demand::ask);
        }
    }

    @Override
    public void beginReceiving(Channel channel) {
        receiveOn(link, channel);
    }

    @Override
    public void pauseReceiving(Channel channel) {
        receiveOn(null, channel);
    }

    private void receiveOn(@Nullable BrokerLink up, Channel channel) {
        List<Receiver> same = receivers.getOrDefault(channel, List.of());
        if (!same.isEmpty()) {
            same.get(0).begin(up);
        }
    }

    private Stream<Receiver> receivers() {
        return receivers.values().stream().flatMap(List::stream);
    }

    private String threadName(String what) {
        return client.client() + "-" + what;
    }

    @Override
    public void start(Runnable whenLost) {
        user = new BrokerConnection.User() {
            @Override
            public void connected(BrokerLink share) {
                link = share;
                receivers.keySet().stream()
                        .filter(channel -> channel != Channel.ARRIVALS)
                        .forEach(channel -> receiveOn(share, channel));
            }

            @Override
            public void lost() {
                try {
                    whenLost.run();
                } finally {
                    receivers().forEach(Receiver::lost);
                }
            }
        };
        connection.connection().join(user);
    }

    @Override
    public boolean isConnected() {
        BrokerLink current = link;
        return current != null && !current.isLost();
    }

    @Override
    public Notices notices() {
        return notices;
    }

    @Override
    public BrokerAdmin admin() {
        return new JmsBrokerAdmin(connection.connection(), client.queues());
    }

    @Override
    public ClockDifference clockDifference() {
        return connections.clockDifference();
    }

    @Override
    public void stopReceiving(Channel channel) {
        receivers.getOrDefault(channel, List.of()).forEach(Receiver::stop);
    }

    @Override
    public boolean awaitHandled(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        for (Receiver receiver : receivers().toList()) {
            ended &= !receiver.isStopping() || receiver.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
        }
        return ended;
    }

    @Override
    public void close() {
        notices.flush();
        invalidLimit.close();
        leave();
        connections.giveBack(connection);
    }

    /** Receives no more, and undoes what is not committed. */
    private void leave() {
        BrokerConnection.User joined = user;
        if (joined != null) {
            connection.connection().leave(joined);
        }
        BrokerLink current = link;
        if (current != null) {
            current.close();
        }
        receivers().forEach(Receiver::abandon);
    }
}
