package org.genericsftp.filter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a regular expression from left to right, one element after the other. */
final class RegexScanner {
    /** Elements of more than one character. */
    enum Element {
        FLAGS("\\(\\?(?<flags>[A-Za-z-]*)(?<end>[:)])"),
        NAMED_GROUP("\\(\\?P?<[0-9A-Za-z_]+>"),
        COUNT("\\{(?<min>0|[1-9][0-9]{0,3})(?<range>,(?<max>0|[1-9][0-9]{0,3})?)?}"),
        NAMED_CLASS("\\\\[pP](?:\\{[^}]*}|[^{])|\\[:.*?:]"),
        PERL_CLASS("\\\\[dDsSwW]"),
        HEX("\\\\x(?:\\{0*(?<long>[0-9A-Fa-f]{1,6})}|(?<short>[0-9A-Fa-f]{2}))"),
        OCTAL("\\\\(?<digits>[1-7][0-7]{1,2}|0[0-7]{0,2})"),
        CONTROL("\\\\(?<letter>[afnrtv])"),
        PUNCTUATION("\\\\(?<itself>[^0-9A-Za-z])");

        private final Pattern pattern;

        Element(String regex) {
            this.pattern = Pattern.compile(regex, Pattern.DOTALL);
        }
    }

    private final String regex;
    private final Matcher matcher;
    private int at;

    RegexScanner(String regex) {
        this.regex = regex;
        this.matcher = Element.COUNT.pattern.matcher(regex);
    }

    boolean atEnd() {
        return at >= regex.length();
    }

    /** The next character; it is not taken. */
    char peek() {
        return regex.charAt(at);
    }

    boolean startsWith(String text) {
        return regex.startsWith(text, at);
    }

    /** Whether an element of this kind comes next; it is not taken. */
    boolean isAt(Element element) {
        return matcher.usePattern(element.pattern).region(at, regex.length()).lookingAt();
    }

    /** The named part of the element that was seen last. */
    String part(String name) {
        return matcher.group(name);
    }

    /** Takes the element that was seen last. */
    String takeElement() {
        at = matcher.end();
        return matcher.group();
    }

    /** Takes so many characters, or as many as are left. */
    String take(int length) {
        int from = at;
        at = Math.min(at + length, regex.length());
        return regex.substring(from, at);
    }

    int takeCharacter() {
        int character = regex.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    /** Takes what is left before this text, and the text; all that is left where it does not come. */
    String takeUntil(String text) {
        int end = regex.indexOf(text, at);
        String taken = take((end < 0 ? regex.length() : end) - at);
        take(text.length());
        return taken;
    }

    /** Takes a character that is escaped; -1, and nothing is taken, where none comes next. */
    int takeEscapedCharacter() {
        int character = -1;
        if (isAt(Element.HEX)) {
            String digits = part("long");
            character = Integer.parseInt(digits != null ? digits : part("short"), 16);
        } else if (isAt(Element.OCTAL)) {
            character = Integer.parseInt(part("digits"), 8);
        } else if (isAt(Element.CONTROL)) {
            character = "\u0007\f\n\r\t\u000b".charAt("afnrtv".indexOf(part("letter")));
        } else if (isAt(Element.PUNCTUATION)) {
            character = part("itself").codePointAt(0);
        }
        if (!Character.isValidCodePoint(character)) {
            return -1;
        }
        takeElement();
        return character;
    }
}
