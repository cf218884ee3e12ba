package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.serve.ServedInMemory.resultOf;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.Outside.Kept;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a requester gets. */
class AnswersTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    @Test
    void aRequestIsAnsweredWithWhatBecameOfItsFiles() throws Exception {
        served.start(FakeJob.copying("a.csv", "north/b.csv"));
        served.broker()
                .send(
                        Channel.REQUESTS,
                        Sent.of("{\"type\":\"FileRequest\",\"requestId\":\"r-1\",\"metadata\":{\"order\":[7,null]}}")
                                .withCorrelationId("c-1"));
        OutgoingMessage message = served.broker().reply().message();
        assertThat(message.correlationId()).isEqualTo("c-1");
        assertThat(message.type()).isEqualTo("FileReply");
        assertThat(message.status()).isEqualTo("COMPLETED");
        assertThat(message.body()).contains("\"metadata\":{\"order\":[7,null]}");

        FileReply reply = (FileReply) ServedInMemory.read(message);
        assertThat(reply.requestId()).isEqualTo("r-1");
        assertThat(reply.client()).isEqualTo(ServedInMemory.CLIENT);
        assertThat(reply.worker()).isEqualTo("host-1/1");
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("a.csv", "north/b.csv");
        assertThat(reply.page()).isEqualTo(1);
        assertThat(resultOf(reply).totals().copied()).isEqualTo(2);
        assertThat(reply.metadata()).containsOnlyKeys("order");
    }

    @Test
    void aRequestWithoutIdTakesItsCorrelationId() throws Exception {
        served.start(FakeJob.copying());
        served.broker()
                .send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}").withCorrelationId("c-2"));
        assertThat(served.page().requestId()).isEqualTo("c-2");
    }

    @Test
    void theRequestsOwnTimeIsWhatWithinCountsBackFrom() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        served.ask("{\"type\":\"FileRequest\"}");
        Instant sent = Instant.now();
        FakeJob job = FakeJob.copying();
        served.start(job);
        served.page();
        assertThat(job.runs().get(0).askedAt()).isBetween(before, sent);
    }

    @Test
    void aRequestThatExpectsNoReplyIsCarriedOut() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.start(job);
        served.broker()
                .send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}").unanswered());
        await().until(() -> served.broker().handled() == 1);
        assertThat(job.runs()).hasSize(1);
        assertThat(served.broker().kept).isEmpty();
    }

    @Test
    void whereNoAnswerMayGoNothingIsDone() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        ClientService service = served.start(job);
        served.broker().answerTo("forbidden");
        served.ask("{\"type\":\"FileRequest\"}");
        Kept kept = requireNonNull(served.broker().keptWithin(Outside.PATIENCE));
        assertThat(kept.code()).isEqualTo("REPLY_TO_REFUSED");
        await().until(() -> service.figures().repliesRefused() == 1);
        assertThat(kept.reason()).isEqualTo("No reply is sent to forbidden: it is forbidden");
        assertThat(job.runs()).isEmpty();
        assertThat(served.broker().hasReplies()).isFalse();
    }

    @Test
    void whatIsNoRequestIsRejectedAndWithoutAddressKept() throws Exception {
        served.start(FakeJob.copying());
        served.ask("malformed");
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(served.broker().kept).isEmpty();
        served.broker().send(Channel.REQUESTS, Sent.of("malformed").unanswered());
        assertThat(requireNonNull(served.broker().keptWithin(Outside.PATIENCE)).code())
                .isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void theReasonOfAnUnknownFieldPointsAtIt() throws Exception {
        served.start(FakeJob.copying());
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r-7\",\"metadata\":{\"a\":1},\"fileNames\":1}");
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("r-7");
        assertThat(reply.metadata()).containsOnlyKeys("a");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(resultOf(reply).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/fileNames"));
    }

    @Test
    void troubleWithTheServerIsAnsweredAndNotRedelivered() throws Exception {
        served.start(FakeJob.doing(run -> {
            throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Cannot connect to x: refused");
        }));
        served.ask("{\"type\":\"FileRequest\"}");
        Result result = resultOf(served.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(result.error()).isNotNull().satisfies(error -> {
            assertThat(error.retryable()).isTrue();
        });
        assertThat(served.broker().requests).isEmpty();
    }

    @Test
    void aConnectionCheckIsAnsweredStageByStage() throws Exception {
        served.start(FakeJob.copying());
        served.ask("{\"type\":\"ConnectionCheck\",\"requestId\":\"k\",\"metadata\":{\"a\":1}}");
        ConnectionReply reply = (ConnectionReply) served.response();
        assertThat(reply.requestId()).isEqualTo("k");
        assertThat(reply.report().valid()).isTrue();
        assertThat(reply.report().stages()).hasSize(6);
        assertThat(reply.server()).containsExactly(FakeJob.SERVER_FACT);
        assertThat(reply.metadata()).containsOnlyKeys("a");
    }

    @Test
    void aTypeThatDoesNotBelongOnTheQueueIsRejected() throws Exception {
        FakeJob job = FakeJob.copying();
        served.start(job);
        for (String type : List.of("SyncTrigger", "StatusRequest", "FileReply")) {
            served.ask("{\"type\":\"" + type + "\"}");
            assertThat(resultOf(served.page()).error()).isNotNull().satisfies(error -> {
                assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
                assertThat(error.pointer()).isEqualTo("/type");
            });
        }
        served.trigger("{\"type\":\"FileRequest\"}");
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void aShortRequestDoesNotWaitForALongOne() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            if ("long".equals(run.request().requester())) {
                run.untilCancelled();
            }
        });
        served.withHandlers(2).start(job);
        served.ask("{\"type\":\"FileRequest\",\"requester\":\"long\"}");
        await().until(() -> job.runs().size() == 1);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"short\"}");
        assertThat(served.page().requestId()).isEqualTo("short");
    }
}
