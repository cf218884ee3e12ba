package org.genericsftp.transfer;

import org.genericsftp.file.RelativePath;

/**
 * One copy's place in the queue for its path. A copy that has been overtaken learns of it only when its fetch begins, and
 * its turn may come back before or after that.
 */
final class PathTurn {
    private final PathLocks locks;
    private final RelativePath path;
    private final Runnable whenItComes;
    private final Runnable turn = this::come;
    private boolean going = true;
    private boolean overtaken;

    /** @param whenItComes run when the turn comes and the copy waits for it */
    PathTurn(PathLocks locks, RelativePath path, Runnable whenItComes) {
        this.locks = locks;
        this.path = path;
        this.whenItComes = whenItComes;
    }

    /**
     * Takes the path, if that can be at once.
     *
     * @param overtakes whether to go before one that has not begun
     */
    boolean take(boolean overtakes) {
        return locks.take(path, turn, overtakes);
    }

    /** From now on the copy can't be overtaken. False if it has been, and its turn has not come back. */
    boolean begin() {
        return locks.begin(path, turn);
    }

    /** The copy stops, to wait for its turn. Returns true if that has come already: then it does not wait. */
    synchronized boolean hasCome() {
        going = overtaken;
        overtaken = false;
        return going;
    }

    private void come() {
        synchronized (this) {
            if (going) {
                overtaken = true;
                return;
            }
            going = true;
        }
        whenItComes.run();
    }

    /** Whether another copy was made to the path since this was last asked. */
    synchronized boolean wasOvertaken() {
        boolean was = overtaken;
        overtaken = false;
        return was;
    }

    /** No longer waits. False if it does not, though it may stand in line while it is going. */
    boolean withdraw() {
        synchronized (this) {
            if (going) {
                return false;
            }
        }
        return locks.withdraw(path, turn);
    }

    /** The copy has ended. */
    void leave() {
        locks.leave(path, turn);
    }
}
