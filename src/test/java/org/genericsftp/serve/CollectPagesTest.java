package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.junit.jupiter.api.Test;

class CollectPagesTest {
    private final CollectPages pages = new CollectPages();

    private static FileReply page(String replyId, int number, boolean last) {
        Result result = last ? new Result(ReplyStatus.COMPLETED, Totals.NONE, null, Instant.EPOCH) : null;
        return new FileReply("r", replyId, "plant-a", "w", List.of(), number, result, Map.of(), Instant.EPOCH);
    }

    @Test
    void aReplyOfOnePageIsWholeAtOnce() {
        FileReply only = page("x", 1, true);
        assertThat(pages.add(only)).containsExactly(only);
    }

    @Test
    void aReplyIsWholeWhenItsLastPageIsThere() {
        assertThat(pages.add(page("x", 1, false))).isEmpty();
        assertThat(pages.add(page("x", 2, false))).isEmpty();
        assertThat(pages.add(page("x", 3, true))).extracting(FileReply::page).containsExactly(1, 2, 3);
    }

    @Test
    void aPageThatComesTwiceCountsOnce() {
        assertThat(pages.add(page("x", 1, false))).isEmpty();
        assertThat(pages.add(page("x", 1, false))).isEmpty();
        assertThat(pages.add(page("x", 2, true))).extracting(FileReply::page).containsExactly(1, 2);
    }

    @Test
    void aPageThatComesLateIsWaitedFor() {
        assertThat(pages.add(page("x", 2, true))).isEmpty();
        assertThat(pages.add(page("x", 1, false))).extracting(FileReply::page).containsExactly(1, 2);
    }

    @Test
    void pagesOfAnAttemptThatWasBrokenOffAreDropped() {
        assertThat(pages.add(page("broken", 1, false))).isEmpty();
        assertThat(pages.add(page("broken", 2, false))).isEmpty();
        assertThat(pages.add(page("x", 1, false))).isEmpty();
        assertThat(pages.add(page("x", 2, true))).extracting(FileReply::replyId).containsExactly("x", "x");
    }
}
