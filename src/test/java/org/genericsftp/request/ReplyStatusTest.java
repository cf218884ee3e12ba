package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.request.ReplyStatus.CANCELLED;
import static org.genericsftp.request.ReplyStatus.COMPLETED;
import static org.genericsftp.request.ReplyStatus.EXPIRED;
import static org.genericsftp.request.ReplyStatus.FAILED;
import static org.genericsftp.request.ReplyStatus.PARTIAL;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The status table of the message contract, line by line. */
class ReplyStatusTest {
    private static final ReportedError INCOMPLETE =
            new ReportedError(ErrorCode.PERMISSION_DENIED, "Cannot list /out/secret: permission denied", false);

    @Test
    void isCompletedWhenEveryFileIsThere() {
        assertThat(ReplyStatus.of(totals(3, 0, 0, 0, 0), null)).isEqualTo(COMPLETED);
        assertThat(ReplyStatus.of(totals(0, 3, 0, 0, 0), null)).isEqualTo(COMPLETED);
        assertThat(ReplyStatus.of(totals(1, 2, 0, 0, 0), null)).isEqualTo(COMPLETED);
    }

    @Test
    void isCompletedWhenADryRunWouldCopyAll() {
        assertThat(ReplyStatus.of(totals(0, 0, 0, 0, 3), null)).isEqualTo(COMPLETED);
        assertThat(ReplyStatus.of(totals(0, 1, 0, 0, 2), null)).isEqualTo(COMPLETED);
    }

    @Test
    void isCompletedWhenNothingMatched() {
        assertThat(ReplyStatus.of(Totals.NONE, null)).isEqualTo(COMPLETED);
    }

    @Test
    void isPartialWhenSomeAreThereAndAnyIsNot() {
        assertThat(ReplyStatus.of(totals(1, 0, 1, 0, 0), null)).isEqualTo(PARTIAL);
        assertThat(ReplyStatus.of(totals(1, 0, 0, 1, 0), null)).isEqualTo(PARTIAL);
        assertThat(ReplyStatus.of(totals(0, 1, 0, 1, 0), null)).isEqualTo(PARTIAL);
        assertThat(ReplyStatus.of(totals(5, 5, 1, 1, 0), null)).isEqualTo(PARTIAL);
        assertThat(ReplyStatus.of(totals(0, 0, 0, 1, 1), null)).isEqualTo(PARTIAL);
    }

    @Test
    void isPartialWhenTheListingWasIncomplete() {
        assertThat(ReplyStatus.of(totals(1, 0, 0, 0, 0), INCOMPLETE)).isEqualTo(PARTIAL);
        assertThat(ReplyStatus.of(totals(0, 1, 0, 0, 0), INCOMPLETE)).isEqualTo(PARTIAL);
        assertThat(ReplyStatus.of(totals(0, 0, 0, 0, 1), INCOMPLETE)).isEqualTo(PARTIAL);
    }

    @Test
    void isPartialWhenAllWereSkipped() {
        assertThat(ReplyStatus.of(totals(0, 0, 2, 0, 0), null)).isEqualTo(PARTIAL);
    }

    @Test
    void isFailedWhenSomethingFailedAndNothingIsThere() {
        assertThat(ReplyStatus.of(totals(0, 0, 0, 1, 0), null)).isEqualTo(FAILED);
        assertThat(ReplyStatus.of(totals(0, 0, 1, 1, 0), null)).isEqualTo(FAILED);
        assertThat(ReplyStatus.of(Totals.NONE, INCOMPLETE)).isEqualTo(FAILED);
        assertThat(ReplyStatus.of(totals(0, 0, 1, 0, 0), INCOMPLETE)).isEqualTo(FAILED);
    }

    @Test
    void isExpiredOrCancelledWhateverWasFinished() {
        for (Totals totals : new Totals[] {Totals.NONE, totals(3, 0, 0, 0, 0), totals(1, 1, 1, 1, 0)}) {
            assertThat(ReplyStatus.of(totals, error(ErrorCode.EXPIRED))).isEqualTo(EXPIRED);
            assertThat(ReplyStatus.of(totals, error(ErrorCode.CANCELLED))).isEqualTo(CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXPIRED", "CANCELLED"})
    void isFailedByAnyOtherErrorThatEndedTheWork(ErrorCode code) {
        assertThat(ReplyStatus.of(Totals.NONE, error(code))).isEqualTo(FAILED);
    }

    private static Totals totals(long copied, long unchanged, long skipped, long failed, long planned) {
        return new Totals(copied, unchanged, skipped, failed, planned, 0);
    }

    private static ReportedError error(ErrorCode code) {
        return new ReportedError(code, "why", false);
    }
}
