package org.genericsftp.packets;

import java.util.Arrays;

/** Collects packets to be sent together. Numbers are big-endian; a string is its length and its bytes (RFC 4251, 5). */
public final class PacketBuffer {
    private byte[] bytes;
    private int length;

    PacketBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Appends a whole packet: length, type, id, body (draft-ietf-secsh-filexfer-02, 3). */
    void putPacket(int id, SftpRequest request) {
        int start = length;
        putInt(0).putByte(request.type()).putInt(id);
        request.writeBody(this);
        int end = length;
        length = start;
        putInt(end - start - 4);
        length = end;
    }

    PacketBuffer putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    PacketBuffer putInt(int value) {
        reserve(4);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    PacketBuffer putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    PacketBuffer putString(byte[] value) {
        putInt(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** The bytes collected so far are the first {@link #length()} of these. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}
