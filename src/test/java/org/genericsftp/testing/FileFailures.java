package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genericsftp.file.FileException;

/** What goes wrong with files, to be looked at. */
public final class FileFailures {
    private FileFailures() {}

    /** The failure with which this ends, as it must. */
    public static FileException failureOf(ThrowingCallable call) {
        FileException failure = catchThrowableOfType(FileException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }
}
