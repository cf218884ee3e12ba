package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.serve.ServedInMemory.resultOf;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.Outside.Kept;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One requester sends more than all others. */
class FloodTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final int FLOOD = 10_000;
    private static final int LIMIT = 100;

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final FakeJob job = FakeJob.copying("a.csv");

    private void queue(int requests, String requester) {
        for (int i = 0; i < requests; i++) {
            served.broker()
                    .sendBefore(A_MINUTE, requester, Sent.of("{\"type\":\"FileRequest\",\"requester\":\"flood\"}"));
        }
    }

    private void queueStranger() {
        served.broker()
                .sendBefore(A_MINUTE, "stranger", Sent.of("{\"type\":\"FileRequest\",\"requester\":\"stranger\"}"));
    }

    private int workBeforeTheStranger() {
        await().atMost(A_MINUTE)
                .until(() -> job.runs().stream()
                        .anyMatch(run -> "stranger".equals(run.request().requester())));
        return job.runs().stream()
                .map(run -> run.request().requester())
                .toList()
                .indexOf("stranger");
    }

    @Test
    void aStrangerWaitsForNoMoreWorkThanTheLimitOfOneRequester() throws Exception {
        queue(FLOOD, "flood");
        queueStranger();
        served.withHandlers(1).withMaxRequestsPerMinute(LIMIT).start(job);

        assertThat(workBeforeTheStranger()).isEqualTo(LIMIT);
        int completed = 0;
        int busy = 0;
        for (int i = 0; i <= FLOOD; i++) {
            FileReply reply = served.page();
            completed += resultOf(reply).status() == ReplyStatus.COMPLETED ? 1 : 0;
            busy += resultOf(reply).status() == ReplyStatus.REJECTED ? 1 : 0;
        }
        assertThat(completed).isEqualTo(LIMIT + 1);
        assertThat(busy).isEqualTo(FLOOD - LIMIT);
    }

    @Test
    void withoutLimitTheStrangerWaitsForAll() {
        queue(500, "flood");
        queueStranger();
        served.withHandlers(1).start(job);
        assertThat(workBeforeTheStranger()).isEqualTo(500);
    }

    @Test
    void whatIsOneTooManyIsAnsweredSoThatItCanBeSentAgain() throws Exception {
        queue(1, "flood");
        served.broker()
                .sendBefore(
                        A_MINUTE,
                        "flood",
                        Sent.of("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"metadata\":{\"a\":1}}")
                                .withCorrelationId("c"));
        served.withHandlers(1).withMaxRequestsPerMinute(1).start(job);
        served.page();
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("r");
        assertThat(reply.metadata()).containsOnlyKeys("a");
        assertThat(resultOf(reply).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.TOO_BUSY);
            assertThat(error.retryable()).isTrue();
            assertThat(error.pointer()).isNull();
        });
    }

    @Test
    void whatIsOneTooManyAndWantsNoAnswerIsKeptForTheOperator() throws Exception {
        served.broker()
                .sendBefore(A_MINUTE, "x", Sent.of("{\"type\":\"FileRequest\"}").unanswered());
        served.broker()
                .sendBefore(
                        A_MINUTE,
                        "x",
                        Sent.of("{\"type\":\"FileRequest\",\"requestId\":\"r\"}")
                                .unanswered());
        served.withHandlers(1).withMaxRequestsPerMinute(1).start(job);
        Kept kept = served.broker().keptWithin(A_MINUTE);
        assertThat(kept).isNotNull();
        assertThat(kept.code()).isEqualTo("TOO_BUSY");
        assertThat(kept.body()).contains("\"r\"");
    }
}
