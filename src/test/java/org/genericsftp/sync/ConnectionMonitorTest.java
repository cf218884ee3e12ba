package org.genericsftp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.StageResult;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionMonitorTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Totals ONE_COPIED = new Totals(1, 0, 0, 0, 0, 10);
    private static final FileRequest IN_A_FOLDER = FileRequest.EVERYTHING.withDirectory(new RelativePath("north"));

    private final SettableClock clock = new SettableClock(NOON);
    private final List<ConnectionStatusChanged> changes = new ArrayList<>();
    private final ConnectionMonitor monitor = new ConnectionMonitor("plant-a", "w", clock, changes::add);

    private void jobEnds(ReplyStatus status, Totals totals, @Nullable ErrorCode code) {
        jobEnds(FileRequest.EVERYTHING, status, totals, code);
    }

    private void jobEnds(FileRequest request, ReplyStatus status, Totals totals, @Nullable ErrorCode code) {
        ReportedError error = code == null ? null : new ReportedError(code, code + " for the test", true);
        monitor.observe(request, new Result(status, totals, error, Instant.EPOCH));
    }

    @Test
    void atFirstNothingIsKnown() {
        assertThat(monitor.status().valid()).isNull();
        assertThat(monitor.status().status()).isEqualTo("Not checked yet");
        assertThat(monitor.status().since()).isEqualTo(NOON);
    }

    @Test
    void aCheckTellsThatItIsValidOrWhatIsWrong() {
        clock.move(Duration.ofMinutes(1));
        monitor.observe(new ConnectionReport("plant-a", List.of(), NOON));
        assertThat(monitor.status().status()).isEqualTo("Connection Valid");
        assertThat(monitor.status().since()).isEqualTo(NOON.plusSeconds(60));

        FileException failure = new FileException(ErrorCode.HOST_KEY_REJECTED, Remedy.NEVER, "The key is another");
        monitor.observe(new ConnectionReport(
                "plant-a", List.of(new StageResult(CheckStage.HOST_KEY, Duration.ZERO, failure)), NOON));
        assertThat(monitor.status().valid()).isFalse();
        assertThat(monitor.status().status()).isEqualTo("The key is another");
        assertThat(changes)
                .extracting(ConnectionStatusChanged::previousStatus)
                .containsExactly(null, "Connection Valid");
    }

    @Test
    void onlyChangesAreTold() {
        jobEnds(ReplyStatus.COMPLETED, ONE_COPIED, null);
        jobEnds(ReplyStatus.COMPLETED, ONE_COPIED, null);
        jobEnds(ReplyStatus.FAILED, Totals.NONE, ErrorCode.CONNECTION_FAILED);
        jobEnds(ReplyStatus.FAILED, Totals.NONE, ErrorCode.CONNECTION_FAILED);
        jobEnds(ReplyStatus.COMPLETED, ONE_COPIED, null);
        assertThat(changes).extracting(ConnectionStatusChanged::valid).containsExactly(true, false, true);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CONNECTION_FAILED",
                "HOST_KEY_REJECTED",
                "AUTHENTICATION_FAILED",
                "SOURCE_NOT_FOUND",
                "DESTINATION_UNAVAILABLE",
                "DISK_FULL",
                "PERMISSION_DENIED",
                "TIMEOUT"
            })
    void whatKeepsAJobFromWorkingIsTheConnections(ErrorCode code) {
        jobEnds(ReplyStatus.FAILED, Totals.NONE, code);
        assertThat(monitor.status().valid()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "CANCELLED", "INTERNAL_ERROR"})
    void whatEndsAJobForOtherReasonsSaysNothing(ErrorCode code) {
        jobEnds(ReplyStatus.of(Totals.NONE, new ReportedError(code, "x", true)), Totals.NONE, code);
        assertThat(monitor.status().valid()).isNull();
    }

    @Test
    void aFolderThatOnlyARequestNamesMayBeMissing() {
        jobEnds(IN_A_FOLDER, ReplyStatus.FAILED, Totals.NONE, ErrorCode.SOURCE_NOT_FOUND);
        jobEnds(IN_A_FOLDER, ReplyStatus.FAILED, Totals.NONE, ErrorCode.PERMISSION_DENIED);
        assertThat(monitor.status().valid()).isNull();
        jobEnds(IN_A_FOLDER, ReplyStatus.FAILED, Totals.NONE, ErrorCode.CONNECTION_FAILED);
        assertThat(monitor.status().valid()).isFalse();
    }

    @Test
    void aJobThatCopiesProvesTheConnection() {
        jobEnds(ReplyStatus.PARTIAL, ONE_COPIED, ErrorCode.PERMISSION_DENIED);
        assertThat(monitor.status().valid()).isTrue();
    }

    @Test
    void tooManyMatchesProveTheConnection() {
        jobEnds(ReplyStatus.FAILED, Totals.NONE, ErrorCode.TOO_MANY_FILES);
        assertThat(monitor.status().valid()).isTrue();
    }

    @Test
    void filesThatAllFailedSayNothing() {
        jobEnds(ReplyStatus.FAILED, new Totals(0, 0, 0, 3, 0, 0), null);
        assertThat(monitor.status().valid()).isNull();
    }
}
