package org.genericsftp.bench;

/**
 * One run of one contestant.
 *
 * @param value in the row's unit; for one that was stopped, how long it had run
 * @param note why there is no value; empty if there is one
 */
record Measurement(int round, Ending ending, double value, String note) {
    /** How a run came to its end. */
    enum Ending {
        MEASURED,
        /** It had taken so long that its figure does not matter any more. */
        STOPPED,
        /** It failed, or what it left behind is not right. */
        FAILED
    }

    static Measurement of(int round, double value) {
        return new Measurement(round, Ending.MEASURED, value, "");
    }

    static Measurement stopped(int round, double after) {
        return new Measurement(round, Ending.STOPPED, after, "");
    }

    static Measurement failed(int round, String note) {
        return new Measurement(round, Ending.FAILED, 0, note);
    }
}
