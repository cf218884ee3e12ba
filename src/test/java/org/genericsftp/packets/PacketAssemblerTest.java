package org.genericsftp.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketAssemblerTest {
    private final List<String> packets = new ArrayList<>();
    private final List<SftpReply.Name> named = new ArrayList<>();
    private final ByteBuffer room = ByteBuffer.allocate(100);

    private final PacketAssembler assembler = new PacketAssembler(new PacketAssembler.Receiver() {
        @Override
        public ByteBuffer roomFor(int id, int length) throws ProtocolException {
            if (length > room.remaining()) {
                throw new ProtocolException("too much");
            }
            return room;
        }

        @Override
        public void dataArrived(int id, int length) {
            packets.add("data " + id + " " + length);
        }

        @Override
        public void namesBegin(int id, int length) {
            packets.add("names " + id + " " + length);
        }

        @Override
        public void namesArrived(int id, SftpReply.Names names) {
            packets.add((names.more() ? "some of " : "the last of ") + id);
            named.addAll(names.names());
        }

        @Override
        public void arrived(int type, int id, ByteBuffer body) {
            packets.add(type + " " + id + " " + body.remaining());
        }
    });

    private static ByteBuffer packet(int type, int id, int bodyLength) {
        return ByteBuffer.allocate(9 + bodyLength)
                .putInt(5 + bodyLength)
                .put((byte) type)
                .putInt(id);
    }

    private static ByteBuffer data(int id, int length) {
        ByteBuffer packet = packet(Protocol.DATA, id, 4 + length).putInt(length);
        for (int i = 0; i < length; i++) {
            packet.put((byte) i);
        }
        return packet;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 13, 14, 1000})
    void findsThePacketsHoweverTheyAreCut(int cut) throws ProtocolException {
        ByteBuffer stream = ByteBuffer.allocate(200)
                .put(packet(Protocol.STATUS, 7, 11).array())
                .put(data(8, 50).array())
                .put(packet(Protocol.EXTENDED_REPLY, 9, 0).array());

        for (int at = 0; at < stream.position(); at += cut) {
            assembler.accept(stream.array(), at, Math.min(cut, stream.position() - at));
        }

        assertThat(packets).containsExactly("101 7 11", "data 8 50", "201 9 0");
        assertThat(room.get(0)).isZero();
        assertThat(room.get(49)).isEqualTo((byte) 49);
        assertThat(room.position()).isZero();
    }

    @Test
    void copiesToWhereTheBufferStands() throws ProtocolException {
        room.position(10);

        assembler.accept(data(1, 5).array(), 0, 18);

        assertThat(room.get(14)).isEqualTo((byte) 4);
        assertThat(room.position()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 32_768, 10_000_000})
    void tellsTheNamesOfALongPacketWhileItComes(int cut) throws ProtocolException {
        byte[][] names = new byte[5000][];
        Arrays.setAll(names, i -> ("name " + i).repeat(1 + i % 7).getBytes(US_ASCII));
        byte[] packet = ModelPacket.names(7, names);
        byte[] next = packet(Protocol.STATUS, 8, 11).array();
        ByteBuffer stream =
                ByteBuffer.allocate(packet.length + next.length).put(packet).put(next);

        for (int at = 0; at < stream.position(); at += cut) {
            assembler.accept(stream.array(), at, Math.min(cut, stream.position() - at));
        }

        assertThat(packets)
                .startsWith("names 7 " + (packet.length - 9), "some of 7")
                .endsWith("the last of 7", "101 8 11")
                .containsOnlyOnce("the last of 7");
        assertThat(named).extracting(SftpReply.Name::name).containsExactly(names);
        assertThat(named.get(4999).attributes().type()).isEqualTo(Attributes.FileType.FILE);
    }

    @Test
    void refusesDataOfNoBytes() {
        assertThatThrownBy(() -> assembler.accept(data(1, 0).array(), 0, 13))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("DATA of 0 bytes");
    }

    @Test
    void refusesDataWhoseLengthsContradictEachOther() {
        byte[] lying = data(1, 10).putInt(9, 11).array();

        assertThatThrownBy(() -> assembler.accept(lying, 0, 23)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 4, 0, 2_000_000, Integer.MAX_VALUE})
    void refusesLengthsThatCanNotBeBeforeItAllocatesAnything(int length) {
        byte[] lying = packet(Protocol.STATUS, 1, 0).putInt(0, length).array();

        assertThatThrownBy(() -> assembler.accept(lying, 0, 9))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(Integer.toUnsignedString(length));
    }
}
