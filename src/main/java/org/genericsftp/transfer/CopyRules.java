package org.genericsftp.transfer;

import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Placement;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.Verification;
import org.jspecify.annotations.Nullable;

/**
 * How a job's files are copied.
 *
 * @param digest that is told of each; null for none
 * @param growing whether a file that has only grown since it was listed is copied as far as it was listed
 * @param inline which files' contents are told; null for none
 * @param placement where copies go
 */
public record CopyRules(
        @Nullable DigestAlgorithm digest,
        Verification verification,
        boolean growing,
        @Nullable Inline inline,
        Placement placement) {
    boolean verifies() {
        return verification != Verification.NONE;
    }

    /**
     * A file that was looked at again, with its place.
     *
     * @throws FileException FILE_CHANGED where its new time gives it another place than it has had
     */
    RemoteFile inItsPlace(RemoteFile again) throws FileException {
        RemoteFile placed = placement.place(again);
        if (!placed.place().equals(again.place())) {
            throw new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.LATER,
                    "The file " + Printable.escape(again.name())
                            + " changed while it was copied: its new time gives it the place \""
                            + Printable.escape(placed.place().value()) + "\"");
        }
        return placed;
    }
}
