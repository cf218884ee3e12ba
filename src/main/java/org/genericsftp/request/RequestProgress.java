package org.genericsftp.request;

import org.jspecify.annotations.Nullable;

/**
 * How far a request has come.
 *
 * @param filesMatched found so far; grows while {@code listing}
 * @param filesDone those that have their outcome, the failed ones included
 * @param bytesDone fetched so far
 * @param bytesExpected to be fetched in all; null while that is not known
 */
public record RequestProgress(
        long filesMatched,
        long filesDone,
        long filesFailed,
        long bytesDone,
        @Nullable Long bytesExpected,
        boolean listing) {
    public RequestProgress {
        if (filesMatched < 0
                || filesDone < 0
                || filesFailed < 0
                || bytesDone < 0
                || (bytesExpected != null && bytesExpected < 0)) {
            throw new IllegalArgumentException("Counts below zero: " + filesMatched + ", " + filesDone + ", "
                    + filesFailed + ", " + bytesDone + ", " + bytesExpected);
        }
    }
}
