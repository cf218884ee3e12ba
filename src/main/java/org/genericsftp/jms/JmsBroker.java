package org.genericsftp.jms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.Broker;
import org.genericsftp.serve.BrokerAdmin;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.LetterHandler;
import org.genericsftp.serve.Notices;
import org.genericsftp.serve.ServiceSettings;
import org.jspecify.annotations.Nullable;

/** ActiveMQ for one client, on connections of its own. */
public final class JmsBroker implements Broker {
    private final ServiceSettings client;
    private final ClockDifference clockDifference;
    private final BrokerConnection connection;
    private final JmsNotices notices;
    private final InvalidQueueLimit invalidLimit;
    private final InvalidQueue invalid;
    private final ReplyToPolicy replyToPolicy;
    private final List<ReceiveLoop> loops = new ArrayList<>();

    /**
     * @param worker the name of this process
     * @param reservedQueues names that no reply may go to, beside those of the client itself; asked again for each letter
     * @param clockDifference the same for all clients of this worker
     */
    public JmsBroker(
            BrokerSettings broker,
            ServiceSettings client,
            String worker,
            Supplier<Set<String>> reservedQueues,
            ClockDifference clockDifference) {
        this.client = client;
        this.clockDifference = clockDifference;
        this.connection = new BrokerConnection(broker, clockDifference, threadName("connection"));
        this.notices = new JmsNotices(client, connection);
        this.invalidLimit = new InvalidQueueLimit(
                threadName("invalid"),
                connection,
                new ActiveMQQueue(client.queues().invalid()),
                client.invalidKeep());
        this.invalid = new InvalidQueue(client.queues().invalid(), worker, invalidLimit::kept);
        Set<String> own = client.queues().names();
        this.replyToPolicy = new ReplyToPolicy(
                queue -> own.contains(queue) || reservedQueues.get().contains(queue), client.replyQueues());
    }

    @Override
    public void receive(Channel channel, String name, LetterHandler handler) {
        ActiveMQDestination from = destination(channel);
        loops.add(new ReceiveLoop(
                threadName(name),
                connection,
                from,
                link -> Inbox.open(link, from, selector(channel), replyToPolicy, invalid),
                handler));
    }

    private ActiveMQDestination destination(Channel channel) {
        ClientQueues queues = client.queues();
        return switch (channel) {
            case REQUESTS -> new ActiveMQQueue(queues.requests());
            case SYNC -> Turn.byTurns(queues.sync());
            case CONTROL -> new ActiveMQTopic(queues.control());
            case OPERATORS -> new ActiveMQTopic(queues.events());
        };
    }

    /** Null for all that comes. */
    private static @Nullable String selector(Channel channel) {
        return channel == Channel.OPERATORS ? "JMSType = 'CancelRequest'" : null;
    }

    private String threadName(String what) {
        return client.client() + "-" + what;
    }

    @Override
    public void start(Runnable whenLost) {
        connection.start(whenLost);
        loops.forEach(ReceiveLoop::start);
    }

    @Override
    public boolean isConnected() {
        return connection.link() != null;
    }

    @Override
    public Notices notices() {
        return notices;
    }

    @Override
    public BrokerAdmin admin() {
        return new JmsBrokerAdmin(connection, client.queues());
    }

    @Override
    public ClockDifference clockDifference() {
        return clockDifference;
    }

    @Override
    public void stopReceiving(Channel channel) {
        ActiveMQDestination from = destination(channel);
        loops.stream().filter(loop -> loop.isFrom(from)).forEach(ReceiveLoop::stop);
    }

    @Override
    public boolean awaitHandled(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        for (ReceiveLoop loop : loops) {
            ended &= !loop.isStopping() || loop.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
        }
        return ended;
    }

    @Override
    public void close() {
        notices.close();
        invalidLimit.close();
        connection.close();
    }
}
