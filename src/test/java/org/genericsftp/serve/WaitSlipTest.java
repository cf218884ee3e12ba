package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.genericsftp.filter.Cursor;
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
        Set<Long> told =
                LongStream.range(0, Cursor.MOST_TOLD_BY_WORKERS).boxed().collect(Collectors.toSet());
        WaitSlip standing = slip.with(new WaitSlip.Standing(17, NOON, new Cursor(Instant.EPOCH, told)));
        assertThat(WaitSlip.of(standing.text())).isEqualTo(standing);
        WaitSlip first = ended.with(new WaitSlip.Standing(1, Instant.EPOCH, Cursor.BEGINNING));
        assertThat(WaitSlip.of(first.text())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 1 - 1",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 1 - 1 NEVER",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 -1 - 1 -",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 1 - 1 - 1 1 no-cursor",
                "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55 1 - 1 - 1",
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
