package org.genericsftp.transfer;

import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Verification;
import org.jspecify.annotations.Nullable;

/**
 * How a job's files are copied.
 *
 * @param digest that is told of each; null for none
 * @param growing whether a file that has only grown since it was listed is copied as far as it was listed
 * @param inline which files' contents are told; null for none
 */
public record CopyRules(
        @Nullable DigestAlgorithm digest,
        Verification verification,
        boolean growing,
        @Nullable Inline inline) {
    boolean verifies() {
        return verification != Verification.NONE;
    }
}
