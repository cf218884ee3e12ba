package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that wait for files. */
@Timeout(60)
class WaitTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final FakeJob job = FakeJob.doing(run -> {});

    private static String waitFor(String id, String name, String wait) {
        return "{\"type\":\"FileRequest\",\"requestId\":\"" + id + "\",\"fileName\":\"" + name + "\",\"wait\":{" + wait
                + "}}";
    }

    /** From now on these files are there, to be seen and to be copied. */
    private void nowThere(String... names) {
        job.nowDo(run -> {
            for (String name : names) {
                if (run.request().selection(Instant.EPOCH).selects(new RelativePath(name), FileStamp.UNKNOWN)) {
                    run.outcomes().add(FakeJob.copied(name));
                }
            }
        });
        job.nowThere(names);
    }

    private Result answerTo(String id) throws InterruptedException {
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo(id);
        return ServedInMemory.resultOf(reply);
    }

    private void awaitWaiting(int count, ClientService service) {
        await().atMost(Outside.PATIENCE).until(() -> service.figures().waiting() == count);
    }

    @Test
    void isAnsweredOnceEnoughIsThere() throws Exception {
        ClientService service = served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\",\"files\":2"));
        awaitWaiting(1, service);
        nowThere("a.csv", "a.txt");
        int looks = job.looks();
        await().until(() -> job.looks() > looks + 1);
        assertThat(served.broker().hasReplies()).isFalse();

        nowThere("a.csv", "b.csv");
        Result result = answerTo("r-1");
        assertThat(result.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(result.totals().copied()).isEqualTo(2);
        assertThat(service.figures().waiting()).isZero();
        assertThat(served.broker().waiting).isEmpty();
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void isAnsweredAtOnceWhereEnoughIsThereAlready() throws Exception {
        nowThere("a.csv");
        served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        assertThat(answerTo("r-1").status()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void isAnsweredWithWhatThereIsWhenItsTimeIsUp() throws Exception {
        nowThere("a.csv");
        served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT1S\",\"files\":2"));
        Result result = answerTo("r-1");
        assertThat(result.status()).isEqualTo(ReplyStatus.WAIT_ENDED);
        assertThat(result.totals().copied()).isEqualTo(1);
        assertThat(result.error()).isNull();
    }

    @Test
    void waitsOnWhereFilesHaveVanishedMeanwhile() throws Exception {
        job.nowThere("a.csv");
        ClientService service = served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        await().until(() -> job.runs().size() > 1);
        assertThat(served.broker().hasReplies()).isFalse();
        nowThere("a.csv");
        assertThat(answerTo("r-1").status()).isEqualTo(ReplyStatus.COMPLETED);
        awaitWaiting(0, service);
    }

    @Test
    void mayNotWaitForLongerThanTheClientAllows() throws Exception {
        served.withMaxWait(Duration.ofMinutes(5)).start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT5M1S\""));
        Result result = answerTo("r-1");
        assertThat(result.status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(requireNonNull(result.error()).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(result.error().pointer()).isEqualTo("/wait/for");
        assertThat(result.error().message())
                .isEqualTo("/wait/for: expected at most PT5M, which is this client's max-wait, found PT5M1S");
    }

    @Test
    void isTurnedAwayWhereTooManyWait() throws Exception {
        ClientService service = served.withMaxWaiting(2).start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        served.ask(waitFor("r-2", "*.csv", "\"for\":\"PT30M\""));
        awaitWaiting(2, service);
        served.ask(waitFor("r-3", "*.csv", "\"for\":\"PT30M\""));
        Result result = answerTo("r-3");
        assertThat(result.status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(requireNonNull(result.error()).code()).isEqualTo(ErrorCode.TOO_BUSY);
        assertThat(result.error().retryable()).isTrue();
    }

    @Test
    void isCancelledByWhoMay() throws Exception {
        ClientService service = served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        awaitWaiting(1, service);
        served.controlFrom("somebody", "{\"type\":\"CancelRequest\",\"requestId\":\"r-1\"}");
        served.control("{\"type\":\"CancelRequest\",\"requestId\":\"r-1\"}");
        Result result = answerTo("r-1");
        assertThat(result.status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(job.runs()).isEmpty();
        assertThat(service.figures().waiting()).isZero();
    }

    @Test
    void expiresWithItsMessage() throws Exception {
        served.start(job);
        served.broker()
                .send(
                        Channel.REQUESTS,
                        Sent.of(waitFor("r-1", "*.csv", "\"for\":\"PT30M\"")).passing(Duration.ofSeconds(2)));
        Result result = answerTo("r-1");
        assertThat(result.status()).isEqualTo(ReplyStatus.EXPIRED);
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void keepsWhatItsMessageHad() throws Exception {
        served.start(job);
        Instant before = Instant.now();
        served.broker()
                .send(
                        Channel.REQUESTS,
                        Sent.of(waitFor("r-1", "*.csv", "\"for\":\"PT30M\"")).withCorrelationId("c-1 😀"));
        await().until(() -> served.broker().waiting.size() == 1);
        Instant waits = Instant.now();
        nowThere("a.csv");
        Outside.Received reply = served.broker().reply();
        assertThat(reply.message().correlationId()).isEqualTo("c-1 😀");
        assertThat(reply.persistent()).isTrue();
        assertThat(job.runs().get(0).askedAt()).isBetween(before.minusMillis(1), waits);
    }

    @Test
    void aStatusReportSaysHowManyWait() throws Exception {
        ClientService service = served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        awaitWaiting(1, service);
        served.control("{\"type\":\"StatusRequest\"}");
        assertThat(((StatusReport) served.response()).waiting()).isEqualTo(1);
    }

    @Test
    void anotherWorkerTakesOver() throws Exception {
        ClientService first = served.start(job);
        for (int i = 0; i < 450; i++) {
            served.ask(waitFor("r-" + i, "f-" + i + ".csv", "\"for\":\"PT30M\""));
        }
        awaitWaiting(450, first);
        ClientService second = served.start(job);
        first.close(Duration.ZERO);
        awaitWaiting(450, second);
        assertThat(first.figures().waiting()).isZero();

        nowThere("f-7.csv", "f-449.csv");
        List<String> answered =
                new ArrayList<>(List.of(served.page().requestId(), served.page().requestId()));
        assertThat(answered).containsExactlyInAnyOrder("r-7", "r-449");
        awaitWaiting(448, second);
        assertThat(served.broker().waiting).hasSize(448);
    }

    @Test
    void manyThatWaitForOneFolderShareALook() throws Exception {
        ClientService service = served.start(job);
        IntStream.range(0, 10_000).forEach(i -> served.ask(waitFor("r-" + i, "f-" + i + ".csv", "\"for\":\"PT30M\"")));
        awaitWaiting(10_000, service);
        int looks = job.looks();
        nowThere("f-0.csv", "f-5000.csv", "f-9999.csv");
        List<String> answered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answered.add(served.page().requestId());
        }
        assertThat(answered).containsExactlyInAnyOrder("r-0", "r-5000", "r-9999");
        assertThat(job.looks() - looks).isLessThan(60);
        assertThat(job.runs()).hasSize(3);
    }

    @Test
    void looksThatFailAreTriedAgain() throws Exception {
        job.nowFailLooks(new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "It is down"));
        served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        await().until(() -> job.looks() > 1);
        nowThere("a.csv");
        job.nowFailLooks(null);
        assertThat(answerTo("r-1").status()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void whatNoWorkerHasPutThereIsKept() throws Exception {
        ClientService service = served.start(job);
        served.broker().send(Channel.WAITING, Sent.of(waitFor("r-1", "*.csv", "\"for\":\"PT30M\"")));
        served.ask(waitFor("r-2", "*.csv", "\"for\":\"PT30M\""));
        assertThat(requireNonNull(served.broker().keptWithin(Outside.PATIENCE)).code())
                .isEqualTo("MALFORMED_REQUEST");
        awaitWaiting(1, service);
    }

    @Test
    void whatThisReleaseCannotReadIsAnswered() throws Exception {
        ClientService service = served.start(job);
        WaitSlip slip = WaitSlip.begin(Instant.now(), null, Instant.now().plusSeconds(600));
        served.broker()
                .queue(Channel.WAITING)
                .add(served.broker()
                        .sentOn(
                                Sent.of(waitFor("r-1", "*.csv", "\"for\":\"PT30M\",\"ofANewerRelease\":1")),
                                new InMemoryBroker.Requesters("requester", true),
                                slip));
        served.ask(waitFor("r-2", "*.csv", "\"for\":\"PT30M\""));
        Result result = answerTo("r-1");
        assertThat(result.status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(requireNonNull(result.error()).pointer()).isEqualTo("/wait/ofANewerRelease");
        awaitWaiting(1, service);
        assertThat(served.broker().keptWithin(Duration.ZERO)).isNull();
    }

    @Test
    void thoseThatWaitWaitOnWhereNoMoreMay() throws Exception {
        ClientService before = served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        awaitWaiting(1, before);
        before.close(Duration.ZERO);
        awaitWaiting(1, served.withMaxWait(Duration.ZERO).start(job));
        nowThere("a.csv");
        assertThat(answerTo("r-1").status()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void ofTooManyAllAreAnsweredAndTheOthersWait() throws Exception {
        ClientService service = served.withMaxWaiting(2).start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        served.ask(waitFor("r-2", "*.csv", "\"for\":\"PT30M\""));
        awaitWaiting(2, service);
        IntStream.range(3, 500).forEach(i -> served.ask(waitFor("r-" + i, "*.csv", "\"for\":\"PT30M\"")));
        for (int i = 3; i < 500; i++) {
            assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        }
        assertThat(service.figures().waiting()).isEqualTo(2);
        nowThere("a.csv");
        assertThat(List.of(served.page().requestId(), served.page().requestId()))
                .containsExactlyInAnyOrder("r-1", "r-2");
    }

    @Test
    void filesAreDoneWithOnceItHasBeenAnswered() throws Exception {
        List<String> doneWith = new CopyOnWriteArrayList<>();
        job.nowDoAfterwards((request, delivered, cancellation, told) -> doneWith.add(request.requestId()));
        ClientService service =
                served.allowing(new AllowedAfterwards(true, null)).start(job);
        String request =
                "{\"type\":\"FileRequest\",\"requestId\":\"%s\",\"fileName\":\"*.csv\",\"afterwards\":\"delete\","
                        + "\"wait\":{\"for\":\"%s\",\"files\":2}}";
        nowThere("a.csv");
        served.ask(request.formatted("r-1", "PT1S"));
        assertThat(answerTo("r-1").status()).isEqualTo(ReplyStatus.WAIT_ENDED);
        served.ask(request.formatted("r-2", "PT30M"));
        awaitWaiting(1, service);
        assertThat(doneWith).isEmpty();

        nowThere("a.csv", "b.csv");
        assertThat(answerTo("r-2").status()).isEqualTo(ReplyStatus.COMPLETED);
        await().until(() -> !doneWith.isEmpty());
        assertThat(doneWith).containsExactly("r-2");
    }

    @Test
    void nothingIsAskedOfTheBrokerWhileNothingIsDue() throws Exception {
        ClientService service = served.start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT30M\""));
        awaitWaiting(1, service);
        await().until(() -> served.broker().waiting.size() == 1);
        String id = served.broker().waiting.getFirst().id();
        int looks = job.looks();
        await().until(() -> job.looks() > looks + 2);
        assertThat(served.broker().waiting.getFirst().id()).isEqualTo(id);
    }

    @Test
    void whereItMayNotWaitAllOthersAreAnswered() throws Exception {
        served.withMaxWait(Duration.ZERO).start(job);
        served.ask(waitFor("r-1", "*.csv", "\"for\":\"PT1S\""));
        assertThat(answerTo("r-1").status()).isEqualTo(ReplyStatus.REJECTED);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r-2\"}");
        assertThat(answerTo("r-2").status()).isEqualTo(ReplyStatus.COMPLETED);
    }
}
