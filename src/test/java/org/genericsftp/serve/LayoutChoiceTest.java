package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which layouts requesters may choose from is for operators to say. */
class LayoutChoiceTest {
    private static final String ASKED = "{\"type\":\"FileRequest\",\"layout\":\"by-day\"}";

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final FakeJob job = FakeJob.doing(run -> {});

    @Test
    void oneOfThemIsTakenOver() throws Exception {
        served.start(job.withLayouts("by-day", "flat"));
        served.ask(ASKED);

        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(job.runs())
                .singleElement()
                .satisfies(run -> assertThat(run.request().layout()).isEqualTo("by-day"));
    }

    @Test
    void anotherIsRejectedAndThoseThatThereAreAreNamed() throws Exception {
        served.start(job.withLayouts("by-month", "flat"));
        served.ask(ASKED);

        Result result = ServedInMemory.resultOf(served.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(result.error().code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(result.error().pointer()).isEqualTo("/layout");
        assertThat(result.error().message())
                .isEqualTo("/layout: expected one of this client's layouts (by-month, flat), found \"by-day\"");
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void aClientMayHaveNone() throws Exception {
        served.start(job);
        served.ask(ASKED);

        assertThat(ServedInMemory.resultOf(served.page()).error().message())
                .isEqualTo("/layout: expected no layout, as this client has none to choose from, found \"by-day\"");
    }
}
