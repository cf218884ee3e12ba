package org.genericsftp.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Lets one copy at a time be made for each path of a destination; the others wait in line, without a thread. One that has
 * the path but has not begun, as many files are before it, can be overtaken by one that begins at once: it is the first in
 * line then.
 */
final class PathLocks {
    private final Map<RelativePath, Line> lines = new HashMap<>();

    private static final class Line {
        private Runnable first;
        private boolean begun;
        private final Deque<Runnable> waiting = new ArrayDeque<>(0);

        Line(Runnable first) {
            this.first = first;
        }
    }

    /**
     * Takes the path, if that can be at once. Else the copy waits in line.
     *
     * @param turn stands for the copy; it is run on the releasing thread when the copy has the path, or has it again
     * @param overtakes whether to go before one that has not begun
     */
    synchronized boolean take(RelativePath path, Runnable turn, boolean overtakes) {
        Line line = lines.get(path);
        if (line == null) {
            lines.put(path, new Line(turn));
            return true;
        }
        if (overtakes && !line.begun) {
            line.waiting.addFirst(line.first);
            line.first = turn;
            return true;
        }
        line.waiting.addLast(turn);
        return false;
    }

    /** From now on the copy can't be overtaken. False if it has been already: it has to wait for its turn. */
    synchronized boolean begin(RelativePath path, Runnable turn) {
        Line line = lines.get(path);
        if (line == null || line.first != turn) {
            return false;
        }
        line.begun = true;
        return true;
    }

    /** Takes a copy out of the line again. False if it has the path, or was never in line. */
    synchronized boolean withdraw(RelativePath path, Runnable turn) {
        Line line = lines.get(path);
        return line != null && line.waiting.remove(turn);
    }

    /** The copy has ended: the next in line has the path now, if this one had it. */
    void leave(RelativePath path, Runnable turn) {
        Runnable next = next(path, turn);
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next(RelativePath path, Runnable turn) {
        Line line = lines.get(path);
        if (line == null || line.first != turn) {
            withdraw(path, turn);
            return null;
        }
        Runnable next = line.waiting.poll();
        if (next == null) {
            lines.remove(path);
            return null;
        }
        line.first = next;
        line.begun = false;
        return next;
    }
}
