package org.genericsftp.filter;

import java.time.ZonedDateTime;
import java.util.function.UnaryOperator;
import org.genericsftp.file.RelativePath;

/**
 * The folder below the source directory to which a search is narrowed, as it was asked for: there may be dates in it.
 *
 * @param text empty for the source directory itself
 * @param caseSensitive whether upper and lower case differ; if not, several folders may be meant
 */
public record Folder(String text, boolean caseSensitive) {
    public static final Folder ROOT = new Folder("", true);

    /** @throws IllegalArgumentException saying what was expected and what was found */
    public Folder {
        path(text, DateText.SAMPLE);
    }

    public static Folder of(RelativePath path) {
        return new Folder(path.value(), true);
    }

    /** The source directory itself has no other case. */
    public Folder ignoringCase() {
        return isRoot() ? this : new Folder(text, false);
    }

    public boolean isRoot() {
        return text.isEmpty();
    }

    /** Whether it is another folder at another time. */
    public boolean isDated() {
        return DateText.isIn(text);
    }

    SearchedFolder at(ZonedDateTime time) {
        return SearchedFolder.of(path(text, time), caseSensitive);
    }

    private static RelativePath path(String text, ZonedDateTime time) {
        String path = DateText.fill(text, time, UnaryOperator.identity());
        try {
            return new RelativePath(path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a path relative to the source directory. " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
