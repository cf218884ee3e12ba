package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.genericsftp.file.Content;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SkipReason;
import org.junit.jupiter.api.Test;

class HighlightsTest {
    private static final FileStamp STAMP = new FileStamp(1, Instant.EPOCH);

    private final Highlights highlights = new Highlights(3);

    private static FileOutcome copied(String name) {
        return new FileOutcome(name, STAMP, Outcome.COPIED, null, null, null);
    }

    private static FileOutcome failed(String name) {
        return FileOutcome.failed(name, STAMP, new FileException(ErrorCode.TIMEOUT, Remedy.LATER, "late"));
    }

    @Test
    void theFailedAndSkippedComeFirst() {
        highlights.add(copied("a"));
        highlights.add(failed("b"));
        highlights.add(FileOutcome.skipped("c", STAMP, SkipReason.LINK));
        assertThat(highlights.files()).extracting(FileOutcome::name).containsExactly("b", "c", "a");
        assertThat(highlights.omitted()).isZero();
    }

    @Test
    void noMoreAreListedThanMayBeAndTheOthersAreCounted() {
        for (int i = 0; i < 5; i++) {
            highlights.add(copied("copied-" + i));
        }
        highlights.add(failed("failed-0"));
        highlights.add(failed("failed-1"));
        assertThat(highlights.files())
                .extracting(FileOutcome::name)
                .containsExactly("failed-0", "failed-1", "copied-0");
        assertThat(highlights.omitted()).isEqualTo(4);
    }

    @Test
    void whatIsInAFileIsNotInThem() {
        highlights.add(copied("a").with(Content.of(new byte[] {'x'}, Content.Form.TEXT)));
        assertThat(highlights.files()).containsExactly(copied("a"));
    }

    @Test
    void failuresAloneMayFillTheList() {
        for (int i = 0; i < 5; i++) {
            highlights.add(failed("failed-" + i));
        }
        highlights.add(copied("copied"));
        assertThat(highlights.files()).hasSize(3);
        assertThat(highlights.omitted()).isEqualTo(3);
    }

    @Test
    void unchangedAndPlannedFilesAreNotWorthALine() {
        highlights.add(new FileOutcome("a", STAMP, Outcome.UNCHANGED, null, null, null));
        highlights.add(new FileOutcome("b", STAMP, Outcome.PLANNED, null, null, null));
        assertThat(highlights.files()).isEmpty();
        assertThat(highlights.omitted()).isZero();
    }
}
