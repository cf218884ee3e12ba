package org.genericsftp.operator;

import org.jspecify.annotations.Nullable;

/** How long things took, counted in steps of a quarter each, from a millisecond to hours. */
final class Latencies {
    private static final double STEP = 1.25;
    private static final int STEPS = 72;

    private final char[] counts = new char[STEPS];
    private int total;

    void add(long millis) {
        int step = (int) Math.round(Math.log((double) Math.max(1, millis)) / Math.log(STEP));
        int index = Math.min(STEPS - 1, step);
        if (counts[index] < Character.MAX_VALUE) {
            counts[index]++;
            total++;
        }
    }

    /** What so large a part of them did not exceed, within an eighth; null where there are none. */
    @Nullable
    Long percentile(double part) {
        if (total == 0) {
            return null;
        }
        long wanted = Math.max(1, (long) Math.ceil(total * part));
        long seen = 0;
        int index = -1;
        while (seen < wanted) {
            seen += counts[++index];
        }
        return Math.round(Math.pow(STEP, index));
    }
}
