package org.genericsftp.jms;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.DaemonThread;

/** The threads on which receivers do what they do: as many as there are letters being handled, and a few that open inboxes. */
final class ReceiverThreads {
    /** After an outage all receivers come back at once. */
    private static final int MOST_OPENING = 8;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Executor handling;
    private final Executor opening = DaemonThread.atMost(MOST_OPENING, "receiver-opener");
    private final ScheduledThreadPoolExecutor later =
            new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named("receiver-timer", task));

    ReceiverThreads() {
        this(new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                task -> DaemonThread.named("receiver", task)));
    }

    /** With others for the letters. */
    ReceiverThreads(Executor handling) {
        this.handling = handling;
        // When no other thread can be had, this one must be there.
        later.prestartCoreThread();
    }

    /** For what takes as long as a letter's work does. */
    Executor handling() {
        return handling;
    }

    /** For what takes a few answers of the broker. */
    Executor opening() {
        return opening;
    }

    /** The task must not block. */
    void after(Duration delay, Runnable task) {
        Future<?> unused = later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
