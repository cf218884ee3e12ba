package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final FileOutcome FILE = FileOutcome.skipped("a", new FileStamp(1, null), SkipReason.LINK);
    private static final RequestProgress PROGRESS = new RequestProgress(1, 1, 0, 1, null, true);

    @Test
    void fitsAPage() {
        assertThat(page(1, FileReply.MOST_FILES, null).files()).hasSize(1000);

        assertThatIllegalArgumentException().isThrownBy(() -> page(1, FileReply.MOST_FILES + 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> page(0, 0, null));
    }

    @Test
    void listsNoFileWhenRejected() {
        ReportedError error = new ReportedError(ErrorCode.MALFORMED_REQUEST, "why", false, "");
        Result rejected = new Result(ReplyStatus.REJECTED, Totals.NONE, error, NOW);

        assertThat(page(1, 0, rejected).result()).isEqualTo(rejected);
        assertThatIllegalArgumentException().isThrownBy(() -> page(1, 1, rejected));
    }

    @Test
    void callsAConnectionValidOnlyAfterEveryStage() {
        List<StageResult> all = Arrays.stream(CheckStage.values())
                .map(stage -> new StageResult(stage, Duration.ZERO, null))
                .toList();

        assertThat(connectionReply(all).report().valid()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> connectionReply(all.subList(0, 5)));
    }

    @Test
    void saysThatAConnectionIsValidOrWhatIsWrong() {
        ReportedError error = new ReportedError(ErrorCode.CONNECTION_FAILED, "Cannot resolve nowhere", true);

        assertThat(new ConnectionStatusChanged("c", "w", null, null, NOW).status())
                .isEqualTo("Connection Valid");
        assertThat(new ConnectionStatusChanged("c", "w", error, null, NOW).status())
                .isEqualTo("Cannot resolve nowhere");
    }

    @Test
    void knowsNoConnectionThatIsValidAndSomethingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusReport.Connection(true, "Password", NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusReport.Connection(false, "", NOW));
    }

    @Test
    void isAtWorkOnlyForWhatIsWork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusReport.Active("r", "StatusRequest", null, NOW, PROGRESS));
    }

    @Test
    void countsNothingBelowZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestProgress(0, 0, -1, 0, null, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestProgress(0, 0, 0, 0, -1L, false));
    }

    @Test
    void knowsNoPhaseOfLessThanNoTime() {
        Duration none = Duration.ZERO;
        assertThatIllegalArgumentException().isThrownBy(() -> new Phases(none, none, Duration.ofNanos(-1), none, none));
    }

    @Test
    void reportsAHundredFilesAtMost() {
        List<FileOutcome> files = Collections.nCopies(101, FILE);
        Result result = new Result(ReplyStatus.PARTIAL, new Totals(0, 0, 101, 0, 0, 0), null, NOW);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyncReport("s", "c", "w", List.of(), null, result, files, 0, null, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RequestReport("r", "p", "c", "w", null, false, null, result, files, 0, null, NOW));
    }

    private static FileReply page(int number, int files, @Nullable Result result) {
        return new FileReply("r", "p", "c", "w", Collections.nCopies(files, FILE), number, result, Map.of(), NOW);
    }

    private static ConnectionReply connectionReply(List<StageResult> stages) {
        return new ConnectionReply("r", "w", new ConnectionReport("c", stages, NOW), List.of(), Map.of());
    }
}
