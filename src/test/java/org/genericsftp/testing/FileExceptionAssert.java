package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;

/** Checks all of an error: its code, its remedy, and what it says. */
public final class FileExceptionAssert {
    private final FileException failure;

    private FileExceptionAssert(FileException failure) {
        this.failure = failure;
    }

    public static FileExceptionAssert assertFails(ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isInstanceOf(FileException.class);
        return new FileExceptionAssert((FileException) thrown);
    }

    public FileExceptionAssert with(ErrorCode code) {
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return this;
    }

    public FileExceptionAssert forGood() {
        assertThat(failure.remedy()).isEqualTo(Remedy.NEVER);
        return this;
    }

    public FileExceptionAssert forNow() {
        assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
        return this;
    }

    /** The session is no longer to be used. */
    public FileExceptionAssert onThisSession() {
        assertThat(failure.remedy()).isEqualTo(Remedy.NEW_SESSION);
        return this;
    }

    public FileExceptionAssert saying(String... parts) {
        assertThat(failure.getMessage()).contains(parts).doesNotContain("\n");
        return this;
    }

    /** What requesters see. */
    public FileExceptionAssert sayingToAll(String text) {
        assertThat(failure.publicMessage()).isEqualTo(text);
        return this;
    }

    /** Neither itself nor any of its causes. */
    public FileExceptionAssert notSaying(String secret) {
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(secret);
        return this;
    }
}
