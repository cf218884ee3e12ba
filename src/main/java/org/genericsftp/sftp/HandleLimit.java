package org.genericsftp.sftp;

/**
 * How many handles may be open at once on one session, of files and of folders together: what the server told, or less
 * once it has refused, growing back slowly. A quarter is kept for folders and the rest for files, so that neither waits
 * for the other. Pure arithmetic; for one thread at a time.
 */
final class HandleLimit {
    /** Where the server does not tell its limit. */
    static final int USUAL = 1000;

    /** One for a folder and one for a file. */
    private static final int LEAST = 2;

    private static final int OPENS_PER_STEP_UP = 32;

    /** What a handle is for. */
    enum Kind {
        FILE,
        FOLDER
    }

    private final int most;
    private int limit;
    /** Asked for or open. */
    private int files;

    private int folders;
    /** Open. */
    private int open;

    /** Whether there were several at once, at any time since there was no OPEN that waits for its answer. */
    private boolean crowded;

    private int givenSinceStep;

    /** @param first where to begin, as a session before this one may have learned it */
    HandleLimit(int most, int first) {
        this.most = Math.max(LEAST, most);
        limit = Math.max(LEAST, Math.min(this.most, first));
    }

    /**
     * Whether a lane that has so many files open may have another.
     *
     * @param contended whether other lanes want some: then none takes more than it leaves free
     */
    boolean admitsFile(int heldByLane, boolean contended) {
        int free = limit - files - Math.max(folders, forFolders());
        int reserve = (limit - forFolders()) / 8;
        return free > 0 && (heldByLane == 0 || (contended ? heldByLane < free : free > reserve));
    }

    /** Whether a listing that has so many folders open may have another: it takes no more than it leaves free. */
    boolean admitsFolder(int heldByListing) {
        int free = Math.min(forFolders() - folders, limit - files - folders);
        return free > 0 && (heldByListing == 0 || heldByListing < free);
    }

    private int forFolders() {
        return Math.max(1, limit / 4);
    }

    /** One is asked for. */
    void asked(Kind kind) {
        boolean othersWait = held() > open;
        hold(kind, 1);
        crowded = held() > 1 || (othersWait && crowded);
    }

    private int held() {
        return files + folders;
    }

    private void hold(Kind kind, int more) {
        if (kind == Kind.FILE) {
            files += more;
        } else {
            folders += more;
        }
    }

    /** The server has given the one that was asked for. */
    void given() {
        open++;
        if (limit < most && ++givenSinceStep >= OPENS_PER_STEP_UP) {
            limit++;
            givenSinceStep = 0;
        }
    }

    /** The server would not open what a handle was asked for, for a reason of its own. */
    void notGiven(Kind kind) {
        hold(kind, -1);
    }

    /**
     * The server would not give the one that was asked for, perhaps because they are too many: those that are open now
     * may be all that it has. False if it can't be for that. Answers come in any order, so those that were open when the
     * server refused may have been given back since.
     */
    boolean refused(Kind kind) {
        hold(kind, -1);
        if (!crowded) {
            return false;
        }
        limit = Math.max(LEAST, Math.min(limit, open));
        givenSinceStep = 0;
        return true;
    }

    /** One that was open is given back. */
    void freed(Kind kind) {
        hold(kind, -1);
        open--;
    }

    int limit() {
        return limit;
    }
}
