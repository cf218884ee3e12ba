package org.genericsftp.job;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;

/** What is told of faults of this program. */
final class Unforeseen {
    private Unforeseen() {}

    static FileException because(Throwable fault) {
        String message = "The worker failed in a way that was not foreseen ("
                + fault.getClass().getSimpleName() + "); its log tells more";
        return new FileException(ErrorCode.INTERNAL_ERROR, Remedy.LATER, message, fault);
    }
}
