package org.genericsftp.sftp;

/**
 * How many files may be open at once on one session: what the server told, or less once it has refused, growing back
 * slowly. Pure arithmetic; for one thread at a time.
 */
final class HandleLimit {
    /** Where the server does not tell its limit. */
    static final int USUAL = 1000;

    private static final int OPENS_PER_STEP_UP = 32;

    private final int most;
    private int limit;
    /** Asked for or open. */
    private int held;
    /** Open. */
    private int open;

    /** Whether there were several at once, at any time since there was no OPEN that waits for its answer. */
    private boolean crowded;

    private int givenSinceStep;

    /** @param first where to begin, as a session before this one may have learned it */
    HandleLimit(int most, int first) {
        this.most = Math.max(1, most);
        limit = Math.max(1, Math.min(this.most, first));
    }

    /**
     * Whether a lane that holds so many may have another.
     *
     * @param contended whether other lanes want some: then none takes more than it leaves free
     */
    boolean admits(int heldByLane, boolean contended) {
        int free = limit - held;
        int reserve = limit / 8;
        return free > 0 && (heldByLane == 0 || (contended ? heldByLane < free : free > reserve));
    }

    /** One is asked for. */
    void asked() {
        boolean othersWait = held > open;
        held++;
        crowded = held > 1 || (othersWait && crowded);
    }

    /** The server has given the one that was asked for. */
    void given() {
        open++;
        if (limit < most && ++givenSinceStep >= OPENS_PER_STEP_UP) {
            limit++;
            givenSinceStep = 0;
        }
    }

    /** The server would not open the file that a handle was asked for, for a reason of the file's. */
    void notGiven() {
        held--;
    }

    /**
     * The server would not give the one that was asked for, perhaps because they are too many: those that are open now
     * may be all that it has. False if it can't be for that. Answers come in any order, so those that were open when the
     * server refused may have been given back since.
     */
    boolean refused() {
        held--;
        if (!crowded) {
            return false;
        }
        limit = Math.max(1, Math.min(limit, open));
        givenSinceStep = 0;
        return true;
    }

    /** One that was open is given back. */
    void freed() {
        held--;
        open--;
    }

    int limit() {
        return limit;
    }
}
