package org.genericsftp.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.genericsftp.file.Printable;
import org.genericsftp.filter.RegexScanner.Element;

/**
 * Makes a regular expression that others wrote safe to compile. RE2/J matches in linear time, but it compiles whatever
 * it is given: counted repetitions multiply ({@code ((a{1000}){1000}){1000}}), and it recurses into groups. So its size
 * is computed before it is compiled. Groups are rewritten not to capture and, where case does not count, characters are
 * rewritten as classes ({@link CaseVariants}). The syntax is not checked here: RE2/J does that with what comes out.
 */
final class TameRegex {
    /** In characters and classes once repetitions are written out, with more for what costs more. */
    static final int LARGEST = 10_000;

    private static final int DEEPEST = 100;

    /** Of {@code |} and of repetitions: each is one more way in which matching may go on. */
    private static final int COST_OF_CHOICE = 5;

    /** Of each copy that a counted repetition may have or not: RE2/J nests them. */
    private static final int COST_OF_OPTION = 20;

    /** Of classes such as {@code \p{L}}, which have some hundred ranges. */
    private static final int COST_OF_NAMED_CLASS = 100;

    private final String regex;
    private final boolean caseSensitive;
    private final RegexScanner scanner;
    private final StringBuilder tame = new StringBuilder();

    /** Where the elements begin that stand in no group, each with the repetition that follows it. */
    private final List<Integer> starts = new ArrayList<>();

    /** For each open group, the size of all that comes before it. */
    private final Deque<Integer> sizesBefore = new ArrayDeque<>();

    private boolean divisible = true;
    private int size;
    private int sizeOfLast;

    private TameRegex(String regex, boolean caseSensitive) {
        this.regex = regex;
        this.caseSensitive = caseSensitive;
        this.scanner = new RegexScanner(regex);
    }

    /** @throws IllegalArgumentException saying what was expected and what was found */
    static TameRegex of(String regex, boolean caseSensitive) {
        TameRegex tame = new TameRegex(regex, caseSensitive);
        tame.rewrite();
        try {
            com.google.re2j.Pattern.compile(regex);
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw tame.fault(
                    "expected a regular expression in RE2 syntax, found " + Printable.escape(e.getDescription()));
        }
        return tame;
    }

