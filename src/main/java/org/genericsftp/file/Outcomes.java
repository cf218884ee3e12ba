package org.genericsftp.file;

/**
 * Takes the outcomes of one job as they come: reply pages, a table, a report. Called on the job's own thread; it may take
 * its time, which slows this job down and no other.
 */
public interface Outcomes {
    /** Takes them, and does nothing. */
    Outcomes NOBODY = new Outcomes() {
        @Override
        public void add(FileOutcome outcome) {}

        @Override
        public void restart() {}
    };

    void add(FileOutcome outcome);

    /** Passes everything on to both, in this order. */
    static Outcomes both(Outcomes first, Outcomes second) {
        return new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                first.add(outcome);
                second.add(outcome);
            }

            @Override
            public void restart() {
                first.restart();
                second.restart();
            }

            @Override
            public void stopped() {
                first.stopped();
                second.stopped();
            }
        };
    }

    /** What was added so far is void: the listing was lost midway, and the job begins again. */
    void restart();

    /** The job has ended before its time, or what it has copied can't be made to last: nothing is to be built on that. */
    default void stopped() {}
}
