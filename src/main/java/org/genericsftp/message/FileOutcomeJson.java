package org.genericsftp.message;

import java.util.Arrays;
import org.genericsftp.file.Content;
import org.genericsftp.file.Difference;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.Verified;
import org.jspecify.annotations.Nullable;

/** What became of a file, as it stands in answers and events, read and written. */
final class FileOutcomeJson {
    private FileOutcomeJson() {}

    static FileOutcome read(JsonObject file) {
        JsonObject error = file.objectOrNull("error");
        Long size = file.numberOrNull("size");
        return new FileOutcome(
                file.text("name"),
                new FileStamp(size == null ? FileStamp.UNKNOWN_SIZE : size, file.instantOrNull("modified")),
                file.constant("outcome", Outcome.class),
                file.has("reason") ? file.constant("reason", SkipReason.class) : null,
                error == null ? null : ResponseReader.error(error),
                file.textOrNull("digest"),
                verified(file),
                file.flag("growing", false),
                file.has("difference") ? file.constant("difference", Difference.class) : null,
                file.has("content") ? content(file.object("content")) : null,
                file.textOrNull("destinationName"),
                file.instantOrNull("deliveredAt"));
    }

    /** The list of means may grow; one that is not known yet tells this consumer nothing. */
    private static @Nullable Verified verified(JsonObject file) {
        String label = file.textOrNull("verified");
        return Arrays.stream(Verified.values())
                .filter(known -> known.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    private static Content content(JsonObject content) {
        return new Content(content.constant("as", Content.Form.class), content.text("value"));
    }

    static void write(JsonWriter out, FileOutcome file) {
        FileStamp stamp = file.stamp();
        out.text("name", file.name());
        out.textIfAny("destinationName", file.destinationName());
        out.number("size", stamp.sizeBytes() == FileStamp.UNKNOWN_SIZE ? null : stamp.sizeBytes());
        out.instant("modified", stamp.modified());
        out.text("outcome", file.outcome().name());
        out.textIfAny("reason", file.reason() == null ? null : file.reason().name());
        out.textIfAny("digest", file.digest());
        out.textIfAny(
                "verified", file.verified() == null ? null : file.verified().label());
        out.flagIfTrue("growing", file.growing());
        out.textIfAny(
                "difference",
                file.difference() == null ? null : file.difference().name());
        out.textIfAny(
                "deliveredAt",
                file.deliveredAt() == null ? null : file.deliveredAt().toString());
        out.objectIfAny("content", file.content(), (content, told) -> {
            content.text("as", told.form().label());
            content.text("value", told.value());
        });
        out.objectIfAny("error", file.error(), ResponseWriter::error);
    }
}
