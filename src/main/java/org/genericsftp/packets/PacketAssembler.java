package org.genericsftp.packets;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives on the channel into packets (draft-ietf-secsh-filexfer-02, 3). The bytes of a DATA packet are copied
 * once, straight to the buffer that its READ reserved; the names of a long NAME packet are told while they come; other
 * packets are collected whole. For one thread.
 */
final class PacketAssembler {
    /** Takes the packets. */
    interface Receiver {
        /**
         * Where the bytes of the answer to this READ go, from its position on.
         *
         * @throws ProtocolException when nobody asked for them, or for that many
         */
        ByteBuffer roomFor(int id, int length) throws ProtocolException;

        /** All bytes of the answer are in their buffer. */
        void dataArrived(int id, int length) throws ProtocolException;

        /**
         * A long NAME packet begins, whose names {@link #namesArrived} tells.
         *
         * @throws ProtocolException when nobody asked for so much
         */
        void namesBegin(int id, int length) throws ProtocolException;

        void namesArrived(int id, SftpReply.Names names) throws ProtocolException;

        /** @param id what follows the type: of VERSION, the version */
        void arrived(int type, int id, ByteBuffer body) throws ProtocolException;
    }

    private static final int LENGTH_TYPE_ID = 9;
    private static final int LENGTH_TYPE_ID_LENGTH = 13;

    private final Receiver receiver;
    private final ByteBuffer header = ByteBuffer.allocate(LENGTH_TYPE_ID_LENGTH);
    private ByteBuffer body = header;
    private int dataLength;
    private boolean inHeader;
    private boolean data;
    private @Nullable NameStream names;

    PacketAssembler(Receiver receiver) {
        this.receiver = receiver;
        expectHeader();
    }

    private void expectHeader() {
        header.clear().limit(LENGTH_TYPE_ID);
        body = header;
        inHeader = true;
        data = false;
    }

    void accept(byte[] bytes, int offset, int length) throws ProtocolException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int taken = Math.min(end - at, body.remaining());
            body.put(bytes, at, taken);
            at += taken;
            if (!body.hasRemaining()) {
                if (inHeader && TextBeforeSftp.isText(header)) {
                    throw TextBeforeSftp.quoting(header, ByteBuffer.wrap(bytes, at, end - at));
                }
                filled();
            }
        }
    }

    private void filled() throws ProtocolException {
        if (names != null) {
            takeNames(names);
        } else if (!inHeader) {
            if (data) {
                receiver.dataArrived(header.getInt(5), dataLength);
            } else {
                receiver.arrived(header.get(4) & 0xFF, header.getInt(5), body.flip());
            }
            expectHeader();
        } else if (header.position() == LENGTH_TYPE_ID) {
            startPacket();
        } else {
            startData();
        }
    }

    private void takeNames(NameStream stream) throws ProtocolException {
        SftpReply.Names taken = stream.take();
        receiver.namesArrived(header.getInt(5), taken);
        if (taken.isLast()) {
            names = null;
            expectHeader();
        }
    }

    private void startPacket() throws ProtocolException {
        int type = header.get(4) & 0xFF;
        int rest = header.getInt(0) - 5;
        if (type == Protocol.DATA) {
            header.limit(LENGTH_TYPE_ID_LENGTH);
            return;
        }
        if (type == Protocol.NAME && rest > NameStream.WINDOW_BYTES) {
            receiver.namesBegin(header.getInt(5), rest);
            names = new NameStream(rest);
            body = names.window();
            return;
        }
        if (rest < 0 || rest > Protocol.LONGEST_PACKET) {
            throw new ProtocolException(
                    "a packet of type " + type + " and " + Integer.toUnsignedString(header.getInt(0)) + " bytes");
        }
        if (rest == 0) {
            receiver.arrived(type, header.getInt(5), ByteBuffer.allocate(0));
            expectHeader();
        } else {
            body = ByteBuffer.allocate(rest);
            inHeader = false;
        }
    }

    private void startData() throws ProtocolException {
        dataLength = header.getInt(9);
        if (dataLength <= 0 || dataLength != header.getInt(0) - LENGTH_TYPE_ID) {
            throw new ProtocolException("DATA of " + Integer.toUnsignedString(dataLength) + " bytes in a packet of "
                    + Integer.toUnsignedString(header.getInt(0)));
        }
        ByteBuffer room = receiver.roomFor(header.getInt(5), dataLength);
        body = room.slice(room.position(), dataLength);
        inHeader = false;
        data = true;
    }
}
