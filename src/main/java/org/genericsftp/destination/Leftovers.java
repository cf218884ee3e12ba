package org.genericsftp.destination;

import java.time.Instant;
import org.genericsftp.file.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What counts as left behind by a killed worker, and how much of that has been removed. */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** Deeper than any path that is accepted. */
    private static final int DEEPEST = 128;

    private final Instant olderThan;
    private int removed;

    public Leftovers(Instant olderThan) {
        this.olderThan = olderThan;
    }

    /**
     * Both times count. The modification time of a file that is just being published is the source's, years ago; the time
     * in the name of one that takes days to write is past, but its modification time is not.
     */
    public boolean include(String name, Instant modified) {
        return TemporaryNames.isTemporary(name)
                && TemporaryNames.begun(name).isBefore(olderThan)
                && modified.isBefore(olderThan);
    }

    /** Whether folders at that depth are searched, too. */
    public boolean areSearchedAt(int depth) {
        return depth <= DEEPEST;
    }

    /** What can't be searched or removed is left for the next time. */
    public void skip(String name, Exception why) {
        LOG.warn("Cannot look for leftovers in {}: {}", Printable.escape(name), Printable.escape(why.toString()));
    }

    /** A file has been removed. */
    public void count() {
        removed++;
    }

    public int removed() {
        return removed;
    }
}