    /** What matches the same, in pieces that are regular expressions of their own. */
    List<String> pieces() {
        if (!divisible) {
            return List.of("(?:" + tame + ")");
        }
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : tame.length();
            pieces.add(tame.substring(starts.get(i), end));
        }
        return pieces;
    }

    int size() {
        return size;
    }

    private void rewrite() {
        while (!scanner.atEnd()) {
            switch (scanner.peek()) {
                case '(' -> openGroup();
                case ')' -> closeGroup();
                case '|' -> choice();
                case '*', '+', '?' -> repeat(scanner.take(1), COST_OF_CHOICE);
                case '{' -> countedRepetition();
                case '[' -> characterClass();
                case '\\' -> escape();
                case '.', '^', '$' -> atom(scanner.take(1), 1);
                default -> literal(scanner.takeCharacter());
            }
        }
    }

    private void openGroup() {
        if (scanner.isAt(Element.FLAGS)) {
            flags(scanner.part("flags"), scanner.part("end"));
        } else {
            if (scanner.isAt(Element.NAMED_GROUP)) {
                scanner.takeElement();
            } else {
                scanner.take(1);
            }
            begin();
            descend();
            add("(?:", 1);
        }
    }

    /** Of a group, or of what follows in the group that is open: {@code (?s:} or {@code (?s)}. */
    private void flags(String flags, String end) {
        if (flags.indexOf('i') >= 0) {
            throw fault("expected no flag i (\"caseSensitive\" says it, for all patterns), found it");
        }
        begin();
        if (end.equals(":")) {
            descend();
        } else if (sizesBefore.isEmpty()) {
            divisible = false;
        }
        add(scanner.takeElement(), 1);
    }

    private void descend() {
        sizesBefore.push(size);
        if (sizesBefore.size() > DEEPEST) {
            throw fault("expected groups nested at most " + DEEPEST + " deep, found more");
        }
    }

    private void closeGroup() {
        if (sizesBefore.isEmpty()) {
            throw fault("expected a ( before the ), found none");
        }
        add(scanner.take(1), 0);
        sizeOfLast = size - sizesBefore.pop();
    }

    private void choice() {
        divisible &= !sizesBefore.isEmpty();
        add(scanner.take(1), COST_OF_CHOICE);
        sizeOfLast = 0;
    }

    /** The element before may come again. */
    private void repeat(String repetition, int cost) {
        int repeated = sizeOfLast;
        add(repetition, cost);
        sizeOfLast += repeated;
    }

    private void countedRepetition() {
        if (!scanner.isAt(Element.COUNT)) {
            literal(scanner.takeCharacter());
            return;
        }
        int min = Integer.parseInt(scanner.part("min"));
        String max = scanner.part("max");
        int most = max != null ? Integer.parseInt(max) : scanner.part("range") != null ? min + 1 : min;
        int copies = Math.max(0, most - 1);
        repeat(scanner.takeElement(), copies * sizeOfLast + Math.max(0, most - min) * COST_OF_OPTION);
    }

    private void characterClass() {
        boolean negated = scanner.startsWith("[^");
        scanner.take(negated ? 2 : 1);
        CharacterClass members = new CharacterClass(caseSensitive);
        int named = 0;
        for (boolean first = true; !scanner.atEnd() && (scanner.peek() != ']' || first); first = false) {
            if (scanner.isAt(Element.NAMED_CLASS)) {
                named++;
                members.addVerbatim(scanner.takeElement());
            } else if (scanner.isAt(Element.PERL_CLASS)) {
                members.addVerbatim(scanner.takeElement());
            } else {
                range(members);
            }
        }
        scanner.take(1);
        begin();
        add(members.toRegex(negated), 1 + members.size() / 4 + named * COST_OF_NAMED_CLASS);
    }

    private void range(CharacterClass members) {
        int first = member();
        int last = first;
        if (scanner.startsWith("-") && !scanner.startsWith("-]")) {
            scanner.take(1);
            last = scanner.atEnd() ? first : member();
        }
        members.add(first, Math.max(first, last));
    }

    private int member() {
        int escaped = scanner.takeEscapedCharacter();
        return escaped >= 0 ? escaped : scanner.takeCharacter();
    }

    private void escape() {
        if (scanner.startsWith("\\Q")) {
            scanner.take(2);
            scanner.takeUntil("\\E").codePoints().forEach(this::literal);
        } else if (scanner.isAt(Element.NAMED_CLASS)) {
            atom(scanner.takeElement(), COST_OF_NAMED_CLASS);
        } else {
            int character = scanner.takeEscapedCharacter();
            if (character >= 0) {
                literal(character);
            } else {
                atom(scanner.take(2), 1);
            }
        }
    }

    private void literal(int character) {
        begin();
        add(CharacterClass.literal(character, caseSensitive), 1);
    }

    private void atom(String text, int cost) {
        begin();
        add(text, cost);
    }

    /** An element begins, unlike what belongs to the one before. */
    private void begin() {
        if (sizesBefore.isEmpty()) {
            starts.add(tame.length());
        }
    }

    private void add(String text, int cost) {
        tame.append(text);
        size += cost;
        sizeOfLast = cost;
        if (size > LARGEST) {
            throw fault("expected a regular expression of at most " + LARGEST
                    + " characters once its repetitions are written out, found a larger one");
        }
    }

    private IllegalArgumentException fault(String message) {
        return new IllegalArgumentException(message + ": \"" + Printable.escape(regex) + "\"");
    }
}
