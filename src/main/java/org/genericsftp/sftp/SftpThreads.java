package org.genericsftp.sftp;

/** The threads of this package: none of them keeps the worker from ending. */
final class SftpThreads {
    private SftpThreads() {}

    static Thread named(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
