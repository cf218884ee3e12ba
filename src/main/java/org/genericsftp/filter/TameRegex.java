package org.genericsftp.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.file.Printable;

/**
 * Makes a regular expression that others wrote safe to compile. RE2/J matches in linear time, but it compiles whatever
 * it is given: counted repetitions multiply ({@code ((a{1000}){1000}){1000}}), and it recurses into groups. So its size
 * is computed before it is compiled. Groups are rewritten not to capture and, where case does not count, characters are
 * rewritten as classes ({@link CaseVariants}). Syntax is for RE2/J to judge: of what it would refuse, anything may come.
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

    private static final Pattern FLAGS = Pattern.compile("\\(\\?(?<flags>[A-Za-z-]*)(?<end>[:)])");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<[0-9A-Za-z_]+>");
    private static final Pattern COUNT =
            Pattern.compile("\\{(?<min>0|[1-9][0-9]{0,3})(?<range>,(?<max>0|[1-9][0-9]{0,3})?)?}");
    private static final Pattern NAMED_CLASS = Pattern.compile("\\\\[pP](?:\\{[^}]*}|[^{])|\\[:.*?:]", Pattern.DOTALL);
    private static final Pattern PERL_CLASS = Pattern.compile("\\\\[dDsSwW]");
    private static final Pattern HEX =
            Pattern.compile("\\\\x(?:\\{0*(?<long>[0-9A-Fa-f]{1,6})}|(?<short>[0-9A-Fa-f]{2}))");
    private static final Pattern OCTAL = Pattern.compile("\\\\(?<digits>[1-7][0-7]{1,2}|0[0-7]{0,2})");
    private static final Pattern CONTROL = Pattern.compile("\\\\(?<letter>[afnrtv])");
    private static final Pattern PUNCTUATION = Pattern.compile("\\\\(?<itself>[^0-9A-Za-z])", Pattern.DOTALL);

    private final String regex;
    private final boolean caseSensitive;
    private final Matcher lexer;
    private final StringBuilder tame = new StringBuilder();

    /** Where the elements begin that stand in no group, each with the repetition that follows it. */
    private final List<Integer> starts = new ArrayList<>();

    /** For each open group, the size of all that comes before it. */
    private final Deque<Integer> sizesBefore = new ArrayDeque<>();

    private boolean divisible = true;
    private int at;
    private int size;
    private int sizeOfLast;

    private TameRegex(String regex, boolean caseSensitive) {
        this.regex = regex;
        this.caseSensitive = caseSensitive;
        this.lexer = COUNT.matcher(regex);
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
        while (at < regex.length()) {
            switch (regex.charAt(at)) {
                case '(' -> openGroup();
                case ')' -> closeGroup();
                case '|' -> choice();
                case '*', '+', '?' -> repeat(1, COST_OF_CHOICE);
                case '{' -> countedRepetition();
                case '[' -> characterClass();
                case '\\' -> escape();
                case '.', '^', '$' -> atom(1, 1);
                default -> literal(next());
            }
        }
    }

    private void openGroup() {
        if (found(FLAGS)) {
            flags(lexer.group("flags"), lexer.group("end"));
        } else {
            int end = found(NAMED_GROUP) ? lexer.end() : at + 1;
            begin();
            descend();
            add("(?:", 1);
            at = end;
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
        verbatim(lexer.group().length(), 1);
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
        verbatim(1, 0);
        sizeOfLast = size - sizesBefore.pop();
    }

    private void choice() {
        divisible &= !sizesBefore.isEmpty();
        verbatim(1, COST_OF_CHOICE);
        sizeOfLast = 0;
    }

    /** What was last may come again. */
    private void repeat(int length, int cost) {
        int repeated = sizeOfLast;
        verbatim(length, cost);
        sizeOfLast += repeated;
    }

    private void countedRepetition() {
        if (!found(COUNT)) {
            literal(next());
            return;
        }
        int min = Integer.parseInt(lexer.group("min"));
        String max = lexer.group("max");
        int most = max != null ? Integer.parseInt(max) : lexer.group("range") != null ? min + 1 : min;
        int copies = Math.max(0, most - 1);
        repeat(lexer.group().length(), copies * sizeOfLast + Math.max(0, most - min) * COST_OF_OPTION);
    }

    private void characterClass() {
        boolean negated = regex.startsWith("[^", at);
        at += negated ? 2 : 1;
        CharacterClass members = new CharacterClass(caseSensitive);
        int named = 0;
        for (int first = at; at < regex.length() && (regex.charAt(at) != ']' || at == first); ) {
            if (found(NAMED_CLASS) || found(PERL_CLASS)) {
                named += lexer.pattern() == NAMED_CLASS ? 1 : 0;
                members.addVerbatim(lexer.group());
                at = lexer.end();
            } else {
                range(members);
            }
        }
        at++;
        begin();
        add(members.toRegex(negated), 1 + members.size() / 4 + named * COST_OF_NAMED_CLASS);
    }

    private void range(CharacterClass members) {
        int first = member();
        int last = first;
        if (regex.startsWith("-", at) && !regex.startsWith("-]", at) && at + 1 < regex.length()) {
            at++;
            last = member();
        }
        members.add(first, Math.max(first, last));
    }

    private int member() {
        int escaped = regex.charAt(at) == '\\' ? escapedCharacter() : -1;
        return escaped >= 0 ? escaped : next();
    }

    private void escape() {
        if (regex.startsWith("\\Q", at)) {
            quotation();
        } else if (found(NAMED_CLASS)) {
            atom(lexer.group().length(), COST_OF_NAMED_CLASS);
        } else {
            int character = escapedCharacter();
            if (character >= 0) {
                literal(character);
            } else {
                atom(Math.min(2, regex.length() - at), 1);
            }
        }
    }

    private void quotation() {
        int end = regex.indexOf("\\E", at);
        int stop = end < 0 ? regex.length() : end;
        at += 2;
        while (at < stop) {
            literal(next());
        }
        at = end < 0 ? stop : end + 2;
    }

    /** The character that stands escaped here, which is then behind us; -1 where there is none, and we stay. */
    private int escapedCharacter() {
        int character = -1;
        if (found(HEX)) {
            String digits = lexer.group("long");
            character = Integer.parseInt(digits != null ? digits : lexer.group("short"), 16);
        } else if (found(OCTAL)) {
            character = Integer.parseInt(lexer.group("digits"), 8);
        } else if (found(CONTROL)) {
            character = "\u0007\f\n\r\t\u000b".charAt("afnrtv".indexOf(lexer.group("letter")));
        } else if (found(PUNCTUATION)) {
            character = lexer.group("itself").codePointAt(0);
        }
        if (!Character.isValidCodePoint(character)) {
            return -1;
        }
        at = lexer.end();
        return character;
    }

    private void literal(int character) {
        begin();
        add(CharacterClass.literal(character, caseSensitive), 1);
    }

    private void atom(int length, int cost) {
        begin();
        verbatim(length, cost);
    }

    private void verbatim(int length, int cost) {
        String text = regex.substring(at, at + length);
        at += length;
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

    private boolean found(Pattern element) {
        return lexer.usePattern(element).region(at, regex.length()).lookingAt();
    }

    private int next() {
        int character = regex.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    private IllegalArgumentException fault(String message) {
        return new IllegalArgumentException(message + ": \"" + Printable.escape(regex) + "\"");
    }
}
