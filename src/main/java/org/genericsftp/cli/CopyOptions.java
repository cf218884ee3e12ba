package org.genericsftp.cli;

import java.util.Arrays;
import java.util.Iterator;
import org.genericsftp.file.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files are copied. */
final class CopyOptions {
    @Option(
            names = "--verify",
            paramLabel = "HOW",
            completionCandidates = VerificationLabels.class,
            description = "Compare each file with the source once more: server (by a digest that it computes, or the"
                    + " file fails), server-if-offered (or it is told as not verified), reread (read it again over"
                    + " another connection), none. Without it, as the client is configured.")
    private @Nullable Verification verify;

    @Option(names = "--growing", description = "Copy files that are being appended to as far as they were listed.")
    private boolean growing;

    @Option(
            names = "--remember",
            description =
                    "Leave out files that were delivered before and taken away since, where the client remembers that.")
    private boolean remember;

    /** For shells that complete. */
    static final class VerificationLabels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Verification.values()).map(Verification::label).iterator();
        }
    }

    /** Null where it is left to the client's configuration. */
    @Nullable
    Verification verify() {
        return verify;
    }

    boolean growing() {
        return growing;
    }

    boolean remember() {
        return remember;
    }
}
