package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A glob without braces, as the pieces of regular expressions in RE2 syntax. The pieces are as small as they come, one
 * for each character, so that those that many globs begin with can be shared ({@link RegexUnion}).
 */
record Glob(List<Segment> segments) {
    /** Matches every name and every path; {@code .} matches newlines too. */
    static final List<String> EVERYTHING = List.of(".*");

    private static final String SEPARATOR = "/";
    private static final String ANY_FOLDERS = "(?:[^/]+/)*";
    private static final int MOST_FOLDERS = 16;

    /** What stands between two slashes: pieces that match one name, or {@code **}, which is any number of folders. */
    record Segment(List<String> pieces) {
        static final Segment ANY_DEPTH = new Segment(List.of("**"));
        static final Segment ANY_NAME = new Segment(List.of("[^/]*"));

        Segment {
            pieces = List.copyOf(pieces);
        }

        boolean isAnyDepth() {
            return equals(ANY_DEPTH);
        }
    }

    Glob {
        segments = List.copyOf(segments);
    }

    /** @throws IllegalArgumentException saying what was expected and what was found */
    static Glob of(String text, boolean caseSensitive) {
        return new Glob(simplified(new GlobReader(text, caseSensitive).segments()));
    }

    /** Runs of {@code **} are one; {@code **}{@code /*} at the end is {@code **}. */
    private static List<Segment> simplified(List<Segment> segments) {
        List<Segment> simple = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean afterAnyDepth = i > 0 && segments.get(i - 1).isAnyDepth();
            boolean addsNothing = segment.isAnyDepth() || (isLast(i, segments) && segment.equals(Segment.ANY_NAME));
            if (!(afterAnyDepth && addsNothing)) {
                simple.add(segment);
            }
        }
        return simple;
    }

    /** What matches the names that it matches, where it is held against names. */
    List<String> nameRegex() {
        return segments.equals(List.of(Segment.ANY_NAME)) ? EVERYTHING : regex(segments);
    }

    /** What matches the paths that it matches. */
    List<String> pathRegex() {
        return regex(segments);
    }

    /** Whether it can only match a path that has a folder in it, never a lone name. */
    boolean needsFolder() {
        return segments.stream().limit(segments.size() - 1L).anyMatch(segment -> !segment.isAnyDepth());
    }

    /** In characters and classes, with more for large classes. */
    int size() {
        return segments.stream()
                .flatMap(segment -> segment.pieces().stream())
                .mapToInt(piece -> 1 + piece.length() / 8)
                .sum();
    }

    /** What matches the folders, other than the root, in which or below which a match can lie; there may be more of them. */
    List<List<String>> folderRegexes() {
        List<List<String>> folders = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).isAnyDepth() || i == MOST_FOLDERS) {
                folders.add(below(segments.subList(0, i)));
                return folders;
            }
            if (!isLast(i, segments)) {
                folders.add(regex(segments.subList(0, i + 1)));
            }
        }
        return folders;
    }

    /** What matches the folders everything below which matches; there may be more of them. */
    List<List<String>> wholeFolderRegexes() {
        Segment last = segments.get(segments.size() - 1);
        if (!last.isAnyDepth()) {
            return List.of();
        }
        List<Segment> folder = segments.subList(0, segments.size() - 1);
        return folder.isEmpty() ? List.of(EVERYTHING) : List.of(regex(folder), below(folder));
    }

    private static List<String> below(List<Segment> folder) {
        List<Segment> below = new ArrayList<>(folder);
        below.add(Segment.ANY_DEPTH);
        return regex(below);
    }

    private static List<String> regex(List<Segment> segments) {
        List<String> regex = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (isLast(i, segments)) {
                regex.addAll(segment.isAnyDepth() ? EVERYTHING : segment.pieces());
            } else if (segment.isAnyDepth()) {
                regex.add(ANY_FOLDERS);
            } else {
                Stream.concat(segment.pieces().stream(), Stream.of(SEPARATOR)).forEach(regex::add);
            }
        }
        return regex;
    }

    private static boolean isLast(int index, List<Segment> segments) {
        return index == segments.size() - 1;
    }
}
