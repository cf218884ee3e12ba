package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.Printable;
import org.genericsftp.filter.Glob.Segment;

/** Reads a glob without braces, segment by segment. */
final class GlobReader {
    private static final String ONE_CHARACTER = "[^/]";
    private static final String ANY_CHARACTERS = "[^/]*";

    private final String glob;
    private final boolean caseSensitive;
    private final List<Segment> segments = new ArrayList<>();
    private List<String> pieces = new ArrayList<>();
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
                case '?' -> pieces.add(ONE_CHARACTER);
                case '[' -> pieces.add(characterClass());
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
        pieces.addAll(alone && at - first == 2 ? Segment.ANY_DEPTH.pieces() : List.of(ANY_CHARACTERS));
    }

    private void literal(int character) {
        if (character == '/') {
            endSegment();
        } else {
            pieces.add(CharacterClass.literal(character, caseSensitive));
        }
    }

    private void endSegment() {
        if (pieces.isEmpty()) {
            throw fault(emptyName());
        }
        String regex = String.join("", pieces);
        if (regex.equals("\\.") || regex.equals("\\.\\.")) {
            throw fault("expected names of files and folders between the slashes, found . or ..");
        }
        segments.add(new Segment(pieces));
        pieces = new ArrayList<>();
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

    private String characterClass() {
        int end = endOfClass(glob, at - 1) - 1;
        boolean negated = glob.charAt(at) == '!' || glob.charAt(at) == '^';
        CharacterClass members = new CharacterClass(caseSensitive);
        if (negated) {
            at++;
            members.add('/', '/');
        }
        while (at < end) {
            int first = member();
            boolean range = glob.charAt(at) == '-' && at + 1 < end;
            if (range) {
                at++;
            }
            addRange(members, first, range ? member() : first);
        }
        at++;
        return members.toRegex(negated);
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

    private void addRange(CharacterClass members, int first, int last) {
        if (last < first) {
            throw fault("expected a range such as a-z, found one that ends before it begins");
        }
        if (first < '/' && '/' < last) {
            members.add(first, '/' - 1).add('/' + 1, last);
        } else {
            members.add(first, last);
        }
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
