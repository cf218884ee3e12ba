package org.genericsftp.file;

/** Makes text that came from outside fit for one line of a log or an error message. */
public final class Printable {
    private static final int LONGEST = 512;

    private Printable() {}

    /** Escapes control characters, line separators, direction marks and lone surrogates as {@code \}{@code uXXXX}; cuts what is longer than 512 characters. */
    public static String escape(String text) {
        return escape(text, LONGEST);
    }

    /** Likewise, but cuts what is longer than so many characters. */
    public static String escape(String text, int longest) {
        StringBuilder escaped = new StringBuilder(Math.min(text.length(), longest) + 16);
        for (int i = 0; i < text.length(); ) {
            if (i >= longest) {
                return escaped.append("…").toString();
            }
            int character = text.codePointAt(i);
            if (isPlain(character)) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append(String.format(character > 0xFFFF ? "\\u{%X}" : "\\u%04X", character));
            }
            i += Character.charCount(character);
        }
        return escaped.toString();
    }

    /**
     * Escapes the same characters of a JSON text, by JSON's own escapes: it stands for the same value. In JSON as writers make
     * it, without line breaks, such characters stand in strings only.
     */
    public static String escapeJson(String json) {
        if (json.codePoints().allMatch(Printable::isPlain)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 64);
        json.codePoints().forEach(character -> {
            if (isPlain(character)) {
                escaped.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
