package org.genericsftp.job;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.filter.Order;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the filters of a request select, held until the listing has ended: only then it is known which are the newest, and
 * which comes first.
 */
final class Choice {
    /** Of one that is held, and of its outcome later. */
    private static final int BYTES_OF_FILE = 500;

    /** How many files may be put in order: together they take an eighth of the heap at most. */
    static final int MOST = (int) Math.min(100_000, Runtime.getRuntime().maxMemory() / 8 / BYTES_OF_FILE);

    private static final Comparator<SourceEntry> NEWEST_FIRST = comparing(Order.TIME_DESCENDING);

    private final @Nullable Integer newest;
    private final @Nullable Integer maxFiles;
    private final Order order;
    private final PriorityQueue<SourceEntry> held = new PriorityQueue<>(NEWEST_FIRST.reversed());

    private Choice(@Nullable Integer newest, @Nullable Integer maxFiles, Order order) {
        this.newest = newest;
        this.maxFiles = maxFiles;
        this.order = order;
    }

    /** Null where nothing is to be chosen, and any order will do. */
    static @Nullable Choice of(FileRequest request) {
        Order order = request.orderOfFiles();
        return order == null ? null : new Choice(request.newest(), request.maxFiles(), order);
    }

    /**
     * Returns the one that is not chosen instead, if there is one.
     *
     * @throws FileException TOO_MANY_FILES
     */
    @Nullable
    SourceEntry add(SourceEntry file) throws FileException {
        held.add(file);
        SourceEntry older = newest != null && held.size() > newest ? held.remove() : null;
        if (maxFiles != null && held.size() > maxFiles) {
            throw tooMany(maxFiles, "maxFiles");
        }
        if (held.size() > MOST) {
            throw tooMany(MOST, "the most that can be put in order");
        }
        return older;
    }

    static FileException tooMany(int most, String limit) {
        return FileException.forAll(
                ErrorCode.TOO_MANY_FILES,
                Remedy.NEVER,
                "More than " + most + " files match (" + limit + "); nothing was copied");
    }

    /** Those that are chosen, in the order that is asked for. */
    List<SourceEntry> inOrder() {
        return held.stream().sorted(comparing(order)).toList();
    }

    private static Comparator<SourceEntry> comparing(Order order) {
        return order.comparing(SourceEntry::name, SourceEntry::stamp);
    }
}
