package org.genericsftp.filter;

import java.util.SortedSet;

/**
 * Writes a character class of a regular expression, {@code [a-z]}; where case does not count, with the variants of each
 * character.
 */
final class CharacterClass {
    private final boolean caseSensitive;
    private final StringBuilder members = new StringBuilder();
    private int ranges;

    CharacterClass(boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
    }

    /** What matches this one character. */
    static String literal(int character, boolean caseSensitive) {
        CharacterClass members = new CharacterClass(caseSensitive).add(character, character);
        return members.ranges == 1 ? quote(character) : members.toRegex(false);
    }

    CharacterClass add(int first, int last) {
        append(first, last);
        if (!caseSensitive) {
            appendAll(CaseVariants.ofRange(first, last));
        }
        return this;
    }

    /** Neighbours as one range: the regular expression stays short. */
    private void appendAll(SortedSet<Integer> characters) {
        int first = -1;
        int last = -1;
        for (int character : characters) {
            if (first >= 0 && character > last + 1) {
                append(first, last);
                first = -1;
            }
            first = first < 0 ? character : first;
            last = character;
        }
        if (first >= 0) {
            append(first, last);
        }
    }

    /** Adds what is already in the syntax of classes, such as {@code \d}. */
    void addVerbatim(String syntax) {
        members.append(syntax);
        ranges++;
    }

    private void append(int first, int last) {
        members.append(quote(first));
        if (last > first) {
            members.append('-').append(quote(last));
        }
        ranges++;
    }

    /** How many ranges it is made of. */
    int size() {
        return ranges;
    }

    String toRegex(boolean negated) {
        return (negated ? "[^" : "[") + members + "]";
    }

    /** In classes and outside, RE2 takes any ASCII character but letters and digits literally after a backslash. */
    private static String quote(int character) {
        boolean plain = character >= 0x80 || Character.isLetterOrDigit(character);
        return plain ? Character.toString(character) : "\\" + (char) character;
    }
}
