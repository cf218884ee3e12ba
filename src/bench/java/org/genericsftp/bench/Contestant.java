package org.genericsftp.bench;

import java.time.Duration;

/** A program in one row. Everything but {@link #run} is untimed. */
interface Contestant extends AutoCloseable {
    Program program();

    /** How it is called, for the reader. */
    String settings();

    /** Once, before the first round. */
    default void prepare() throws Exception {}

    /** Before each run. */
    default void reset() throws Exception {}

    /**
     * Does the work.
     *
     * @param limit after which it is not worth waiting any longer
     * @return the figure, in the unit of the row
     * @throws TakesTooLong if it was stopped at the limit
     */
    double run(Duration limit) throws Exception;

    /** After each run: throws if the work was not done right. */
    void verify() throws Exception;

    /** After each run, when it has been looked at: copies that no other run needs are removed, for the memory's sake. */
    default void discard() throws Exception {}

    @Override
    default void close() throws Exception {}

    /** The work was given up. */
    final class TakesTooLong extends Exception {
        private static final long serialVersionUID = 1;

        private final double seconds;

        TakesTooLong(double seconds) {
            super("Stopped after " + Unit.SECONDS.format(seconds));
            this.seconds = seconds;
        }

        double seconds() {
            return seconds;
        }
    }
}
