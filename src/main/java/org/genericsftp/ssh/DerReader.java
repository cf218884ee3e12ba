package org.genericsftp.ssh;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads DER (X.690), as far as the frames of private keys need it. */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int LONGEST_LENGTH = 3;

    private final ByteBuffer bytes;

    DerReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Whether this is one sequence, and what is in it are elements that fill it: random bytes are not. */
    static boolean isSequence(byte[] der) {
        try {
            DerReader all = new DerReader(der);
            DerReader inner = all.sequence();
            while (inner.hasMore()) {
                inner.skip();
            }
            return !all.hasMore();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Whether the next element is there and of this kind. */
    boolean nextIs(int tag) {
        return bytes.hasRemaining() && (bytes.get(bytes.position()) & 0xFF) == tag;
    }

    DerReader sequence() {
        return new DerReader(element(SEQUENCE));
    }

    byte[] octets() {
        return element(OCTET_STRING);
    }

    int integer() {
        try {
            return new BigInteger(element(INTEGER)).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a number too large", e);
        }
    }

    /** With dots. */
    String objectIdentifier() {
        byte[] content = element(OBJECT_IDENTIFIER);
        StringBuilder text = new StringBuilder();
        long part = 0;
        for (byte each : content) {
            part = part << 7 | (each & 0x7F);
            if (each >= 0) {
                long first = Math.min(2, part / 40);
                text.append(text.isEmpty() ? first + "." + (part - 40 * first) : "." + part);
                part = 0;
            }
        }
        return text.toString();
    }

    void skip() {
        element(bytes.hasRemaining() ? bytes.get(bytes.position()) & 0xFF : -1);
    }

    /** @throws IllegalArgumentException if the next element is another, or none */
    private byte[] element(int tag) {
        if (!nextIs(tag)) {
            throw new IllegalArgumentException("not the element that is expected");
        }
        try {
            bytes.get();
            int length = length();
            if (length > bytes.remaining()) {
                throw new IllegalArgumentException("an element that is longer than all there is");
            }
            byte[] content = new byte[length];
            bytes.get(content);
            return content;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("an element cut short", e);
        }
    }

    private int length() {
        int first = bytes.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7F;
        if (count == 0 || count > LONGEST_LENGTH) {
            throw new IllegalArgumentException("a length that no key has");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | (bytes.get() & 0xFF);
        }
        return length;
    }
}
