package org.genericsftp.job;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.filter.Effort;
import org.genericsftp.filter.MatchingStoppedException;

/**
 * How much time of the CPU one request may take to hold names against its filters. It is looked at for each batch of
 * names, and again while one takes long, as is the cancellation. For one thread at a time.
 */
final class FilterBudget implements Effort {
    /** Some milliseconds' worth. */
    static final long STEPS_BETWEEN_LOOKS = 1_000_000;

    private final Duration budget;
    private final Cancellation cancellation;
    private final LongSupplier cpuTime;
    private long usedNanos;
    private long lookedAt;
    private long steps;

    /** @param cpuTime that the calling thread has taken, in nanoseconds */
    FilterBudget(Duration budget, Cancellation cancellation, LongSupplier cpuTime) {
        this.budget = budget;
        this.cancellation = cancellation;
        this.cpuTime = cpuTime;
    }

    /** The CPU's own time of the thread; where the system does not tell it, the time that passes. */
    static LongSupplier cpuTimeOfThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean told = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return told ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /**
     * Has names held against filters, and counts the time that takes.
     *
     * @throws FileException when it is cancelled, or takes too long
     */
    <T> T spentOn(Supplier<T> matching) throws FileException {
        lookedAt = cpuTime.getAsLong();
        try {
            T matched = matching.get();
            look();
            return matched;
        } catch (MatchingStoppedException e) {
            throw e.why();
        }
    }

    /** Counts the time of a question about a folder, too; where it is the last straw, the next names hear of it. */
    boolean answer(BooleanSupplier question) {
        long begin = cpuTime.getAsLong();
        boolean answer = question.getAsBoolean();
        usedNanos += cpuTime.getAsLong() - begin;
        return answer;
    }

    @Override
    public void spend(long more) {
        steps += more;
        if (steps >= STEPS_BETWEEN_LOOKS) {
            steps = 0;
            look();
        }
    }

    private void look() {
        long now = cpuTime.getAsLong();
        usedNanos += now - lookedAt;
        lookedAt = now;
        FileException cancelled = cancellation.reason();
        if (cancelled != null) {
            throw new MatchingStoppedException(cancelled);
        }
        if (usedNanos > budget.toNanos()) {
            throw new MatchingStoppedException(new FileException(
                    ErrorCode.INVALID_FILTER,
                    Remedy.NEVER,
                    "To hold the names against the filter has taken more than " + budget.toSeconds()
                            + " s of the CPU (filter-budget): ask with fewer or simpler patterns, with globs in place of regular"
                            + " expressions, or for one \"directory\" at a time"));
        }
    }
}
