package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.file.DataSize;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether requesters may have files' contents is for operators to say. */
class InlineLimitTest {
    private static final String ASKED =
            "{\"type\":\"FileRequest\",\"requestId\":\"r-1\",\"inline\":{\"max\":1024}," + "\"metadata\":{\"run\":1}}";

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final FakeJob job = FakeJob.doing(run -> {});

    @Test
    void theyMayNotUnlessItIsSaid() throws Exception {
        served.start(job);
        served.ask(ASKED);
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("r-1");
        assertThat(reply.metadata()).containsEntry("run", 1);
        assertThat(reply.result().status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.result().error().code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(reply.result().error().pointer()).isEqualTo("/inline/max");
        assertThat(reply.result().error().message())
                .isEqualTo("/inline/max: expected at most 0, which is this client's inline-limit, found 1KiB");
    }

    @Test
    void theyMayUpToTheLimit() throws Exception {
        served.withInlineLimit(new DataSize(1024)).start(job);
        served.ask(ASKED);
        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        served.ask(ASKED.replace("1024", "1025"));
        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.REJECTED);
    }
}
