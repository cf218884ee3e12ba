package org.genericsftp.serve;

import org.jspecify.annotations.Nullable;

/**
 * Where and how a letter is to be answered.
 *
 * @param replyTo null where no answer is expected
 * @param correlationId the letter's own, else the id by which its sender knows it
 * @param persistent whether the answer must survive the broker's end, as the letter does
 * @param trace to which the answer belongs too; null for none
 */
public record ReturnAddress(
        @Nullable Address replyTo,
        String correlationId,
        boolean persistent,
        @Nullable TraceContext trace) {}
