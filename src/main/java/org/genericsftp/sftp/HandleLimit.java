package org.genericsftp.sftp;

/**
 * How many handles may be open at once on one session, of files and of folders together: what the server told, or less
 * once it has refused, growing back slowly. A quarter is kept for folders and the rest for files, so that neither waits
 * for the other. Where a quarter is but one, it is kept while a folder waits for it, which so has the next that comes free.
 *
 * <p>A refusal may be for the file, or for too many being open: servers use the same status for both. That it is for the
 * file is certain where nothing else was open, and where the server has had more open at once. That they were too many is
 * certain where the same file opens once fewer are open, and likely where several are refused in a row beside as many as
 * there have ever been. Pure arithmetic; for one thread at a time.
 */
final class HandleLimit {
    /** Where the server does not tell its limit. */
    static final int USUAL = 1000;

    private static final int FIRST_STEP_AFTER = 16;
    private static final int LAST_STEP_AFTER = 4096;
    private static final int REFUSED_TOGETHER = 3;

    /** What a handle is for. */
    enum Kind {
        FILE,
        FOLDER
    }

    /** What a refusal is for. */
    enum Refusal {
        /** What was to be opened. */
        OWN,
        /** Too many were open: it is tried again as soon as fewer are. */
        TOO_MANY,
        /** Perhaps this, perhaps that: it is tried again when there is nothing else to do. */
        UNCLEAR
    }

    /** An OPEN that is under way. */
    static final class Ticket {
        private final Kind kind;
        private final int openBefore;
        private final long givenBefore;

        private Ticket(Kind kind, int openBefore, long givenBefore) {
            this.kind = kind;
            this.openBefore = openBefore;
            this.givenBefore = givenBefore;
        }
    }

    private final int most;
    private int limit;
    /** Whether the limit is but a guess, which the next that opens beyond it disproves. */
    private boolean guessed;
    /** Whether the limit is where it was set to begin, or grown from there: the server has refused none. */
    private boolean cautious;
    /** The most that the server has had open at once, since the limit last fell. */
    private int shown;

    private int files;
    private int folders;
    private int open;
    private long given;
    private int foldersWaiting;
    private int underWay;

    private int refusedInARow;
    private int givenSinceStep;
    private int stepAfter = FIRST_STEP_AFTER;

    /**
     * @param known as many as a session before this one could have
     * @param first where to begin, if that is less
     */
    HandleLimit(int most, int known, int first) {
        this.most = Math.max(1, most);
        limit = Math.max(1, Math.min(this.most, Math.min(known, first)));
        cautious = first < known;
    }

    /**
     * Whether a lane that has so many files open may have another.
     *
     * @param contended whether other lanes want some: then none takes more than it leaves free
     */
    boolean admitsFile(int heldByLane, boolean contended) {
        int kept = onlyOneForFolders() && foldersWaiting == 0 ? 0 : forFolders();
        int free = limit - files - Math.max(folders, kept);
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

    /** A listing that was not admitted waits, or no longer does. */
    void folderWaits(boolean waits) {
        foldersWaiting += waits ? 1 : -1;
    }

    /** One is asked for. */
    Ticket asked(Kind kind) {
        hold(kind, 1);
        underWay++;
        return new Ticket(kind, open, given);
    }

    private void hold(Kind kind, int more) {
        if (kind == Kind.FILE) {
            files += more;
        } else {
            folders += more;
        }
    }

    /**
     * The server has given the one that was asked for.
     *
     * @param refusedWith how many were open when the same was refused before; 0 if it was not
     */
    void given(Ticket ticket, int refusedWith) {
        underWay--;
        boolean wereTooMany = refusedWith > open && shown <= refusedWith;
        open++;
        given++;
        refusedInARow = 0;
        shown = Math.max(shown, open);
        if (wereTooMany && refusedWith <= limit) {
            guessed = false;
            fall(refusedWith, false);
        } else if (open > limit) {
            limit = guessed ? most : Math.min(most, open);
        }
        grow();
    }

    private void grow() {
        if (limit < most && ++givenSinceStep >= Math.max(stepAfter, limit)) {
            limit = Math.min(most, limit + Math.max(1, limit / 16));
            givenSinceStep = 0;
        }
    }

    private void fall(int to, boolean guess) {
        limit = Math.max(1, Math.min(limit, to));
        guessed = guess;
        cautious = false;
        shown = Math.min(shown, limit);
        givenSinceStep = 0;
        stepAfter = Math.min(LAST_STEP_AFTER, 2 * stepAfter);
    }

    /** The server would not open it, for a reason that has nothing to do with how many are open. */
    void notGiven(Ticket ticket) {
        underWay--;
        hold(ticket.kind, -1);
    }

    /**
     * The server would not open it, perhaps because they are too many.
     *
     * @param inOrder whether the server answers in the order in which it was asked, as far as is known
     * @param unspecific whether it gave no reason at all: FAILURE, not PERMISSION_DENIED
     * @param before how many times the same was refused before
     */
    Refusal refused(Ticket ticket, boolean inOrder, boolean unspecific, int before) {
        notGiven(ticket);
        // Answers that have come in order so far may be those of a server that works in any order, with little to do.
        boolean nothingElse = ticket.openBefore == 0 && ticket.givenBefore == given && underWay == 0;
        if (nothingElse) {
            if (guessed) {
                limit = most;
                guessed = false;
            }
            return Refusal.OWN;
        }
        boolean hasHadMore = inOrder && open < shown;
        if (unspecific && ++refusedInARow >= REFUSED_TOGETHER && open > 1 && !hasHadMore) {
            fall(open, true);
            return Refusal.TOO_MANY;
        }
        if (hasHadMore && (before > 0 || !unspecific)) {
            return Refusal.OWN;
        }
        if (before > 1) {
            // Fewer next time, until there is nothing else.
            fall(open, true);
            return Refusal.TOO_MANY;
        }
        return Refusal.UNCLEAR;
    }

    /** One that was open is given back. */
    void freed(Kind kind) {
        hold(kind, -1);
        open--;
    }

    /** How many are open. */
    int open() {
        return open;
    }

    int limit() {
        return limit;
    }

    /** Whether the limit is lower than what the server told, and that has been proven. */
    boolean isCertain() {
        return limit < most && !guessed && !cautious;
    }

    /** Whether listings can have but one at a time. */
    boolean onlyOneForFolders() {
        return forFolders() == 1;
    }

    /** Whether folders have all that there are, so that no file can be opened before one is closed. */
    boolean heldByFolders() {
        return folders > 0 && files == 0 && folders >= limit;
    }
}
