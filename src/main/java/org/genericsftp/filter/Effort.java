package org.genericsftp.filter;

/** Told what it takes to hold names against a filter, while that goes on: it ends what takes too much, or is not wanted any more. */
public interface Effort {
    /** Unbounded. */
    Effort FREE = steps -> {};

    /**
     * Called before the steps are taken, which are about alike: some hundred millions, at most, in a second.
     *
     * @throws MatchingStoppedException to have no more of them
     */
    void spend(long steps);
}
