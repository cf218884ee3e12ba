package org.genericsftp.request;

import org.genericsftp.file.FileOutcome;

/** How many files had which outcome. Not a sum of its own: {@link #matched} is the sum of the outcomes. */
public record Totals(long copied, long unchanged, long skipped, long failed, long planned, long consumed, long bytes) {
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    /** Of what leaves out no file for having been delivered before. */
    public Totals(long copied, long unchanged, long skipped, long failed, long planned, long bytes) {
        this(copied, unchanged, skipped, failed, planned, 0, bytes);
    }

    public long matched() {
        return copied + unchanged + skipped + failed + planned + consumed;
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
                        consumed,
                        bytes + Math.max(0, outcome.stamp().sizeBytes()));
            case UNCHANGED -> new Totals(copied, unchanged + 1, skipped, failed, planned, consumed, bytes);
            case SKIPPED -> new Totals(copied, unchanged, skipped + 1, failed, planned, consumed, bytes);
            case FAILED -> new Totals(copied, unchanged, skipped, failed + 1, planned, consumed, bytes);
            case PLANNED -> new Totals(copied, unchanged, skipped, failed, planned + 1, consumed, bytes);
            case CONSUMED -> new Totals(copied, unchanged, skipped, failed, planned, consumed + 1, bytes);
        };
    }
}
