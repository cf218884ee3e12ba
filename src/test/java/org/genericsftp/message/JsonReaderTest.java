package org.genericsftp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each limit is held against what just keeps it and what just does not. */
class JsonReaderTest {
    private final JsonReader reader = new JsonReader(5000, 60);

    @Test
    void countsBytes() {
        String most = "{\"a\":\"" + "ü".repeat(2496) + "\"}";

        assertThat(read(most).path("a").stringValue()).hasSize(2496);
        assertRefused(most + " ", "", "expected at most 5000 bytes, found 5001");
    }

    @Test
    void countsLevels() {
        String most = "{\"a\":" + "[".repeat(49) + "]".repeat(49) + "}";
        String more = "{\"a\":" + "[".repeat(50) + "]".repeat(50) + "}";

        assertThat(read(most).path("a").isArray()).isTrue();
        assertRefused(more, "/a" + "/0".repeat(49), "expected at most 50 levels of nesting, found more");
    }

    @Test
    void countsValues() {
        assertThat(read("{\"a\":[" + "0,".repeat(58) + "0]}").path("a").size()).isEqualTo(59);
        assertRefused("{\"a\":[" + "0,".repeat(59) + "0]}", "/a/59", "expected at most 60 values in all, found more");
    }

    @Test
    void countsTheCharactersOfNames() {
        String most = "n".repeat(1000);

        assertThat(read("{\"" + most + "\":1}").path(most).intValue()).isEqualTo(1);
        assertRefused("{\"n" + most + "\":1}", "", "expected names of at most 1000 characters, found 1001");
    }

    @Test
    void countsTheCharactersOfNumbers() {
        String most = "9".repeat(100);

        assertThat(read("{\"a\":" + most + "}").path("a").bigIntegerValue()).isEqualTo(new BigInteger(most));
        assertRefused("{\"a\":" + most + "9}", "/a", "expected a number of at most 100 characters, found 101");
        assertRefused("{\"a\":0." + most + "}", "/a", "expected a number of at most 100 characters, found 102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e500", "1E-500", "0e500", "0.1e501", "-2.50"})
    void keepsDecimalsExactly(String number) {
        assertThat(read("{\"a\":" + number + "}").path("a").decimalValue()).isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e501", "1e-501", "0e501", "1e2147483648", "1e-2147483649", "1e99999999999999999999"})
    void refusesExponentsThatNobodyMeans(String number) {
        assertRefused(
                "{\"a\":" + number + "}", "/a", "expected a number with an exponent of at most 500, found " + number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":'b'}",
                "{a:1}",
                "{\"a\":1}//",
                "/**/{\"a\":1}",
                "\ufeff{\"a\":1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\" 1}",
                "{\"a\":1]"
            })
    void readsNothingThatIsNearlyJson(String text) {
        assertThatThrownBy(() -> reader.read(text))
                .isInstanceOfSatisfying(
                        MessageFault.class, fault -> assertThat(fault.pointer()).isEmpty());
    }

    @Test
    void pointsPastEmptyAndOddNames() {
        assertRefused("{\"\":{\"~/\":[0,{\"\":1,\"\":1}]}}", "//~0~1/1/", "expected each name once, found it again");
    }

    private JsonNode read(String json) {
        return reader.read(json);
    }

    private void assertRefused(String json, String pointer, String message) {
        assertThatThrownBy(() -> reader.read(json))
                .isInstanceOfSatisfying(
                        MessageFault.class, fault -> assertThat(fault.pointer()).isEqualTo(pointer))
                .hasMessage(message);
    }
}
