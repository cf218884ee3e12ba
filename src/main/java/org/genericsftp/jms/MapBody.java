package org.genericsftp.jms;

import static org.apache.activemq.util.MarshallingSupport.BIG_STRING_TYPE;
import static org.apache.activemq.util.MarshallingSupport.BOOLEAN_TYPE;
import static org.apache.activemq.util.MarshallingSupport.BYTE_ARRAY_TYPE;
import static org.apache.activemq.util.MarshallingSupport.BYTE_TYPE;
import static org.apache.activemq.util.MarshallingSupport.CHAR_TYPE;
import static org.apache.activemq.util.MarshallingSupport.DOUBLE_TYPE;
import static org.apache.activemq.util.MarshallingSupport.FLOAT_TYPE;
import static org.apache.activemq.util.MarshallingSupport.INTEGER_TYPE;
import static org.apache.activemq.util.MarshallingSupport.LIST_TYPE;
import static org.apache.activemq.util.MarshallingSupport.LONG_TYPE;
import static org.apache.activemq.util.MarshallingSupport.MAP_TYPE;
import static org.apache.activemq.util.MarshallingSupport.NULL;
import static org.apache.activemq.util.MarshallingSupport.SHORT_TYPE;
import static org.apache.activemq.util.MarshallingSupport.STRING_TYPE;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.serve.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a map message as ActiveMQ marshals it, within bounds, and without damage to characters beyond the basic
 * plane, which ActiveMQ's own reader does not know in the encoding of {@link java.io.DataInput}.
 */
final class MapBody {
    private final ByteBuffer bytes;
    private int values;

    private MapBody(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Map<String, @Nullable Object> read(byte[] marshalled) throws UnreadableBodyException {
        try {
            return new MapBody(ByteBuffer.wrap(marshalled)).map(1);
        } catch (BufferUnderflowException e) {
            throw malformed();
        }
    }

    private static UnreadableBodyException malformed() {
        return new UnreadableBodyException("The map is malformed");
    }

    private Map<String, @Nullable Object> map(int depth) throws UnreadableBodyException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        int size = bytes.getInt();
        for (int i = 0; i < size; i++) {
            String key = text(Short.toUnsignedInt(bytes.getShort()));
            map.put(key, value(depth + 1));
        }
        return map;
    }

    private List<@Nullable Object> list(int depth) throws UnreadableBodyException {
        List<@Nullable Object> list = new ArrayList<>();
        int size = bytes.getInt();
        for (int i = 0; i < size; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private @Nullable Object value(int depth) throws UnreadableBodyException {
        if (++values > JsonText.MOST_VALUES || depth > JsonText.DEEPEST) {
            throw new UnreadableBodyException("The map has more than " + JsonText.MOST_VALUES + " values, or more than "
                    + JsonText.DEEPEST + " levels");
        }
        return switch (bytes.get()) {
            case NULL -> null;
            case BOOLEAN_TYPE -> bytes.get() != 0;
            case BYTE_TYPE -> bytes.get();
            case CHAR_TYPE -> bytes.getChar();
            case SHORT_TYPE -> bytes.getShort();
            case INTEGER_TYPE -> bytes.getInt();
            case LONG_TYPE -> bytes.getLong();
            case DOUBLE_TYPE -> bytes.getDouble();
            case FLOAT_TYPE -> bytes.getFloat();
            case STRING_TYPE -> text(Short.toUnsignedInt(bytes.getShort()));
            case BIG_STRING_TYPE -> text(bytes.getInt());
            case MAP_TYPE -> map(depth);
            case LIST_TYPE -> list(depth);
            case BYTE_ARRAY_TYPE -> throw new UnreadableBodyException("The map holds binary data");
            default -> throw malformed();
        };
    }

    /** In the encoding of {@link java.io.DataInput}: each half of a pair of surrogates in three bytes. */
    private String text(int length) throws UnreadableBodyException {
        if (length < 0 || length > bytes.remaining()) {
            throw malformed();
        }
        StringBuilder text = new StringBuilder(length);
        int end = bytes.position() + length;
        while (bytes.position() < end) {
            int first = bytes.get() & 0xff;
            if (first < 0x80) {
                text.append((char) first);
            } else if (first >> 5 == 0b110) {
                text.append((char) ((first & 0x1f) << 6 | more()));
            } else if (first >> 4 == 0b1110) {
                text.append((char) ((first & 0x0f) << 12 | more() << 6 | more()));
            } else {
                throw malformed();
            }
        }
        return text.toString();
    }

    private int more() throws UnreadableBodyException {
        int next = bytes.get() & 0xff;
        if (next >> 6 != 0b10) {
            throw malformed();
        }
        return next & 0x3f;
    }
}
