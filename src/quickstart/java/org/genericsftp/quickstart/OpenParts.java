package org.genericsftp.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, and is closed in reverse, whoever comes first: the end of the story, or Ctrl-C. */
final class OpenParts {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /** Takes a part over. After the end there is none to be taken: it is closed, and the caller is sent away. */
    synchronized <T extends AutoCloseable> T add(T part) throws InterruptedException {
        if (closed) {
            close(part);
            throw new InterruptedException("The quick start has been stopped");
        }
        parts.push(part);
        return part;
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized void closeAll() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    /** One that can't be closed keeps no other open. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("Cannot stop " + part + ": " + e);
        }
    }
}
