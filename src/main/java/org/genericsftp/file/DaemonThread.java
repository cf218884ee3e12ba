package org.genericsftp.file;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread that does not keep the worker from ending. */
public final class DaemonThread {
    private DaemonThread() {}

    public static Thread named(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** At most so many of them at a time, each gone after ten seconds without work; what they have no time for waits its turn. */
    public static Executor atMost(int most, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> named(name, task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
