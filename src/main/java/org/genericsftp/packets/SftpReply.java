package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server answers in SFTP version 3 (draft-ietf-secsh-filexfer-02, 7), but for DATA, whose bytes go straight to
 * the buffer that its READ reserved: {@link Arrived} stands for it.
 */
@SuppressWarnings("ArrayRecordComponent") // packets are never compared
public sealed interface SftpReply {

    /** So many bytes have arrived in the buffer of the READ: at least one, at most as many as were asked for. */
    record Arrived(int length) implements SftpReply {}

    record Status(int code, String text) implements SftpReply {}

    record Handle(byte[] handle) implements SftpReply {}

    /** @param more whether this is a part of the answer, and another follows: of READDIR only */
    record Names(List<Name> names, boolean more) implements SftpReply {
        @Override
        public boolean isLast() {
            return !more;
        }
    }

    /** An entry of a folder. The long name, made for people, is left out. */
    record Name(byte[] name, Attributes attributes) {}

    record Attrs(Attributes attributes) implements SftpReply {}

    record Extended(ByteBuffer body) implements SftpReply {}

    /** Whether the answer ends with it; only long ones come in parts. */
    default boolean isLast() {
        return true;
    }

    /** The one path that REALPATH and READLINK are answered with (6.11). */
    static Optional<byte[]> onlyName(SftpReply reply) {
        return reply instanceof Names some && some.names().size() == 1
                ? Optional.of(some.names().get(0).name())
                : Optional.empty();
    }

    /** @param body what follows the id */
    static SftpReply decode(int type, ByteBuffer body) throws ProtocolException {
        return switch (type) {
            case Protocol.STATUS -> readStatus(body);
            case Protocol.HANDLE -> readHandle(body);
            case Protocol.NAME -> readNames(body);
            case Protocol.ATTRS -> new Attrs(Attributes.read(body));
            case Protocol.EXTENDED_REPLY -> new Extended(body);
            default -> throw new ProtocolException("a packet of type " + type);
        };
    }

    private static Status readStatus(ByteBuffer body) throws ProtocolException {
        int code = Fields.readInt(body);
        // Some servers leave the text out, against section 7.
        String text = body.hasRemaining() ? new String(Fields.readString(body), StandardCharsets.UTF_8) : "";
        return new Status(code, text);
    }

    private static Handle readHandle(ByteBuffer body) throws ProtocolException {
        byte[] handle = Fields.readString(body);
        if (handle.length > 256) {
            throw new ProtocolException("a handle of " + handle.length + " bytes, where 256 is the most");
        }
        return new Handle(handle);
    }

    private static Names readNames(ByteBuffer body) throws ProtocolException {
        int count = readCount(body, 0);
        List<Name> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(readName(body));
        }
        return new Names(names, false);
    }

    /**
     * How many names a NAME packet says to hold.
     *
     * @param bytesToCome of the packet, behind those that are here
     */
    static int readCount(ByteBuffer body, int bytesToCome) throws ProtocolException {
        int count = Fields.readInt(body);
        int bytes = body.remaining() + bytesToCome;
        // A name takes 12 bytes at least: its two lengths and the attributes' flags.
        if (count < 0 || count > bytes / 12) {
            throw new ProtocolException(
                    "a packet of " + Integer.toUnsignedString(count) + " names in " + bytes + " bytes");
        }
        return count;
    }

    static Name readName(ByteBuffer body) throws ProtocolException {
        byte[] name = Fields.readString(body);
        Fields.skipString(body);
        return new Name(name, Attributes.read(body));
    }
}
