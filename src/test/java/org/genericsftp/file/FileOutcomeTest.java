package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileOutcomeTest {
    private static final FileStamp STAMP = new FileStamp(4096, Instant.parse("2026-11-01T10:00:00Z"));
    private static final RemoteFile FILE =
            new RemoteFile(new RelativePath("a/b.csv"), STAMP, new RemoteName(new byte[] {'x'}));
    private final FileException denied = new FileException(
            ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "Cannot read a/b.csv on sftp.example.net: permission denied");

    @Test
    void tellsWhereItsCopyIsUnlessThatIsItsName() {
        RemoteFile file = new RemoteFile(new RelativePath("a/b.csv"), STAMP, new RemoteName(new byte[] {'x'}));
        RemoteFile elsewhere = file.at(new RelativePath("b.csv"));
        FileException denied = new FileException(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "denied");

        assertThat(FileOutcome.copied(file, null).destinationName()).isNull();
        assertThat(FileOutcome.copied(file, null).placeName()).isEqualTo("a/b.csv");
        for (FileOutcome outcome : List.of(
                FileOutcome.copied(elsewhere, null).verifiedBy(Verified.REREAD),
                FileOutcome.unchanged(elsewhere, null).ofGrowingFile(),
                FileOutcome.planned(elsewhere, Difference.SIZE).with(null),
                FileOutcome.failed(elsewhere, denied).forRequesters())) {
            assertThat(outcome.name()).isEqualTo("a/b.csv");
            assertThat(outcome.destinationName()).isEqualTo("b.csv");
            assertThat(outcome.placeName()).isEqualTo("b.csv");
        }
    }

    @Test
    void tellsWhatWasCopied() {
        assertThat(FileOutcome.copied(FILE, "sha-256:00"))
                .isEqualTo(new FileOutcome("a/b.csv", STAMP, Outcome.COPIED, null, null, "sha-256:00"));
    }

    @Test
    void tellsWhatIsUnchangedOrPlanned() {
        assertThat(FileOutcome.unchanged(FILE, null))
                .isEqualTo(new FileOutcome("a/b.csv", STAMP, Outcome.UNCHANGED, null, null, null));
        assertThat(FileOutcome.planned(FILE, Difference.SIZE))
                .isEqualTo(new FileOutcome(
                        "a/b.csv", STAMP, Outcome.PLANNED, null, null, null, null, false, Difference.SIZE));
    }

    @Test
    void tellsWhyItWasSkipped() {
        assertThat(FileOutcome.skipped("a/link", STAMP, SkipReason.LINK))
                .isEqualTo(new FileOutcome("a/link", STAMP, Outcome.SKIPPED, SkipReason.LINK, null, null));
    }

    @Test
    void tellsWhyItFailed() {
        assertThat(FileOutcome.failed("a/b.csv", STAMP, denied).error())
                .isEqualTo(new ReportedError(
                        ErrorCode.PERMISSION_DENIED,
                        "Cannot read a/b.csv on sftp.example.net: permission denied",
                        false,
                        null,
                        "The SFTP server or the destination denied access"));
    }

    @Test
    void isRetryableUnlessNothingHelps() {
        assertThat(Remedy.values()).filteredOn(remedy -> !remedy.retryable()).containsExactly(Remedy.NEVER);
        FileException away = new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "away");
        assertThat(away.toError().retryable()).isTrue();
    }

    @Test
    void hasAReasonIfAndOnlyIfSkipped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileOutcome("a", STAMP, Outcome.SKIPPED, null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileOutcome("a", STAMP, Outcome.COPIED, SkipReason.LINK, null, null));
    }

    @Test
    void differsOnlyIfPlanned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new FileOutcome("a", STAMP, Outcome.UNCHANGED, null, null, null, null, false, Difference.TIME));
    }

    @Test
    void hasAnErrorIfAndOnlyIfFailed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileOutcome("a", STAMP, Outcome.FAILED, null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileOutcome("a", STAMP, Outcome.UNCHANGED, null, denied.toError(), null));
    }
}
