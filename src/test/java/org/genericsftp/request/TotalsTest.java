package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.genericsftp.file.Difference;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private static final FileOutcome COPIED = FileOutcome.copied(file(100), null);
    private static final FileOutcome UNCHANGED = FileOutcome.unchanged(file(10), null);
    private static final FileOutcome SKIPPED = FileOutcome.skipped("s", FileStamp.UNKNOWN, SkipReason.LINK);
    private static final FileOutcome FAILED = FileOutcome.failed(
            "f", new FileStamp(7, null), new FileException(ErrorCode.FILE_VANISHED, Remedy.NEVER, "gone"));
    private static final FileOutcome PLANNED = FileOutcome.planned(file(10), Difference.SIZE);

    @Test
    void countEachOutcome() {
        assertThat(Totals.NONE.plus(COPIED)).isEqualTo(new Totals(1, 0, 0, 0, 0, 100));
        assertThat(Totals.NONE.plus(UNCHANGED)).isEqualTo(new Totals(0, 1, 0, 0, 0, 0));
        assertThat(Totals.NONE.plus(SKIPPED)).isEqualTo(new Totals(0, 0, 1, 0, 0, 0));
        assertThat(Totals.NONE.plus(FAILED)).isEqualTo(new Totals(0, 0, 0, 1, 0, 0));
        assertThat(Totals.NONE.plus(PLANNED)).isEqualTo(new Totals(0, 0, 0, 0, 1, 0));
    }

    @Test
    void addUp() {
        Totals totals = Totals.NONE;
        for (FileOutcome outcome : List.of(COPIED, UNCHANGED, SKIPPED, FAILED, PLANNED)) {
            totals = totals.plus(outcome).plus(outcome);
        }
        assertThat(totals).isEqualTo(new Totals(2, 2, 2, 2, 2, 200));
        assertThat(totals.matched()).isEqualTo(10);
        assertThat(totals.present()).isEqualTo(4);
    }

    @Test
    void takeAnUnknownSizeForNone() {
        assertThat(Totals.NONE
                        .plus(FileOutcome.copied(file(FileStamp.UNKNOWN_SIZE), null))
                        .bytes())
                .isZero();
    }

    private static RemoteFile file(long sizeBytes) {
        return new RemoteFile(new RelativePath("a"), new FileStamp(sizeBytes, null), new RemoteName(new byte[] {'a'}));
    }
}
