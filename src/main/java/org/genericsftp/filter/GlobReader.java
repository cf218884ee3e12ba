package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.Printable;
import org.genericsftp.filter.Glob.Piece;
import org.genericsftp.filter.Glob.Segment;

/** Reads a glob without braces, segment by segment. */
final class GlobReader {
    private static final Piece DOT = Piece.one(CharacterSet.of('.', true));

    private final String glob;
    private final boolean caseSensitive;
    private final List<Segment> segments = new ArrayList<>();
    private List<Piece> pieces = new ArrayList<>();
    private boolean anyDepth;
    private int at;

    GlobReader(String glob, boolean caseSensitive) {
        this.glob = glob;
        this.caseSensitive = caseSensitive;
    }

    /** @throws IllegalArgumentException saying what was expected and what was found */
    List<Segment> segments() {
        while (more()) {
            int character = next();
            switch (character) {
                case '*' -> stars();
                case '?' -> pieces.add(Piece.one(CharacterSet.OF_NAMES));
                case '[' -> pieces.add(Piece.one(characterClass()));
                case '\\' -> literal(escaped());
                default -> literal(character);
            }
        }
        endSegment();
        return segments;
    }

    private void stars() {
        int first = at - 1;
        while (more() && glob.charAt(at) == '*') {
            at++;
        }
        boolean alone = pieces.isEmpty() && (!more() || glob.charAt(at) == '/');
        anyDepth = alone && at - first == 2;
        if (!anyDepth) {
            pieces.add(Piece.STAR);
        }
    }

    private void literal(int character) {
        if (character == '/') {
            endSegment();
        } else {
            pieces.add(Piece.one(CharacterSet.of(character, caseSensitive)));
        }
    }

    private void endSegment() {
        if (pieces.isEmpty() && !anyDepth) {
            throw fault(emptyName());
        }
        if (pieces.equals(List.of(DOT)) || pieces.equals(List.of(DOT, DOT))) {
            throw fault("expected names of files and folders between the slashes, found . or ..");
        }
        segments.add(anyDepth ? Segment.ANY_DEPTH : new Segment(pieces));
        pieces = new ArrayList<>();
        anyDepth = false;
    }

    private String emptyName() {
        if (glob.isEmpty()) {
            return "expected a glob, found an empty one";
        }
        if (segments.isEmpty()) {
            return "expected a path relative to the source directory, found a / at its start";
        }
        return more()
                ? "expected a name between the slashes, found none"
                : "expected a file's name after the last slash (for all files below a folder: folder/**), found none";
    }

    private CharacterSet characterClass() {
        int end = endOfClass(glob, at - 1) - 1;
        boolean negated = glob.charAt(at) == '!' || glob.charAt(at) == '^';
        if (negated) {
            at++;
        }
        List<CharacterSet.Range> members = new ArrayList<>();
        while (at < end) {
            members.add(range(end));
        }
        at++;
        if (!caseSensitive) {
            CharacterSet.addCaseVariants(members);
        }
        CharacterSet all = new CharacterSet(members);
        return (negated ? all.complement() : all).and(CharacterSet.OF_NAMES);
    }

    private CharacterSet.Range range(int end) {
        int first = member();
        if (glob.charAt(at) != '-' || at + 1 >= end) {
            return new CharacterSet.Range(first, first);
        }
        at++;
        int last = member();
        if (last < first) {
            throw fault("expected a range such as a-z, found one that ends before it begins");
        }
        return new CharacterSet.Range(first, last);
    }

    private int member() {
        int member = next();
        if (member == '/') {
            throw fault("expected no / between [ and ], for no name has one, found it");
        }
        if (member == '[' && glob.charAt(at) == ':') {
            throw fault("expected characters between [ and ], found the name of a class (\\[ is the character itself)");
        }
        return member == '\\' ? escaped() : member;
    }

    private int escaped() {
        if (!more()) {
            throw fault("expected a character after the \\, found the end");
        }
        return next();
    }

    private boolean more() {
        return at < glob.length();
    }

    private int next() {
        int character = glob.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    private IllegalArgumentException fault(String message) {
        return new IllegalArgumentException(message + ": \"" + Printable.escape(glob) + "\"");
    }

    /**
     * Where the character class that opens here ends: behind its bracket. A bracket that comes first is a member.
     *
     * @throws IllegalArgumentException when it does not end
     */
    static int endOfClass(String glob, int opened) {
        int at = opened + 1;
        if (at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^')) {
            at++;
        }
        int first = at;
        while (at < glob.length() && (glob.charAt(at) != ']' || at == first)) {
            at += glob.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= glob.length()) {
            throw new IllegalArgumentException("expected a ] that closes the [ at character " + (opened + 1)
                    + ", or \\[ where the character itself is meant, found \"" + Printable.escape(glob) + "\"");
        }
        return at + 1;
    }
}
