package org.genericsftp.transfer;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** Lets one copy at a time be made for each path of a destination; the others wait in line, without a thread. */
final class PathLocks {
    private final Map<RelativePath, Queue<Runnable>> held = new HashMap<>();

    /** Takes the path: true at once, if it is free; else the runnable is run on the releasing thread when its turn comes. */
    synchronized boolean take(RelativePath path, Runnable whenFree) {
        Queue<Runnable> line = held.get(path);
        if (line == null) {
            held.put(path, new ArrayDeque<>(0));
            return true;
        }
        line.add(whenFree);
        return false;
    }

    /** Takes something out of the line again. False if its turn has come, or it was never in it. */
    synchronized boolean withdraw(RelativePath path, Runnable waiting) {
        Queue<Runnable> line = held.get(path);
        return line != null && line.remove(waiting);
    }

    void release(RelativePath path) {
        @Nullable Runnable next;
        synchronized (this) {
            Queue<Runnable> line = held.get(path);
            next = line == null ? null : line.poll();
            if (next == null) {
                held.remove(path);
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
