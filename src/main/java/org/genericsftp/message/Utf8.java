package org.genericsftp.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8, and the halves of characters that have no place in it. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** How many bytes the text takes, found without encoding it. */
    static int lengthOf(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A pair of surrogates is four bytes: two for each half.
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }

    /** @throws CharacterCodingException when the bytes are not UTF-8 */
    static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    static boolean isWellFormed(String text) {
        return loneSurrogate(text, 0) < 0;
    }

    /** The text with each lone surrogate, which UTF-8 can't express, replaced. */
    static String wellFormed(String text) {
        int lone = loneSurrogate(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        for (; lone >= 0; lone = loneSurrogate(text, lone + 1)) {
            repaired.setCharAt(lone, REPLACEMENT);
        }
        return repaired.toString();
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
