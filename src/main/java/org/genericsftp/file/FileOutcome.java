package org.genericsftp.file;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file, with what belongs to that.
 *
 * @param name relative to the source directory, with {@code /}
 * @param reason present if and only if SKIPPED
 * @param error present if and only if FAILED
 * @param digest of the copy at the destination, as {@code sha-256:} and lower-case hex; null where none was asked for
 * @param verified how the copy was verified; null where that was not asked for, or there is none
 * @param growing whether the file had grown beyond the size told by the time it was read: the copy is its beginning
 * @param content what the copy at the destination holds; null where that was not asked for, or is too much
 * @param destinationName where the copy is, or would be, relative to the destination directory, with {@code /}; null where that
 *     is the name
 * @param difference why a PLANNED file would be copied; null for others, and where a worker did not tell
 * @param deliveredAt when a CONSUMED file was delivered; null for others
 */
public record FileOutcome(
        String name,
        FileStamp stamp,
        Outcome outcome,
        @Nullable SkipReason reason,
        @Nullable ReportedError error,
        @Nullable String digest,
        @Nullable Verified verified,
        boolean growing,
        @Nullable Difference difference,
        @Nullable Content content,
        @Nullable String destinationName,
        @Nullable Instant deliveredAt) {

    /** Of a file whose contents are not told. */
    public FileOutcome(
            String name,
            FileStamp stamp,
            Outcome outcome,
            @Nullable SkipReason reason,
            @Nullable ReportedError error,
            @Nullable String digest,
            @Nullable Verified verified,
            boolean growing,
            @Nullable Difference difference) {
        this(name, stamp, outcome, reason, error, digest, verified, growing, difference, null, null, null);
    }

    /** Of a file that was not verified, had not grown, and is not planned. */
    public FileOutcome(
            String name,
            FileStamp stamp,
            Outcome outcome,
            @Nullable SkipReason reason,
            @Nullable ReportedError error,
            @Nullable String digest) {
        this(name, stamp, outcome, reason, error, digest, null, false, null);
    }

    public FileOutcome {
        Objects.requireNonNull(name);
        if ((outcome == Outcome.SKIPPED) != (reason != null) || (outcome == Outcome.FAILED) != (error != null)) {
            throw new IllegalArgumentException(name + ": " + outcome + " with reason " + reason + ", error " + error);
        }
        if (outcome != Outcome.PLANNED && difference != null) {
            throw new IllegalArgumentException(name + ": " + outcome + ", planned for its " + difference);
        }
        if ((outcome == Outcome.CONSUMED) != (deliveredAt != null)) {
            throw new IllegalArgumentException(name + ": " + outcome + ", delivered at " + deliveredAt);
        }
    }

    /** Where the copy is, or would be, relative to the destination directory. */
    public String placeName() {
        return destinationName == null ? name : destinationName;
    }

    /** As requesters see it. */
    public FileOutcome forRequesters() {
        return changed(draft -> draft.error = error == null ? null : error.forRequesters());
    }

    /** The same, verified. */
    public FileOutcome verifiedBy(@Nullable Verified by) {
        return changed(draft -> draft.verified = by);
    }

    /** The same of a file that had grown. */
    public FileOutcome ofGrowingFile() {
        return changed(draft -> draft.growing = true);
    }

    /** The same, with what is in the file, or without. */
    public FileOutcome with(@Nullable Content told) {
        return changed(draft -> draft.content = told);
    }

    private FileOutcome at(RemoteFile file) {
        String place = file.otherPlace();
        return place == null ? this : changed(draft -> draft.destinationName = place);
    }

    private FileOutcome changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.outcome();
    }

    /** What may be different in another outcome of the same kind. */
    private static final class Draft {
        private final FileOutcome before;
        private @Nullable ReportedError error;
        private @Nullable Verified verified;
        private boolean growing;
        private @Nullable Content content;
        private @Nullable String destinationName;

        Draft(FileOutcome before) {
            this.before = before;
            error = before.error;
            verified = before.verified;
            growing = before.growing;
            content = before.content;
            destinationName = before.destinationName;
        }

        FileOutcome outcome() {
            return new FileOutcome(
                    before.name,
                    before.stamp,
                    before.outcome,
                    before.reason,
                    error,
                    before.digest,
                    verified,
                    growing,
                    before.difference,
                    content,
                    destinationName,
                    before.deliveredAt);
        }
    }

    public static FileOutcome copied(RemoteFile file, @Nullable String digest) {
        return new FileOutcome(file.name(), file.stamp(), Outcome.COPIED, null, null, digest).at(file);
    }

    public static FileOutcome unchanged(RemoteFile file, @Nullable String digest) {
        return new FileOutcome(file.name(), file.stamp(), Outcome.UNCHANGED, null, null, digest).at(file);
    }

    public static FileOutcome planned(RemoteFile file, Difference difference) {
        return new FileOutcome(file.name(), file.stamp(), Outcome.PLANNED, null, null, null, null, false, difference)
                .at(file);
    }

    /** @param deliveredAt when it was, to where its copy would go */
    public static FileOutcome consumed(RemoteFile file, Instant deliveredAt) {
        return new FileOutcome(
                file.name(),
                file.stamp(),
                Outcome.CONSUMED,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                file.otherPlace(),
                deliveredAt);
    }

    public static FileOutcome skipped(String name, FileStamp stamp, SkipReason reason) {
        return new FileOutcome(name, stamp, Outcome.SKIPPED, reason, null, null);
    }

    public static FileOutcome failed(RemoteFile file, FileException why) {
        return failed(file.name(), file.stamp(), why).at(file);
    }

    public static FileOutcome failed(String name, FileStamp stamp, FileException why) {
        return new FileOutcome(name, stamp, Outcome.FAILED, null, why.toError(), null);
    }
}
