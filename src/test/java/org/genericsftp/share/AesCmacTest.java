package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.hierynomus.security.SecurityException;
import com.hierynomus.security.bc.BCSecurityProvider;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AesCmacTest {
    private static final byte[] KEY = HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c");

    /** RFC 4493, 4. */
    @ParameterizedTest
    @CsvSource({
        "'', bb1d6929e95937287fa37d129b756746",
        "6bc1bee22e409f96e93d7e117393172a, 070a16b46b4d4144f79bdd9dd04a287c",
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411, "
                + "dfa66747de9ae63030ca32611497c827",
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710, "
                + "51f0bebf7e3b9d92fc49741779363cfe",
    })
    void givesTheCodesOfTheStandard(String message, String code) throws SecurityException {
        AesCmac mac = new AesCmac();
        mac.init(KEY);
        mac.update(HexFormat.of().parseHex(message));

        assertThat(HexFormat.of().formatHex(mac.doFinal())).isEqualTo(code);
    }

    @Test
    void givesWhatAnotherImplementationGivesHoweverTheBytesCome() throws SecurityException {
        Random random = new Random(4711);
        AesCmac mac = new AesCmac();
        mac.init(KEY);
        for (int i = 0; i < 2_000; i++) {
            byte[] message = new byte[random.nextInt(i % 10 == 0 ? 20_000 : 100)];
            random.nextBytes(message);
            var other = new BCSecurityProvider().getMac("AesCmac");
            other.init(KEY);
            other.update(message);

            for (int from = 0; from < message.length; ) {
                int length = Math.min(message.length - from, random.nextInt(50) + (i % 10 == 0 ? 5_000 : 0));
                if (length == 1) {
                    mac.update(message[from]);
                } else {
                    mac.update(message, from, length);
                }
                from += length;
            }
            assertThat(mac.doFinal()).isEqualTo(other.doFinal());
        }
    }
}
