package org.genericsftp.file;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file at its source after its copy was delivered.
 *
 * @param name relative to the source directory
 * @param movedTo where it is now, relative to the source directory; present if and only if MOVED
 * @param error why it was left; present if and only if KEPT
 */
public record SourceOutcome(
        String name,
        Done done,
        @Nullable RelativePath movedTo,
        @Nullable ReportedError error) {
    /** The names are part of the message contract. */
    public enum Done {
        DELETED,
        MOVED,
        KEPT
    }

    public SourceOutcome {
        if ((done == Done.MOVED) != (movedTo != null) || (done == Done.KEPT) != (error != null)) {
            throw new IllegalArgumentException(name + ": " + done + " to " + movedTo + ", error " + error);
        }
    }

    public static SourceOutcome deleted(String name) {
        return new SourceOutcome(name, Done.DELETED, null, null);
    }

    public static SourceOutcome moved(String name, RelativePath to) {
        return new SourceOutcome(name, Done.MOVED, to, null);
    }

    public static SourceOutcome kept(String name, FileException why) {
        return new SourceOutcome(name, Done.KEPT, null, why.toError());
    }
}
