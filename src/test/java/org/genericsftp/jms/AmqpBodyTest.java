package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.genericsftp.serve.UnreadableBodyException;
import org.junit.jupiter.api.Test;

class AmqpBodyTest {
    private static final int LONGEST = 1000;

    /** Sections that stand before a body: header, annotations, properties with a UUID, application properties. */
    private static final String HEAD = "005370 c00301 41 40".replace(" ", "")
            + "005372 d1000000080000000241 4141 41".replace(" ", "")
            + "005373 c01201 98000102030405060708090a0b0c0d0e0f".replace(" ", "")
            + "008000000000000000 74 c10100".replace(" ", "");

    private static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex));
    }

    private static String find(byte[] message) throws Exception {
        return new String(AmqpBody.find(message, LONGEST), StandardCharsets.UTF_8);
    }

    @Test
    void aValueIsFoundBehindAllOtherSections() throws Exception {
        assertThat(find(bytes(HEAD, "005377", "a103", "616263"))).isEqualTo("abc");
        assertThat(find(bytes(HEAD, "005377", "b100000003", "616263"))).isEqualTo("abc");
        assertThat(find(bytes("005377", "a003", "616263", "005378c10100"))).isEqualTo("abc");
    }

    @Test
    void dataSectionsAreJoined() throws Exception {
        assertThat(find(bytes(HEAD, "005375a003616263", "005375b000000003646566")))
                .isEqualTo("abcdef");
    }

    @Test
    void withoutBodyThereIsNothing() throws Exception {
        assertThat(find(bytes(HEAD))).isEmpty();
        assertThat(find(new byte[0])).isEmpty();
    }

    @Test
    void otherValuesAreNoBody() {
        assertThatThrownBy(() -> find(bytes("005377", "c10100"))).hasMessageContaining("type 0xc1");
        assertThatThrownBy(() -> find(bytes("005377", "40"))).hasMessageContaining("type 0x40");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        byte[] section = Arrays.copyOf(bytes("005375b000000258"), 8 + 600);
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(section);
        two.writeBytes(section);
        assertThatThrownBy(() -> find(two.toByteArray())).hasMessageContaining("longer than 1000");
    }

    @Test
    void lengthsThatLieAreRefused() {
        assertThatThrownBy(() -> find(bytes("005377", "b17fffffff", "61"))).hasMessageContaining("malformed");
        assertThatThrownBy(() -> find(bytes("005377", "b1ffffffff", "61"))).hasMessageContaining("malformed");
        assertThatThrownBy(() -> find(bytes("005370", "d0ffffffff", "61"))).hasMessageContaining("malformed");
        assertThatThrownBy(() -> find(bytes("0053"))).hasMessageContaining("malformed");
    }

    @Test
    void noBytesBreakIt() {
        Random random = new Random(7);
        byte[] valid = bytes(HEAD, "005377", "a103", "616263");
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            try {
                assertThat(AmqpBody.find(mutated, LONGEST).length).isLessThanOrEqualTo(mutated.length);
            } catch (UnreadableBodyException e) {
                assertThat(e).hasMessageContaining("AMQP");
            }
        }
    }
}
