package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.StageResult;
import org.junit.jupiter.api.Test;

class ConnectionReportTest {
    private static final StageResult RESOLVED = new StageResult(CheckStage.RESOLVE, Duration.ofMillis(1), null);

    @Test
    void isValidWhenEveryStagePassed() {
        ConnectionReport report = new ConnectionReport("plant-a", List.of(RESOLVED), Instant.EPOCH);
        assertThat(report.valid()).isTrue();
        assertThat(report.status()).isEqualTo("Connection Valid");
        assertThat(report.failure()).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        FileException refused = new FileException(
                ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Cannot connect to sftp.example.net:22: connection refused");
        StageResult failed = new StageResult(CheckStage.CONNECT, Duration.ofMillis(3), refused);
        ConnectionReport report = new ConnectionReport("plant-a", List.of(RESOLVED, failed), Instant.EPOCH);
        assertThat(report.valid()).isFalse();
        assertThat(report.status()).isEqualTo("Cannot connect to sftp.example.net:22: connection refused");
        assertThat(report.failure()).isSameAs(refused);
    }
}
