package org.genericsftp.destination;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.DaemonThread;

/** The threads that write to one destination. They are there while there is work, and end with the destination. */
public final class WriterThreads implements Executor, Closeable {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(10);

    private final ThreadPoolExecutor pool;

    /**
     * @param name what the threads are called, before their number
     * @param most how many there are at most
     */
    public WriterThreads(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> DaemonThread.named(name + "-" + number.incrementAndGet(), task));
        pool.allowCoreThreadTimeOut(true);
    }

    /** So many more, or fewer, in the place of those that hang. */
    synchronized void add(int threads) {
        int most = pool.getMaximumPoolSize() + threads;
        if (threads > 0) {
            pool.setMaximumPoolSize(most);
        }
        pool.setCorePoolSize(most);
        if (threads < 0) {
            pool.setMaximumPoolSize(most);
        }
    }

    /** @throws java.util.concurrent.RejectedExecutionException they have been closed */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Waits a while for what they were given, then interrupts it. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
