package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files can be left out that were delivered before only where the client remembers them. */
class RememberingRequestsTest {
    private static final String ASKED = "{\"type\":\"FileRequest\",\"remember\":true}";

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final FakeJob job = FakeJob.doing(run -> {});

    @Test
    void isTakenOver() throws Exception {
        served.start(job.remembering());
        served.ask(ASKED);

        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(job.runs())
                .singleElement()
                .satisfies(run -> assertThat(run.request().remember()).isTrue());
    }

    @Test
    void isRejectedWhereTheClientDoesNotRemember() throws Exception {
        served.start(job);
        served.ask(ASKED);

        Result result = ServedInMemory.resultOf(served.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(result.error().code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(result.error().pointer()).isEqualTo("/remember");
        assertThat(job.runs()).isEmpty();
    }
}
