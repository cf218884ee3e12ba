package org.genericsftp.packets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/** Builds what a server sends. */
public final class ModelPacket {
    public static final int FOLDER = 0x41ED;
    public static final int FILE = 0x81A4;

    private final PacketBuffer buffer = new PacketBuffer(64);

    /** A part of a packet. */
    public ModelPacket() {}

    public ModelPacket(int type, int id) {
        integer(0).octet(type).integer(id);
    }

    public static byte[] status(int id, int code) {
        return new ModelPacket(Protocol.STATUS, id)
                .integer(code)
                .text("status " + code)
                .text("en")
                .framed();
    }

    /** The same answer to each. */
    public static byte[] statuses(List<Integer> ids, int code) {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        ids.forEach(id -> packets.writeBytes(status(id, code)));
        return packets.toByteArray();
    }

    public static byte[] data(int id, byte[] bytes) {
        return new ModelPacket(Protocol.DATA, id).string(bytes).framed();
    }

    /** With the names given, each of an empty file. */
    public static byte[] names(int id, byte[]... names) {
        ModelPacket packet = new ModelPacket(Protocol.NAME, id).integer(names.length);
        for (byte[] name : names) {
            packet.string(name).string(name).attributes(0L, FILE, 1);
        }
        return packet.framed();
    }

    public ModelPacket octet(int value) {
        buffer.putByte(value);
        return this;
    }

    public ModelPacket integer(int value) {
        buffer.putInt(value);
        return this;
    }

    public ModelPacket number(long value) {
        buffer.putLong(value);
        return this;
    }

    public ModelPacket string(byte[] value) {
        buffer.putString(value);
        return this;
    }

    public ModelPacket text(String value) {
        return string(value.getBytes(StandardCharsets.UTF_8));
    }

    public ModelPacket raw(byte[] value) {
        for (byte b : value) {
            octet(b);
        }
        return this;
    }

    /** @param size or {@link FileStamp#UNKNOWN_SIZE}; what is null is left out */
    public ModelPacket attributes(long size, @Nullable Integer permissions, @Nullable Integer modified) {
        integer((size == FileStamp.UNKNOWN_SIZE ? 0 : Protocol.HAS_SIZE)
                | (permissions == null ? 0 : Protocol.HAS_PERMISSIONS)
                | (modified == null ? 0 : Protocol.HAS_TIMES));
        if (size != FileStamp.UNKNOWN_SIZE) {
            number(size);
        }
        if (permissions != null) {
            integer(permissions);
        }
        if (modified != null) {
            integer(modified).integer(modified);
        }
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(buffer.bytes(), buffer.length());
    }

    /** The whole packet, as it goes over the wire. */
    public byte[] framed() {
        byte[] bytes = bytes();
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4);
        return bytes;
    }
}
