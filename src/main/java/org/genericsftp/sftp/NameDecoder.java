package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;

/** Turns the server's names into text and back, only where nothing is lost on the way. */
final class NameDecoder {
    private final Charset charset;

    NameDecoder(Charset charset) {
        this.charset = charset;
    }

    Charset charset() {
        return charset;
    }

    /** Empty when the bytes are not in the charset. */
    Optional<String> decode(byte[] name) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(name)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Empty when the charset does not have all the characters. */
    Optional<byte[]> encode(String name) {
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(name));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return Optional.of(bytes);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** For people: what is no printable ASCII as {@code \xNN}. */
    static String show(byte[] name) {
        StringBuilder shown = new StringBuilder(name.length);
        for (byte b : name) {
            if (b >= 0x20 && b < 0x7F) {
                shown.append((char) b);
            } else {
                shown.append(String.format("\\x%02X", b));
            }
        }
        return shown.toString();
    }
}
