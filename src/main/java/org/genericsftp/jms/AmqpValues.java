package org.genericsftp.jms;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.genericsftp.serve.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as OASIS AMQP 1.0, part 1, 1.6 encodes them, as far as JSON has a value for them. Times become strings in ISO
 * 8601, UUIDs and symbols strings.
 */
final class AmqpValues {
    private final ByteBuffer bytes;
    private int values;

    /** @param bytes from which each value is taken */
    AmqpValues(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * The next value, if it is a map.
     *
     * @throws BufferUnderflowException when there are too few bytes for it
     */
    Map<String, @Nullable Object> readMap() throws UnreadableBodyException {
        int code = code();
        return switch (code) {
            case 0xc1 -> map(unsignedByte(), unsignedByte(), 1);
            case 0xd1 -> map(bytes.getInt(), bytes.getInt(), 1);
            default ->
                throw new UnreadableBodyException(
                        "The AMQP body must be a string, binary or a map, but is " + kind(code));
        };
    }

    private static String kind(int code) {
        return switch (code) {
            case 0x40 -> "null";
            case 0x41, 0x42, 0x56 -> "a boolean";
            case 0x43, 0x44, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x60, 0x61, 0x70, 0x71, 0x72, 0x80, 0x81, 0x82 ->
                "a number";
            case 0x74, 0x84, 0x94 -> "a decimal number";
            case 0x45, 0xc0, 0xd0 -> "a list";
            case 0xe0, 0xf0 -> "an array";
            case 0xa0, 0xb0 -> "binary";
            default -> String.format("of type 0x%02x", code);
        };
    }

    private @Nullable Object read(int depth) throws UnreadableBodyException {
        if (++values > JsonText.MOST_VALUES) {
            throw new UnreadableBodyException("The body has more than " + JsonText.MOST_VALUES + " values");
        }
        if (depth > JsonText.DEEPEST) {
            throw new UnreadableBodyException("The body has more than " + JsonText.DEEPEST + " levels");
        }
        int code = code();
        return switch (code) {
            case 0x40 -> null;
            case 0x41 -> true;
            case 0x42 -> false;
            case 0x56 -> bytes.get() != 0;
            case 0x43, 0x44 -> 0;
            case 0x50, 0x52, 0x53 -> unsignedByte();
            case 0x51, 0x54, 0x55 -> bytes.get();
            case 0x60 -> Short.toUnsignedInt(bytes.getShort());
            case 0x61 -> bytes.getShort();
            case 0x70 -> Integer.toUnsignedLong(bytes.getInt());
            case 0x71 -> bytes.getInt();
            case 0x72 -> bytes.getFloat();
            case 0x73 -> character(bytes.getInt());
            case 0x80 -> new BigInteger(Long.toUnsignedString(bytes.getLong()));
            case 0x81 -> bytes.getLong();
            case 0x82 -> bytes.getDouble();
            case 0x83 -> Instant.ofEpochMilli(bytes.getLong()).toString();
            case 0x98 -> new UUID(bytes.getLong(), bytes.getLong()).toString();
            case 0xa1, 0xa3 -> text(unsignedByte());
            case 0xb1, 0xb3 -> text(bytes.getInt());
            case 0x45 -> List.of();
            case 0xc0 -> list(unsignedByte(), unsignedByte(), depth);
            case 0xd0 -> list(bytes.getInt(), bytes.getInt(), depth);
            case 0xc1 -> map(unsignedByte(), unsignedByte(), depth);
            case 0xd1 -> map(bytes.getInt(), bytes.getInt(), depth);
            default -> throw new UnreadableBodyException("The AMQP map holds a value that is " + kind(code));
        };
    }

    /** @param size of what follows, which is found as it is read */
    private Map<String, @Nullable Object> map(int size, int count, int depth) throws UnreadableBodyException {
        requireSome(size, count);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i += 2) {
            if (!(read(depth + 1) instanceof String key)) {
                throw new UnreadableBodyException("The AMQP map has a key that is no string");
            }
            if (map.containsKey(key)) {
                throw new UnreadableBodyException("The AMQP map has a key twice");
            }
            map.put(key, read(depth + 1));
        }
        return map;
    }

    private List<@Nullable Object> list(int size, int count, int depth) throws UnreadableBodyException {
        requireSome(size, count);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(read(depth + 1));
        }
        return list;
    }

    private static void requireSome(int size, int count) {
        if (size < 0 || count < 0) {
            throw new BufferUnderflowException();
        }
    }

    private String text(int length) throws UnreadableBodyException {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer utf8 = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableBodyException("The AMQP map holds a string that is not UTF-8");
        }
    }

    private static String character(int codePoint) throws UnreadableBodyException {
        if (!Character.isValidCodePoint(codePoint)) {
            throw new UnreadableBodyException("The AMQP map holds a character that there is not");
        }
        return Character.toString(codePoint);
    }

    private int code() {
        return unsignedByte();
    }

    private int unsignedByte() {
        return bytes.get() & 0xff;
    }
}
