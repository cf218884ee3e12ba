package org.genericsftp.jms;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.genericsftp.serve.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that a map means which a messaging library sent as such: maps with strings as keys, lists, strings, numbers,
 * booleans and null. As deep and as long as JSON that came as text may be, and no more.
 */
final class JsonText {
    /** The limit for requests is lower; this one is for the stack. */
    static final int DEEPEST = 100;

    /** That those who read a map take into memory. */
    static final int MOST_VALUES = 50_000;

    private static final double LARGEST_WHOLE = 1L << 53;

    private final StringBuilder json = new StringBuilder();
    private final int longest;

    private JsonText(int longest) {
        this.longest = longest;
    }

    /** In UTF-8. */
    static byte[] of(Map<?, ?> map, int longest) throws UnreadableBodyException {
        JsonText text = new JsonText(longest);
        text.write(map, 1);
        byte[] body = text.json.toString().getBytes(StandardCharsets.UTF_8);
        if (body.length > longest) {
            throw tooLong(longest);
        }
        return body;
    }

    private static UnreadableBodyException tooLong(int longest) {
        return new UnreadableBodyException("The body, written as JSON, is longer than " + longest + " bytes");
    }

    private void write(@Nullable Object value, int depth) throws UnreadableBodyException {
        if (depth > DEEPEST) {
            throw new UnreadableBodyException("The body has more than " + DEEPEST + " levels");
        }
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else if (value instanceof Double || value instanceof Float) {
            number(((Number) value).doubleValue(), value);
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            append(String.valueOf(value));
        } else {
            // A string or a character.
            string(value.toString());
        }
    }

    private void append(String text) throws UnreadableBodyException {
        json.append(text);
        if (json.length() > longest) {
            throw tooLong(longest);
        }
    }

    private void object(Map<?, ?> map, int depth) throws UnreadableBodyException {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            append(before);
            string(String.valueOf(entry.getKey()));
            append(":");
            write(entry.getValue(), depth + 1);
            before = ",";
        }
        append(map.isEmpty() ? "{}" : "}");
    }

    private void array(List<?> list, int depth) throws UnreadableBodyException {
        String before = "[";
        for (Object element : list) {
            append(before);
            write(element, depth + 1);
            before = ",";
        }
        append(list.isEmpty() ? "[]" : "]");
    }

    /** Languages that have but one kind of number send whole ones as these, too. */
    private void number(double number, Object asItCame) throws UnreadableBodyException {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new UnreadableBodyException("The body holds " + number + ", for which JSON has no number");
        }
        append(
                Math.rint(number) == number && Math.abs(number) <= LARGEST_WHOLE
                        ? String.valueOf((long) number)
                        : asItCame.toString());
    }

    private void string(String text) throws UnreadableBodyException {
        append("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
            append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        append("\"");
    }
}
