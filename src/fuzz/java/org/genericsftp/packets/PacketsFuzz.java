package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever a server sends is understood, or ends the session with a {@link ProtocolException}; and in whatever pieces it
 * comes, it means the same.
 */
public final class PacketsFuzz {
    private static final int MOST_ASKED_FOR = 1 << 16;

    private PacketsFuzz() {}

    public static void fuzzerTestOneInput(byte[] sent) {
        List<String> whole = understood(sent, sent.length);
        List<String> inPieces = understood(sent, 1);
        if (!whole.equals(inPieces)) {
            throw new AssertionError("Sent whole: " + whole + ", byte by byte: " + inPieces);
        }
    }

    private static List<String> understood(byte[] sent, int pieceLength) {
        Heard heard = new Heard();
        PacketAssembler assembler = new PacketAssembler(heard);
        try {
            for (int at = 0; at < sent.length; at += pieceLength) {
                assembler.accept(sent, at, Math.min(pieceLength, sent.length - at));
            }
        } catch (ProtocolException e) {
            heard.told.add("a breach of the protocol");
        }
        heard.told.add("names " + heard.names);
        return heard.told;
    }

    /** Notes what it is told, and asks for everything. */
    private static final class Heard implements PacketAssembler.Receiver {
        private final List<String> told = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        @Override
        public ByteBuffer roomFor(int id, int length) throws ProtocolException {
            if (length > MOST_ASKED_FOR) {
                throw new ProtocolException("More than was asked for");
            }
            return ByteBuffer.allocate(length);
        }

        @Override
        public void dataArrived(int id, int length) {
            told.add("data " + id + " " + length);
        }

        @Override
        public void namesBegin(int id, int length) {
            told.add("names of " + id);
        }

        /** In whatever parts they come. */
        @Override
        public void namesArrived(int id, SftpReply.Names some) {
            note(id, some);
        }

        @Override
        public void arrived(int type, int id, ByteBuffer body) throws ProtocolException {
            if (type == Protocol.VERSION) {
                told.add("version " + id);
                return;
            }
            SftpReply reply = SftpReply.decode(type, body);
            if (reply instanceof SftpReply.Names some) {
                note(id, some);
            } else if (reply instanceof SftpReply.Handle handle) {
                told.add("handle " + id + " " + Arrays.toString(handle.handle()));
            } else {
                told.add(id + " " + reply.getClass().getSimpleName());
            }
        }

        private void note(int id, SftpReply.Names some) {
            some.names().forEach(each -> names.add(id + Arrays.toString(each.name())));
        }
    }
}
