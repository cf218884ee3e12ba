package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    private static final String KEY_A = "a10161";

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
    void aMapIsTheJsonThatItMeans() throws Exception {
        assertThat(find(bytes("005377", "c10100"))).isEqualTo("{}");
        assertThat(find(bytes("005377", "d10000000800000002", KEY_A, "40"))).isEqualTo("{\"a\":null}");
        for (List<String> value : List.of(
                List.of("41", "true"),
                List.of("42", "false"),
                List.of("5600", "false"),
                List.of("43", "0"),
                List.of("5007", "7"),
                List.of("52ff", "255"),
                List.of("55ff", "-1"),
                List.of("60ffff", "65535"),
                List.of("61ffff", "-1"),
                List.of("70ffffffff", "4294967295"),
                List.of("71ffffffff", "-1"),
                List.of("80ffffffffffffffff", "18446744073709551615"),
                List.of("81ffffffffffffffff", "-1"),
                List.of("823ff8000000000000", "1.5"),
                List.of("82408f400000000000", "1000"),
                List.of("723fc00000", "1.5"),
                List.of("730001f600", "\"\\ud83d\\ude00\""),
                List.of("830000000000000000", "\"1970-01-01T00:00:00Z\""),
                List.of("a3036e6577", "\"new\""),
                List.of("b100000002220a", "\"\\u0022\\u000a\""),
                List.of("45", "[]"),
                List.of("c0050254015402", "[1,2]"),
                List.of("d00000000700000001c10100", "[{}]"))) {
            assertThat(find(bytes("005377", "c1ff02", KEY_A, value.get(0)))).isEqualTo("{\"a\":" + value.get(1) + "}");
        }
    }

    @Test
    void otherValuesAreNoBodyAndAreToldApart() {
        Map.of("45", "a list", "c00100", "a list", "40", "null", "5501", "a number", "41", "a boolean")
                .forEach((value, kind) -> assertThatThrownBy(() -> find(bytes("005377", value)))
                        .hasMessageContaining("must be a string, binary or a map, but is " + kind));
        assertThatThrownBy(() -> find(bytes("005376", "c00100"))).hasMessageContaining("a sequence");
    }

    @Test
    void mapsThatMeanNoJsonAreRefused() {
        Map.of(
                        "540140", "no string",
                        "a1016140a1016140", "twice",
                        "a10161a00101", "binary",
                        "a10161e00100", "an array",
                        "a10161840000000000000000", "a decimal number",
                        "a10161827ff8000000000000", "NaN",
                        "a10161a101ff", "UTF-8")
                .forEach((entries, why) -> assertThatThrownBy(
                                () -> find(bytes("005377", "c1ff", entries.length() == 16 ? "04" : "02", entries)))
                        .hasMessageContaining(why));
    }

    @Test
    void mapsThatAreMadeToHurtAreRefused() {
        byte[] deep = bytes("005377", "c1ff02a10161".repeat(5_000));
        assertThatThrownBy(() -> AmqpBody.find(deep, 1_000_000)).hasMessageContaining("levels");
        byte[] many = bytes("005377", "c1ff02", KEY_A, "d07fffffff7fffffff", "45".repeat(60_000));
        assertThatThrownBy(() -> AmqpBody.find(many, 1_000_000)).hasMessageContaining("50000 values");
        byte[] few = bytes("005377", "d17fffffff7fffffff", KEY_A, "40");
        assertThatThrownBy(() -> find(few)).hasMessageContaining("malformed");
        byte[] grown = bytes("005377", "c1ff02", KEY_A, "b100000300", "01".repeat(768));
        assertThatThrownBy(() -> find(grown)).hasMessageContaining("longer than 1000");
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
        byte[] valid = bytes(HEAD, "005377", "c1ff04", KEY_A, "c0050254015402", "a10162a103616263");
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            try {
                assertThat(AmqpBody.find(mutated, LONGEST).length).isLessThanOrEqualTo(10 * mutated.length);
            } catch (UnreadableBodyException e) {
                assertThat(e).hasMessageContaining("AMQP");
            }
        }
    }
}
