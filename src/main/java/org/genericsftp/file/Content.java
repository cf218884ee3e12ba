package org.genericsftp.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * What is in a small file, as a message can hold it.
 *
 * @param form how the value is to be read
 */
public record Content(Form form, String value) {
    /** How the bytes of a file are written as a text. */
    public enum Form {
        /** RFC 4648, 4, with padding. */
        BASE64,
        /** The file is UTF-8, and this is it. */
        TEXT;

        /** As messages spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A character beyond the basic plane is four bytes in UTF-8, and twelve in a message, where each half is escaped. */
    private static final int MORE_FOR_A_PAIR = 8;

    /**
     * @param wanted TEXT where the bytes can be written so, without getting longer than by Base64 or nearly so: they are UTF-8
     *     without control characters, and hold little that JSON escapes
     */
    public static Content of(byte[] bytes, Form wanted) {
        if (wanted == Form.TEXT) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                if (isFitForJson(text, bytes.length)) {
                    return new Content(Form.TEXT, text);
                }
            } catch (CharacterCodingException e) {
                return base64(bytes);
            }
        }
        return base64(bytes);
    }

    private static Content base64(byte[] bytes) {
        return new Content(Form.BASE64, Base64.getEncoder().encodeToString(bytes));
    }

    private static boolean isFitForJson(String text, int bytes) {
        boolean plain = text.chars().noneMatch(Content::isControl);
        return plain && escapedBytes(text) <= bytes;
    }

    /** Beyond its length in UTF-8. */
    private static long escapedBytes(String text) {
        return text.codePoints()
                .mapToLong(character ->
                        Character.isSupplementaryCodePoint(character) ? MORE_FOR_A_PAIR : isEscaped(character) ? 1 : 0)
                .sum();
    }

    private static boolean isEscaped(int character) {
        return character < ' ' || character == '"' || character == '\\';
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }

    /** No log is to hold it. */
    @Override
    public String toString() {
        return form.label() + " of " + value.length() + " characters";
    }
}
