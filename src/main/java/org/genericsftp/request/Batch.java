package org.genericsftp.request;

import java.time.Instant;

/**
 * Which of the answers to a standing request one is.
 *
 * @param number counted from 1; the same where the batch is sent again
 * @param leaseEnds when there will be no more, unless the lease is renewed
 * @param last whether there will be no more
 */
public record Batch(int number, Instant leaseEnds, boolean last) {}
