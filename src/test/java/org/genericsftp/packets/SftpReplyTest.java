package org.genericsftp.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.genericsftp.file.FileStamp;
import org.junit.jupiter.api.Test;

class SftpReplyTest {
    private static ByteBuffer body(PacketBuffer fields) {
        return ByteBuffer.wrap(Arrays.copyOf(fields.bytes(), fields.length()));
    }

    private static PacketBuffer fields() {
        return new PacketBuffer(16);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsAStatusWithAndWithoutText() throws ProtocolException {
        SftpReply told =
                SftpReply.decode(Protocol.STATUS, body(fields().putInt(2).putString(bytes("gone"))));
        SftpReply terse = SftpReply.decode(Protocol.STATUS, body(fields().putInt(2)));

        assertThat(told).isEqualTo(new SftpReply.Status(2, "gone"));
        assertThat(terse).isEqualTo(new SftpReply.Status(2, ""));
    }

    @Test
    void readsTimesAsUnsignedSeconds() throws ProtocolException {
        PacketBuffer attributes = fields().putInt(Protocol.HAS_SIZE | Protocol.HAS_TIMES)
                .putLong(5)
                .putInt(0)
                .putInt(-1);

        SftpReply reply = SftpReply.decode(Protocol.ATTRS, body(attributes));

        assertThat(((SftpReply.Attrs) reply).attributes().stamp())
                .isEqualTo(new FileStamp(5, Instant.parse("2106-02-07T06:28:15Z")));
    }

    @Test
    void tellsWhatIsMissingFromWhatIsZero() throws ProtocolException {
        Attributes none = ((SftpReply.Attrs) SftpReply.decode(Protocol.ATTRS, body(fields().putInt(0)))).attributes();

        assertThat(none.stamp()).isEqualTo(new FileStamp(FileStamp.UNKNOWN_SIZE, null));
        assertThat(none.type()).isEqualTo(Attributes.FileType.UNKNOWN);
    }

    @Test
    void passesOverOwnersAndExtendedAttributes() throws ProtocolException {
        PacketBuffer attributes = fields().putInt(Protocol.HAS_OWNER | Protocol.HAS_PERMISSIONS | Protocol.HAS_EXTENDED)
                .putInt(1000)
                .putInt(1000)
                .putInt(0xA1FF)
                .putInt(1)
                .putString(bytes("name"))
                .putString(bytes("value"));

        Attributes link = ((SftpReply.Attrs) SftpReply.decode(Protocol.ATTRS, body(attributes))).attributes();

        assertThat(link.type()).isEqualTo(Attributes.FileType.LINK);
    }

    @Test
    void refusesASizeBeyondWhatALongHolds() {
        ByteBuffer attributes = body(fields().putInt(Protocol.HAS_SIZE).putLong(-1));

        assertThatThrownBy(() -> SftpReply.decode(Protocol.ATTRS, attributes))
                .hasMessage("a size of 18446744073709551615 bytes");
    }

    @Test
    void refusesMoreNamesThanThePacketCanHold() {
        ByteBuffer names = body(fields().putInt(Integer.MAX_VALUE).putString(new byte[100]));

        assertThatThrownBy(() -> SftpReply.decode(Protocol.NAME, names))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("2147483647 names");
    }

    @Test
    void refusesHandlesLongerThanTheDraftAllows() {
        assertThatThrownBy(() -> SftpReply.decode(Protocol.HANDLE, body(fields().putString(new byte[257]))))
                .hasMessageContaining("257 bytes");
    }

    @Test
    void readsAnyBytesOrSaysThatTheyBreakTheProtocol() {
        Random random = new Random(4711);
        int[] types = {Protocol.STATUS, Protocol.HANDLE, Protocol.NAME, Protocol.ATTRS, Protocol.EXTENDED_REPLY, 77};
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 3 && random.nextBoolean()) {
                bytes[0] = bytes[1] = bytes[2] = 0;
            }
            try {
                assertThat(SftpReply.decode(types[i % types.length], ByteBuffer.wrap(bytes)))
                        .isNotNull();
            } catch (ProtocolException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }
}
