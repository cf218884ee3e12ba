package org.genericsftp.packets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads the fields of a packet (RFC 4251, 5), and trusts none of their lengths. */
final class Fields {
    private Fields() {}

    static int readInt(ByteBuffer packet) throws ProtocolException {
        try {
            return packet.getInt();
        } catch (BufferUnderflowException e) {
            throw cutShort();
        }
    }

    static long readLong(ByteBuffer packet) throws ProtocolException {
        try {
            return packet.getLong();
        } catch (BufferUnderflowException e) {
            throw cutShort();
        }
    }

    static byte[] readString(ByteBuffer packet) throws ProtocolException {
        byte[] bytes = new byte[readLength(packet)];
        packet.get(bytes);
        return bytes;
    }

    static void skipString(ByteBuffer packet) throws ProtocolException {
        int length = readLength(packet);
        packet.position(packet.position() + length);
    }

    private static int readLength(ByteBuffer packet) throws ProtocolException {
        int length = readInt(packet);
        if (length < 0 || length > packet.remaining()) {
            throw cutShort();
        }
        return length;
    }

    private static CutShortException cutShort() {
        return new CutShortException();
    }
}
