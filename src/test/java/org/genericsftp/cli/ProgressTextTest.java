package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.time.Duration;
import org.genericsftp.request.RequestProgress;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
    private static final long MIB = 1 << 20;

    @Test
    void tellsFilesBytesRateAndTimeLeft() {
        assertThat(ProgressText.of(
                        new RequestProgress(1200, 300, 0, 12 * MIB, 100 * MIB, false), Duration.ofSeconds(4)))
                .isEqualTo("300 of 1,200 files, 12 MiB of 100 MiB, 3.0 MiB/s, about 29 s left");
    }

    @Test
    void countsWhatHasBeenFoundWhileItIsListing() {
        assertThat(ProgressText.of(new RequestProgress(1, 0, 0, 0, null, true), Duration.ZERO))
                .isEqualTo("0 of 1 file found so far, 0 B, 0 B/s");
    }

    @Test
    void tellsOfFailures() {
        assertThat(ProgressText.of(new RequestProgress(2, 2, 1, MIB, MIB, false), Duration.ofSeconds(1)))
                .isEqualTo("2 of 2 files, 1 failed, 1.0 MiB of 1.0 MiB, 1.0 MiB/s");
    }

    @Test
    void isPrintedNowAndThenWhereNobodyWatches() {
        StringWriter err = new StringWriter();
        Screen screen = Harness.screen(new StringWriter(), err, false);
        ProgressDisplay lines =
                ProgressDisplay.lines(() -> new RequestProgress(3, 2, 0, 0, null, true), screen, Duration.ofMillis(1));

        await().until(() -> err.toString().lines().count() >= 2);
        lines.close();

        assertThat(err.toString().lines()).allMatch(line -> line.startsWith("2 of 3 files found so far, 0 B"));
    }

    @Test
    void isDrawnInPlaceWhereSomebodyWatches() {
        StringWriter err = new StringWriter();
        Screen screen = Harness.screen(new StringWriter(), err, true);
        ProgressDisplay bar = ProgressDisplay.bar(
                "plant-a", () -> new RequestProgress(1200, 300, 0, 50 * MIB, 100 * MIB, false), screen);

        await().until(() -> err.toString().contains("50/100 MiB"));
        screen.result("COPIED");
        bar.close();

        assertThat(err.toString()).contains("plant-a", "50%", "300/1,200 files").endsWith("\r\u001B[K");
    }
}
