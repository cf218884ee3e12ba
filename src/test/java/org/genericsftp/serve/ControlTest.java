package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.serve.ServedInMemory.resultOf;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.job.RaisedProgress;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.Outside.Sent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancelling, expiry, progress and status. */
class ControlTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private FileReply lastPage() throws Exception {
        Response response = served.response();
        return response instanceof FileReply page ? page : lastPage();
    }

    @Test
    void aCancelledRequestIsAnsweredWithWhatWasFinished() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            run.outcomes().add(FakeJob.copied("a.csv"));
            run.untilCancelled();
        });
        served.start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\"}");
        await().until(() -> job.runs().size() == 1);
        served.control("{\"type\":\"CancelRequest\",\"requestId\":\"r\"}");
        FileReply reply = served.page();
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("a.csv");
    }

    @Test
    void aRequestThatStillWaitsIsCancelledWithoutWork() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> first.await());
        served.withHandlers(1).start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"first\"}");
        served.broker()
                .send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}").withCorrelationId("second"));
        await().until(() -> job.runs().size() == 1);
        served.control("{\"type\":\"CancelRequest\",\"requestId\":\"second\"}");
        served.control("{\"type\":\"StatusRequest\"}");
        assertThat(served.response()).isInstanceOf(StatusReport.class);
        first.countDown();

        assertThat(served.page().requestId()).isEqualTo("first");
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("second");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(job.runs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"my-own-secret, my-own-secret, requester", "my-own-secret, my-own-secret, other", ", , requester"})
    void aRequestIsCancelledByWhomItsTokenOrReplyToShows(String token, String shown, String replyTo) throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        served.start(job);
        served.ask(withToken("{\"type\":\"FileRequest\",\"requestId\":\"r\"", token));
        await().until(() -> job.runs().size() == 1);
        served.controlFrom(replyTo, withToken("{\"type\":\"CancelRequest\",\"requestId\":\"r\"", shown));
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({
        "my-own-secret, another-secret, other",
        "my-own-secret, , requester",
        "my-own-secret, another-secret, requester",
        ", my-own-secret, other",
        ", , other"
    })
    void aRequestIsNotCancelledByOthers(String token, String shown, String replyTo) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> heard.await());
        served.withHandlers(1).start(job);
        served.ask(withToken("{\"type\":\"FileRequest\",\"requestId\":\"r\"", token));
        served.ask(withToken("{\"type\":\"FileRequest\",\"requestId\":\"waiting\"", token));
        await().until(() -> job.runs().size() == 1);
        for (String id : List.of("r", "waiting")) {
            served.controlFrom(replyTo, withToken("{\"type\":\"CancelRequest\",\"requestId\":\"" + id + "\"", shown));
        }
        served.control("{\"type\":\"StatusRequest\"}");
        assertThat(served.response()).isInstanceOf(StatusReport.class);
        heard.countDown();
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aRequestIsCancelledByAnyoneWhereThatIsAllowed() throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        served.cancelledBy(CancelBy.ANYONE).start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"cancelToken\":\"my-own-secret\"}");
        await().until(() -> job.runs().size() == 1);
        served.controlFrom("other", "{\"type\":\"CancelRequest\",\"requestId\":\"r\"}");
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.CANCELLED);
    }

    @Test
    void anOperatorCancelsWhatAnyWorkerIsAt() throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        ClientService idle = served.withHandlers(0).start(FakeJob.copying());
        served.withHandlers(1).start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"cancelToken\":\"my-own-secret\"}");
        await().until(() -> job.runs().size() == 1);
        idle.admin().cancel("r");
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.CANCELLED);
    }

    @Test
    void aCancelTokenIsSeenInNoEventAndNoStatus() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> seen.await());
        served.start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"cancelToken\":\"my-own-secret\"}");
        await().until(() -> job.runs().size() == 1);
        served.control("{\"type\":\"StatusRequest\"}");
        assertThat(served.broker().reply().message().body())
                .contains("StatusReport")
                .doesNotContain("my-own-secret");
        seen.countDown();
        assertThat(served.broker().reply().message().body())
                .contains("FileReply")
                .doesNotContain("my-own-secret");
        RequestReport report = served.event(RequestReport.class);
        assertThat(report.request()).isNotNull();
        assertThat(report.request().cancelToken()).isNull();
    }

    private static String withToken(String unclosed, @Nullable String token) {
        return unclosed + (token == null ? "}" : ",\"cancelToken\":\"" + token + "\"}");
    }

    @Test
    void whoeverServesAPausedClientTakesNoRequestsAndTellsThat() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.withInterval(Duration.ofSeconds(1)).startPaused(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\"}");
        served.trigger("{\"type\":\"SyncTrigger\"}");
        served.control("{\"type\":\"StatusRequest\"}");
        StatusReport report = (StatusReport) served.response();
        assertThat(report.paused()).isTrue();
        assertThat(report.connection().valid()).isNull();
        assertThat(report.active()).isEmpty();
        assertThat(job.runs()).isEmpty();

        served.start(job);
        assertThat(served.page().requestId()).isNotEmpty();
        assertThat(served.page().requestId()).isNotEmpty();
        served.control("{\"type\":\"StatusRequest\"}");
        assertThat(List.of((StatusReport) served.response(), (StatusReport) served.response()))
                .extracting(StatusReport::paused)
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void whoeverAsksInQuietHoursIsToldWhenTheyEnd() throws Exception {
        Instant now = served.broker().clock.instant();
        String hour = now.truncatedTo(ChronoUnit.HOURS)
                .atZone(ZoneOffset.UTC)
                .toLocalTime()
                .toString();
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
        String later = end.atZone(ZoneOffset.UTC).toLocalTime().toString();
        served.withQuietHours(hour + "-" + later + " UTC").startPaused(FakeJob.copying("a.csv"));

        served.control("{\"type\":\"StatusRequest\"}");

        assertThat(((StatusReport) served.response()).quietUntil()).isEqualTo(end);
    }

    @Test
    void aRequestThatExpiresDuringTheWorkIsAnsweredExpired() throws Exception {
        served.start(FakeJob.doing(FakeJob.Run::untilCancelled));
        served.broker()
                .send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}").passing(Duration.ofMillis(50)));
        assertThat(resultOf(served.page()).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EXPIRED));
    }

    @Test
    void progressIsToldWhereItIsAskedFor() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        served.start(FakeJob.doing(run -> {
            RaisedProgress.raise(run.progress(), 3, 100);
            seen.await();
        }));
        served.broker()
                .send(
                        Channel.REQUESTS,
                        Sent.of("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"progress\":true}")
                                .withCorrelationId("c"));
        OutgoingMessage message = served.broker().reply().message();
        assertThat(message.correlationId()).isEqualTo("c");
        FileProgress progress = (FileProgress) ServedInMemory.read(message);
        assertThat(progress.requestId()).isEqualTo("r");
        assertThat(progress.progress()).isEqualTo(new RequestProgress(3, 1, 0, 100, 300L, false));

        seen.countDown();
        FileReply reply = lastPage();
        assertThat(reply.replyId()).isEqualTo(progress.replyId());
    }

    @Test
    void progressIsNotToldWhereItIsNotAskedFor() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            if (run.request().progress()) {
                run.untilCancelled();
            }
        });
        served.start(job);
        served.broker()
                .send(
                        Channel.REQUESTS,
                        Sent.of("{\"type\":\"FileRequest\",\"progress\":true}").unanswered());
        await().until(() -> job.runs().size() == 1);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"x\",\"progress\":true}");
        assertThat(((FileProgress) served.response()).requestId()).isEqualTo("x");
    }

    @Test
    void everyWorkerTellsItsStatus() throws Exception {
        FakeJob busy = FakeJob.doing(run -> {
            RaisedProgress.raise(run.progress(), 2, 10);
            run.untilCancelled();
        });
        served.withHandlers(1).start(busy);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"requester\":\"billing\"}");
        await().until(() -> busy.runs().size() == 1);
        ClientService idle = served.start(FakeJob.copying());
        await().until(() -> Boolean.TRUE.equals(idle.connection().status().valid()));

        served.control("{\"type\":\"StatusRequest\",\"requestId\":\"s\",\"metadata\":{\"a\":1}}");
        List<StatusReport> reports = new ArrayList<>();
        reports.add((StatusReport) served.response());
        reports.add((StatusReport) served.response());
        assertThat(reports).extracting(StatusReport::worker).containsExactlyInAnyOrder("host-1/1", "host-1/2");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.requestId()).isEqualTo("s");
            assertThat(report.client()).isEqualTo(ServedInMemory.CLIENT);
            assertThat(report.metadata()).containsOnlyKeys("a");
            assertThat(report.lastSync()).isNull();
            assertThat(report.server()).containsExactly(FakeJob.SERVER_FACT);
            assertThat(report.connection().status()).isEqualTo(ConnectionReport.VALID);
            if (report.worker().equals("host-1/2")) {
                assertThat(report.active()).isEmpty();
            } else {
                assertThat(report.active()).singleElement().satisfies(active -> {
                    assertThat(active.requestId()).isEqualTo("r");
                    assertThat(active.requestType()).isEqualTo("FileRequest");
                    assertThat(active.requester()).isEqualTo("billing");
                    assertThat(active.progress().filesMatched()).isEqualTo(2);
                });
            }
        });
    }

    @Test
    void whatIsNoControlMessageIsRejectedByEachWorkerThatHearsIt() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.start(job);
        served.control("{\"type\":\"FileRequest\",\"requestId\":\"r\"}");
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("r");
        assertThat(resultOf(reply).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE));
        assertThat(job.runs()).isEmpty();
    }
}
