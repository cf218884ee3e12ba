package org.genericsftp.jms;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.genericsftp.serve.UnreadableBodyException;

/**
 * Finds the body of an AMQP 1.0 message. By default ActiveMQ passes messages of AMQP clients on as the bytes that it got,
 * sections and all (OASIS AMQP 1.0, part 3, 2 and 3.2; the encoding of values is part 1, 1.2).
 */
final class AmqpBody {
    /** What ActiveMQ marks such a message with. */
    static final String MARK = "JMS_AMQP_NATIVE";

    private static final int DESCRIBED = 0x00;
    private static final int SMALL_ULONG = 0x53;
    private static final int ULONG = 0x80;
    private static final int BINARY_8 = 0xa0;
    private static final int STRING_8 = 0xa1;
    private static final int BINARY_32 = 0xb0;
    private static final int STRING_32 = 0xb1;
    private static final long DATA = 0x75;
    private static final long SEQUENCE = 0x76;
    private static final long VALUE = 0x77;

    private final ByteBuffer message;
    private final int longest;

    private AmqpBody(ByteBuffer message, int longest) {
        this.message = message;
        this.longest = longest;
    }

    /** All data sections, or the value if it is a string, binary or, as JSON, a map; nothing where there is no body. */
    static byte[] find(byte[] message, int longest) throws UnreadableBodyException {
        try {
            return new AmqpBody(ByteBuffer.wrap(message), longest).find();
        } catch (BufferUnderflowException e) {
            throw new UnreadableBodyException("The AMQP message is malformed");
        }
    }

    private byte[] find() throws UnreadableBodyException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (message.hasRemaining()) {
            long section = readDescriptor();
            if (section == DATA || section == VALUE) {
                byte[] part = readBytes();
                if (body.size() + part.length > longest) {
                    throw new UnreadableBodyException("The body is longer than " + longest + " bytes");
                }
                body.writeBytes(part);
            } else if (section == SEQUENCE) {
                throw new UnreadableBodyException("The AMQP body must be a string, binary or a map, but is a sequence");
            } else {
                skipValue();
            }
        }
        return body.toByteArray();
    }

    private long readDescriptor() throws UnreadableBodyException {
        if (readByte() == DESCRIBED) {
            int type = readByte();
            if (type == SMALL_ULONG) {
                return readByte();
            }
            if (type == ULONG) {
                return message.getLong();
            }
        }
        throw new UnreadableBodyException("The AMQP message has a section that is not numbered");
    }

    private byte[] readBytes() throws UnreadableBodyException {
        int start = message.position();
        switch (readByte()) {
            case BINARY_8, STRING_8 -> {
                return slice(readByte());
            }
            case BINARY_32, STRING_32 -> {
                return slice(message.getInt());
            }
            default -> {
                message.position(start);
                return JsonText.of(new AmqpValues(message).readMap(), longest);
            }
        }
    }

    private byte[] slice(int length) {
        byte[] bytes = new byte[requireRemaining(length)];
        message.get(bytes);
        return bytes;
    }

    /** The first half of a type's code tells how long its values are. */
    private void skipValue() {
        int type = readByte();
        int length = switch (type >> 4) {
            case 0x4 -> 0;
            case 0x5 -> 1;
            case 0x6 -> 2;
            case 0x7 -> 4;
            case 0x8 -> 8;
            case 0x9 -> 16;
            case 0xa, 0xc, 0xe -> readByte();
            case 0xb, 0xd, 0xf -> message.getInt();
            // Among them a description of the value: no section that comes before a body has one.
            default -> throw new BufferUnderflowException();
        };
        message.position(message.position() + requireRemaining(length));
    }

    private int requireRemaining(int length) {
        if (length < 0 || length > message.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private int readByte() {
        return message.get() & 0xff;
    }
}
