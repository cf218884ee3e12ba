package org.genericsftp.sftp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * The files of one lane that no session has begun with, in the order in which they were asked for. Sessions take them
 * as they get to them, so that a faster one takes more. Takes no lock.
 */
final class Backlog {
    private final Queue<WantedFile> files = new ConcurrentLinkedQueue<>();
    private final BooleanSupplier served;

    /** @param served whether a session is there that takes files */
    Backlog(BooleanSupplier served) {
        this.served = served;
    }

    void add(WantedFile file) {
        files.add(file);
    }

    /** Takes the next one that is still wanted. */
    @Nullable
    WantedFile poll() {
        WantedFile next = files.poll();
        while (next != null && !next.sink().begins()) {
            next.refuse(next.notWanted());
            next = files.poll();
        }
        return next;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** A session takes no more files: those that are left fail, if it was the last. */
    void sessionLost(FileException why) {
        if (!served.getAsBoolean()) {
            refuseAll(why);
        }
    }

    void refuseAll(FileException why) {
        for (WantedFile file = files.poll(); file != null; file = files.poll()) {
            file.refuse(why);
        }
    }
}
