package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.command.ActiveMQQueue;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.BrokerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the invalid queue from growing without end: for each message that this worker puts there beyond the limit, the oldest is
 * taken out. It counts its own, as no broker tells everybody how many lie in a queue. A time to live would not do: brokers
 * put persistent messages whose time is up into another queue, which then grows.
 */
final class InvalidQueueLimit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InvalidQueueLimit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** If fewer would be left, somebody has emptied the queue. */
    private static final int MANY = 100;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final BrokerConnection connection;
    private final ActiveMQQueue queue;
    private final int limit;
    private final OutageLog outage = new OutageLog(LOG);
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong excess = new AtomicLong();
    private final ThreadPoolExecutor removing;

    /** @param limit zero for none */
    InvalidQueueLimit(String name, BrokerConnection connection, ActiveMQQueue queue, int limit) {
        this.connection = connection;
        this.queue = queue;
        this.limit = limit;
        this.removing = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(1),
                task -> DaemonThread.named(name, task),
                new ThreadPoolExecutor.DiscardPolicy());
        removing.allowCoreThreadTimeOut(true);
    }

    /** So many more lie there. */
    void kept(int more) {
        if (limit > 0 && more > 0) {
            long beyond = Math.min(more, kept.addAndGet(more) - limit);
            if (beyond > 0) {
                excess.addAndGet(beyond);
                removing.execute(this::removeExcess);
            }
        }
    }

    private void removeExcess() {
        BrokerLink up = connection.link();
        if (up == null) {
            return;
        }
        try (BrokerLink own = up.openAnother(connection.settings());
                SeparateOutbox look = new SeparateOutbox(own);
                MessageConsumer consumer = own.open().createConsumer(queue)) {
            for (long some = some(); some > 0; some = some()) {
                if (!look.holds((int) (Math.min(limit, MANY) + some), queue)) {
                    kept.set(0);
                    excess.set(0);
                    break;
                }
                for (long left = some; left > 0 && consumer.receive(PATIENCE.toMillis()) != null; left--) {
                    excess.decrementAndGet();
                }
            }
            outage.over("Taking the oldest out of " + queue.getPhysicalName() + " again");
        } catch (JMSException e) {
            cannot(JmsErrors.reason(e));
        } catch (BrokerException e) {
            cannot(String.valueOf(e.getMessage()));
        }
    }

    /** Not more than a look can be sure of. */
    private long some() {
        return Math.min(excess.get(), MANY);
    }

    private void cannot(String why) {
        outage.lasts(
                "Cannot take the oldest out of " + queue.getPhysicalName() + ", which may grow without end: " + why);
    }

    @Override
    public void close() {
        removing.shutdownNow();
    }
}
