package org.genericsftp.request;

import org.genericsftp.file.FileOutcome;

/** How many files had which outcome. Not a sum of its own: {@link #matched} is the sum of the outcomes. */
public record Totals(long copied, long unchanged, long skipped, long failed, long planned, long bytes) {
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    public long matched() {
        return copied + unchanged + skipped + failed + planned;
    }

    /** How many are at the destination now. */
    public long present() {
        return copied + unchanged;
    }

    /** These and one more. {@code bytes} counts what was copied. */
    public Totals plus(FileOutcome outcome) {
        return switch (outcome.outcome()) {
            case COPIED ->
                new Totals(
                        copied + 1,
                        unchanged,
                        skipped,
                        failed,
                        planned,
                        bytes + Math.max(0, outcome.stamp().sizeBytes()));
            case UNCHANGED -> new Totals(copied, unchanged + 1, skipped, failed, planned, bytes);
            case SKIPPED -> new Totals(copied, unchanged, skipped + 1, failed, planned, bytes);
            case FAILED -> new Totals(copied, unchanged, skipped, failed + 1, planned, bytes);
            case PLANNED -> new Totals(copied, unchanged, skipped, failed, planned + 1, bytes);
        };
    }
}
