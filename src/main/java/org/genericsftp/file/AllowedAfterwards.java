package org.genericsftp.file;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client lets become of files at their source.
 *
 * @param delete whether they may be deleted
 * @param moveTo the folder below the source directory to which, or to folders in which, they may be moved; null for none
 */
public record AllowedAfterwards(boolean delete, @Nullable RelativePath moveTo) {
    public static final AllowedAfterwards NONE = new AllowedAfterwards(false, null);

    public boolean allows(Afterwards asked) {
        RelativePath folder = asked.moveTo();
        return folder == null ? delete : moveTo != null && folder.isIn(moveTo);
    }

    /**
     * Whether files in this folder have been moved already. A server may hold names for the same that differ in case or in
     * their Unicode form; whatever it thinks, no file is ever moved twice.
     */
    public boolean holdsMoved(RelativePath folder) {
        return moveTo != null && folded(folder).isIn(folded(moveTo));
    }

    /** Whether a search from that folder on goes into this one: where files have been moved to is not searched unless it is asked for. */
    public boolean isSearched(RelativePath folder, RelativePath start) {
        return !holdsMoved(folder) || holdsMoved(start);
    }

    private static RelativePath folded(RelativePath path) {
        return new RelativePath(
                Normalizer.normalize(path.value(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
    }
}
