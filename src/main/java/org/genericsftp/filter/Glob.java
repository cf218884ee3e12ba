package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A glob without braces: what it asks of each name on the way to a file, and of the file's own. */
record Glob(List<Segment> segments) {
    /** What stands between two slashes: what one name must be like, or {@code **}, which is any number of folders. */
    record Segment(List<Piece> pieces) {
        /** {@code **}; no name is empty, so nothing else has no pieces. */
        static final Segment ANY_DEPTH = new Segment(List.of());

        static final Segment ANY_NAME = new Segment(List.of(Piece.STAR));

        Segment {
            pieces = List.copyOf(pieces);
        }

        boolean isAnyDepth() {
            return pieces.isEmpty();
        }

        @Override
        public String toString() {
            return isAnyDepth() ? "**" : pieces.stream().map(Piece::toString).collect(Collectors.joining());
        }
    }

    /** One character of these, or any number of them. */
    record Piece(CharacterSet characters, boolean anyNumber) {
        static final Piece STAR = new Piece(CharacterSet.OF_NAMES, true);

        static Piece one(CharacterSet characters) {
            return new Piece(characters, false);
        }

        @Override
        public String toString() {
            return anyNumber ? "*" : characters.toString();
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
            boolean last = i == segments.size() - 1;
            boolean afterAnyDepth = i > 0 && segments.get(i - 1).isAnyDepth();
            boolean addsNothing = segment.isAnyDepth() || (last && segment.equals(Segment.ANY_NAME));
            if (!(afterAnyDepth && addsNothing)) {
                simple.add(segment);
            }
        }
        return simple;
    }

    /** Whether it matches every path. */
    boolean matchesEveryPath() {
        return segments.equals(List.of(Segment.ANY_DEPTH));
    }

    /** Whether it matches every name. */
    boolean matchesEveryName() {
        return matchesEveryPath() || segments.equals(List.of(Segment.ANY_NAME));
    }

    /** Whether it can only match a path that has a folder in it, never a lone name. */
    boolean needsFolder() {
        return segments.stream().limit(segments.size() - 1L).anyMatch(segment -> !segment.isAnyDepth());
    }

    /** In characters and classes, with more for large classes. */
    int size() {
        return segments.stream()
                .mapToInt(segment -> 1
                        + segment.pieces().stream()
                                .mapToInt(
                                        piece -> 1 + piece.characters().ranges().size() / 4)
                                .sum())
                .sum();
    }

    @Override
    public String toString() {
        return segments.stream().map(Segment::toString).collect(Collectors.joining("/"));
    }
}
