package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Request;

/** What is sent in place of an answer, and what the error says of it. */
enum Breach {
    AN_ANSWER_TO_NOBODY("request 123456") {
        @Override
        byte[] to(Request request) {
            return ModelPacket.status(123_456, Protocol.OK);
        }
    },
    DATA_FOR_NOBODY("request 123456") {
        @Override
        byte[] to(Request request) {
            return ModelPacket.data(123_456, new byte[10]);
        }
    },
    MORE_DATA_THAN_ASKED_FOR("bytes of DATA where") {
        @Override
        byte[] to(Request request) {
            return ModelPacket.data(request.id(), new byte[request.length() + 1]);
        }
    },
    NO_DATA("DATA of 0 bytes") {
        @Override
        byte[] to(Request request) {
            return ModelPacket.data(request.id(), new byte[0]);
        }
    },
    DATA_LONGER_THAN_ITS_PACKET("DATA of 100 bytes in a packet of 19") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.DATA, request.id())
                    .integer(100)
                    .raw(new byte[10])
                    .framed();
        }
    },
    DATA_OF_MINUS_ONE_BYTE("DATA of 4294967295 bytes") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.DATA, request.id())
                    .integer(-1)
                    .raw(new byte[10])
                    .framed();
        }
    },
    A_PACKET_OF_TWO_GIB("2147483648 bytes") {
        @Override
        byte[] to(Request request) {
            return lengthOf(0x80000000, Protocol.STATUS, request.id());
        }
    },
    A_PACKET_OF_FOUR_GIB("4294967295 bytes") {
        @Override
        byte[] to(Request request) {
            return lengthOf(-1, Protocol.STATUS, request.id());
        }
    },
    A_PACKET_JUST_BELOW_TWO_GIB("2147483647 bytes") {
        @Override
        byte[] to(Request request) {
            return lengthOf(Integer.MAX_VALUE, Protocol.HANDLE, request.id());
        }
    },
    DATA_OF_TWO_GIB("DATA of 0 bytes in a packet of 2147483648") {
        @Override
        byte[] to(Request request) {
            return ByteBuffer.allocate(13)
                    .putInt(0x80000000)
                    .put((byte) Protocol.DATA)
                    .putInt(request.id())
                    .array();
        }
    },
    A_PACKET_OF_NO_LENGTH("and 0 bytes") {
        @Override
        byte[] to(Request request) {
            return lengthOf(0, Protocol.STATUS, request.id());
        }
    },
    A_PACKET_WITHOUT_AN_ID("and 4 bytes") {
        @Override
        byte[] to(Request request) {
            return lengthOf(4, Protocol.STATUS, request.id());
        }
    },
    ITS_VERSION_TWICE("its version twice") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.VERSION_REPLY, 3).framed();
        }
    },
    AN_UNKNOWN_PACKET("a packet of type 77") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(77, request.id()).text("?").framed();
        }
    },
    A_STATUS_WITHOUT_A_CODE("shorter than its fields") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.STATUS, request.id()).framed();
        }
    },
    A_STATUS_WHOSE_TEXT_IS_CUT_SHORT("shorter than its fields") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.STATUS, request.id())
                    .integer(4)
                    .integer(100)
                    .framed();
        }
    },
    A_HANDLE_TOO_LONG("a handle of 257 bytes") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.HANDLE, request.id())
                    .string(new byte[257])
                    .framed();
        }
    },
    NAMES_THAT_ARE_MISSING("of 2000000000 names") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.NAME, request.id())
                    .integer(2_000_000_000)
                    .text("a")
                    .text("a")
                    .framed();
        }
    },
    MINUS_ONE_NAMES("of 4294967295 names") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.NAME, request.id()).integer(-1).framed();
        }
    },
    A_NAME_CUT_SHORT("shorter than its fields") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.NAME, request.id())
                    .integer(1)
                    .integer(50)
                    .raw(new byte[20])
                    .framed();
        }
    },
    ATTRIBUTES_CUT_SHORT("shorter than its fields") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.ATTRS, request.id())
                    .integer(Protocol.HAS_SIZE)
                    .integer(1)
                    .framed();
        }
    },
    A_NEGATIVE_SIZE("a size of 18446744073709551615 bytes") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.ATTRS, request.id())
                    .integer(Protocol.HAS_SIZE)
                    .number(-1)
                    .framed();
        }
    },
    ENDLESS_EXTENDED_ATTRIBUTES("shorter than its fields") {
        @Override
        byte[] to(Request request) {
            return new ModelPacket(Protocol.ATTRS, request.id())
                    .integer(Protocol.HAS_EXTENDED)
                    .integer(-1 >>> 1)
                    .framed();
        }
    };

    private final String said;

    Breach(String said) {
        this.said = said;
    }

    abstract byte[] to(Request request);

    String said() {
        return said;
    }

    private static byte[] lengthOf(int length, int type, int id) {
        return ByteBuffer.allocate(9).putInt(length).put((byte) type).putInt(id).array();
    }
}
