package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no server may send ends the session at once, with an error that says what it was. */
class ProtocolBreakersTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer first =
            new ModelServer(Manners.KIND).file("a", new byte[1000], 1).file("b", new byte[1_000_000], 1);

    /** What is sent in place of an answer, and what the error says of it. */
    private enum Breach {
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

        private static byte[] lengthOf(int length, int type, int id) {
            return ByteBuffer.allocate(9)
                    .putInt(length)
                    .put((byte) type)
                    .putInt(id)
                    .array();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endTheSessionAndEveryFetch(Breach breach) throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        first.withWhim(request -> request.type() != Protocol.READ
                ? null
                : request.is(Protocol.READ, "a") ? new byte[0] : breach.to(request));

        Collected waiting = fetch(lane, files.get("a"));
        Collected answered = fetch(lane, files.get("b"));

        for (Collected one : List.of(waiting, answered)) {
            assertFails(one::bytes)
                    .with(ErrorCode.CONNECTION_FAILED)
                    .onThisSession()
                    .saying("broke the protocol", breach.said);
        }
        lanes.awaitAllMemory();
        assertThat(fetch(lane, files.get("b")).bytes()).hasSize(1_000_000);
    }

    @Test
    void answerTwice() throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        RemoteFile file = ModelLanes.files(lane).get("b");
        first.withWhim(request -> {
            if (request.type() != Protocol.READ) {
                return null;
            }
            byte[] once = ModelPacket.data(request.id(), new byte[request.length()]);
            return ByteBuffer.allocate(2 * once.length).put(once).put(once).array();
        });

        assertFails(fetch(lane, file)::bytes).onThisSession().saying("broke the protocol", "not waiting for one");
        assertThat(fetch(lane, file).bytes()).hasSize(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MORE_DATA_THAN_ASKED_FOR"})
    void endAListing(Breach breach) throws Exception {
        Lane lane = lanes.client(first, first.another()).lane();
        first.withWhim(request -> request.type() == Protocol.READDIR ? breach.to(request) : null);

        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .onThisSession()
                .saying("broke the protocol", breach.said);
        assertThat(list(lane, EVERYTHING)).hasSize(2);
    }

    @Test
    void areLeftAloneWhenTheyBreakOffTheNextListingToo() throws Exception {
        ModelServer second = first.another();
        breakAt(Protocol.READDIR, first, second);
        Lane lane = lanes.client(first, second).lane();

        assertFails(() -> list(lane, EVERYTHING)).onThisSession().saying("type 77");
        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .forGood()
                .saying("broke the protocol again, on a new session", "type 77");
    }

    @Test
    void areLeftAloneWhenTheyBreakOffTheNextBeginningToo() {
        ModelServer second = first.another();
        breakAt(Protocol.INIT, first, second);
        Lane lane = lanes.client(first, second).lane();

        assertFails(() -> list(lane, EVERYTHING)).onThisSession();
        await().untilAsserted(() -> assertFails(() -> list(lane, EVERYTHING))
                .forGood()
                .saying("broke the protocol again, on a new session"));
    }

    @Test
    void spoilOnlyTheFileThatTheyCantTell() throws Exception {
        ModelServer second = first.another();
        Lane lane = lanes.client(first, second, first.another()).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        for (ModelServer server : List.of(first, second)) {
            server.withWhim(request -> request.is(Protocol.READ, "a")
                    ? new byte[0]
                    : request.is(Protocol.READ, "b") ? broken(request) : null);
        }

        assertFails(fetch(lane, files.get("b"))::bytes).onThisSession();
        Collected neighbour = fetch(lane, files.get("a"));
        Collected again = fetch(lane, files.get("b"));

        assertFails(again::bytes).forGood().saying("broke the protocol again");
        assertFails(neighbour::bytes).onThisSession();
    }

    @Test
    void areTriedOnceMoreWhenAFileWasReadInBetween() throws Exception {
        ModelServer second = first.another();
        Lane lane = lanes.client(first, second).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        for (ModelServer server : List.of(first, second)) {
            server.withWhim(request -> request.is(Protocol.READ, "b") ? broken(request) : null);
        }

        assertFails(fetch(lane, files.get("b"))::bytes).onThisSession();
        assertThat(fetch(lane, files.get("a")).bytes()).hasSize(1000);
        assertFails(fetch(lane, files.get("b"))::bytes).onThisSession();
    }

    private static void breakAt(int type, ModelServer... servers) {
        for (ModelServer server : servers) {
            server.withWhim(request -> request.type() == type ? broken(request) : null);
        }
    }

    private static byte[] broken(Request request) {
        return Breach.AN_UNKNOWN_PACKET.to(request);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MORE_DATA_THAN_ASKED_FOR", "ITS_VERSION_TWICE"})
    void endASessionThatBegins(Breach breach) {
        Lane lane = lanes.client(first).lane();
        first.withWhim(request -> request.type() == Protocol.INIT ? breach.to(request) : null);

        assertFails(() -> list(lane, EVERYTHING))
                .with(ErrorCode.CONNECTION_FAILED)
                .saying("broke the protocol");
    }
}
