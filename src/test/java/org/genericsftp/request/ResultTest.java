package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTest {

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 1, 1, 0, 0,",
        "PARTIAL, 1, 0, 0, 1,",
        "PARTIAL, 0, 0, 3, 0,",
        "PARTIAL, 1, 0, 0, 0, PERMISSION_DENIED",
        "FAILED, 0, 0, 1, 1,",
        "FAILED, 0, 0, 0, 0, CONNECTION_FAILED",
        "REJECTED, 0, 0, 0, 0, INVALID_FILTER",
        "EXPIRED, 1, 0, 0, 0, EXPIRED",
        "CANCELLED, 0, 0, 0, 0, CANCELLED"
    })
    void agreesWithItself(
            ReplyStatus status, long copied, long unchanged, long skipped, long failed, @Nullable ErrorCode code) {
        assertThatCode(() -> result(status, new Totals(copied, unchanged, skipped, failed, 0, 0), code))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 1, 0, 1, 0,",
        "COMPLETED, 1, 0, 0, 1,",
        "COMPLETED, 0, 0, 0, 0, TIMEOUT",
        "FAILED, 1, 0, 0, 1,",
        "FAILED, 0, 1, 0, 1,",
        "REJECTED, 0, 0, 0, 0,",
        "REJECTED, 0, 0, 0, 1, MALFORMED_REQUEST",
        "EXPIRED, 1, 0, 0, 0,",
        "EXPIRED, 1, 0, 0, 0, CANCELLED",
        "CANCELLED, 0, 0, 0, 0, EXPIRED"
    })
    void contradictsItselfNever(
            ReplyStatus status, long copied, long unchanged, long skipped, long failed, @Nullable ErrorCode code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> result(status, new Totals(copied, unchanged, skipped, failed, 0, 0), code))
                .withMessageContaining(status.name());
    }

    private static Result result(ReplyStatus status, Totals totals, @Nullable ErrorCode code) {
        ReportedError error = code == null ? null : new ReportedError(code, "why", false, null);
        return new Result(status, totals, error, Instant.EPOCH);
    }
}
