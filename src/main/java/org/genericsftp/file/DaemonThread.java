package org.genericsftp.file;

/** A thread that does not keep the worker from ending. */
public final class DaemonThread {
    private DaemonThread() {}

    public static Thread named(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
