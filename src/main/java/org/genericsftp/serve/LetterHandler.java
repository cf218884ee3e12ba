package org.genericsftp.serve;

/** Deals with one letter, from its receipt to the commit of what answers it. */
@FunctionalInterface
public interface LetterHandler {
    /**
     * Commits once all is sent. Whatever it throws, the letter is delivered again, unless it was the commit that failed and did
     * work.
     *
     * @throws BrokerException when something can't be sent or committed
     * @throws BrokenOffException when the work was broken off
     */
    void handle(Letter letter, Transaction transaction) throws BrokerException, BrokenOffException;
}
