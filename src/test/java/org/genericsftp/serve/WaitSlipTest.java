package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitSlipTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123Z");

    @Test
    void isReadAsItWasWritten() {
        WaitSlip slip = WaitSlip.begin(NOON, null, NOON.plusSeconds(7));
        assertThat(WaitSlip.of(slip.text())).isEqualTo(slip);
        WaitSlip ended = WaitSlip.begin(NOON, NOON.plusSeconds(9), NOON).ended(WaitSlip.End.TOO_MANY);
        assertThat(WaitSlip.of(ended.text())).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 1 - 1",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 1 - 1 NEVER",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 -1 - 1 -",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 999999999999999 - 1 -",
            })
    void whatNoWorkerHasWrittenIsNone(String text) {
        assertThat(WaitSlip.of(text)).isNull();
    }

    @Test
    void whatIsNoTextIsNone() {
        assertThat(WaitSlip.of(null)).isNull();
        assertThat(WaitSlip.of(7)).isNull();
    }
}
