package org.genericsftp.file;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path below the source directory or below the destination directory: names joined by {@code /}. It
 * holds nothing that could lead out of it: no empty name, no {@code .} or {@code ..}, no NUL, no leading
 * {@code /}. Case and Unicode form are kept as they are. The empty path is the directory itself.
 */
public record RelativePath(String value) implements Comparable<RelativePath> {
    public static final RelativePath ROOT = new RelativePath("");

    /** @throws IllegalArgumentException naming what is unsafe about the path */
    public RelativePath {
        if (!value.isEmpty()) {
            int from = 0;
            while (from <= value.length()) {
                int slash = value.indexOf('/', from);
                int to = slash < 0 ? value.length() : slash;
                requireSafe(value.substring(from, to), value);
                from = to + 1;
            }
        }
    }

    private static void requireSafe(String name, String path) {
        String fault = faultOf(name);
        if (fault != null) {
            throw new IllegalArgumentException("The path \"" + Printable.escape(path) + "\" " + fault);
        }
    }

    private static @Nullable String faultOf(String name) {
        if (name.isEmpty()) {
            return "holds an empty name";
        }
        if (name.equals(".") || name.equals("..")) {
            return "holds the name \"" + name + "\"";
        }
        if (name.indexOf('\0') >= 0) {
            return "holds a NUL";
        }
        return null;
    }

    /** @throws IllegalArgumentException naming what is unsafe about the name */
    public RelativePath child(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name is empty");
        }
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("The name \"" + Printable.escape(name) + "\" holds a slash");
        }
        return new RelativePath(isRoot() ? name : value + "/" + name);
    }

    public boolean isRoot() {
        return value.isEmpty();
    }

    /** The last name; empty for the root. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The folder that holds it; the root's is the root. */
    public RelativePath parent() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? ROOT : new RelativePath(value.substring(0, slash));
    }

    /** All names, outermost first; none for the root. */
    public List<String> names() {
        return isRoot() ? List.of() : List.of(value.split("/"));
    }

    /** Whether this is the folder itself or anything below it. */
    public boolean isIn(RelativePath folder) {
        return folder.isRoot()
                || value.equals(folder.value)
                || (value.length() > folder.value.length()
                        && value.startsWith(folder.value)
                        && value.charAt(folder.value.length()) == '/');
    }

    @Override
    public int compareTo(RelativePath other) {
        return Comparator.<String>naturalOrder().compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
