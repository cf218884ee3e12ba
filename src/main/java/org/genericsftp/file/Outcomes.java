package org.genericsftp.file;

/**
 * Takes the outcomes of one job as they come: reply pages, a table, a report. Called on the job's own thread; it may take
 * its time, which slows this job down and no other.
 */
public interface Outcomes {
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
        };
    }

    /** What was added so far is void: the listing was lost midway, and the job begins again. */
    void restart();
}
