package org.genericsftp.sftp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An answer of the {@link ModelServer}, as it is put together. */
final class ModelPacket {
    private final PacketBuffer buffer = new PacketBuffer(64);

    ModelPacket() {}

    ModelPacket(int type, int id) {
        buffer.putByte(type).putInt(id);
    }

    ModelPacket integer(int value) {
        buffer.putInt(value);
        return this;
    }

    ModelPacket number(long value) {
        buffer.putLong(value);
        return this;
    }

    ModelPacket string(byte[] value) {
        buffer.putString(value);
        return this;
    }

    ModelPacket text(String value) {
        return string(value.getBytes(StandardCharsets.UTF_8));
    }

    ModelPacket raw(byte[] value) {
        for (byte b : value) {
            buffer.putByte(b);
        }
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.bytes(), buffer.length());
    }
}
