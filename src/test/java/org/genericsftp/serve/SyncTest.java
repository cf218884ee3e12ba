package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.serve.ServedInMemory.resultOf;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.SyncReport;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SyncTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private void trigger(String requestId) {
        served.trigger("{\"type\":\"SyncTrigger\",\"requestId\":\"" + requestId + "\"}");
    }

    private void tick(long number) {
        served.broker()
                .send(
                        Channel.SYNC,
                        Sent.of("{\"type\":\"SyncTrigger\",\"tick\":" + number + "}")
                                .unanswered());
    }

    @Test
    void aSyncCopiesWhatIsSelectedAndListsWhatHasChanged() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            run.outcomes().add(FakeJob.unchanged("same.csv"));
            run.outcomes().add(FakeJob.copied("new.csv"));
            run.outcomes()
                    .add(FakeJob.failed("bad.csv", new FileException(ErrorCode.FILE_CHANGED, Remedy.LATER, "changed")));
        });
        served.start(job);
        trigger("s-1");
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("s-1");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(resultOf(reply).totals().unchanged()).isEqualTo(1);
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("new.csv", "bad.csv");
        assertThat(job.runs().get(0).request()).isEqualTo(FileRequest.EVERYTHING);

        SyncReport report = served.event(SyncReport.class);
        assertThat(report.client()).isEqualTo(ServedInMemory.CLIENT);
        assertThat(report.requestIds()).containsExactly("s-1");
        assertThat(report.tick()).isNull();
        assertThat(report.files()).extracting(FileOutcome::name).containsExactly("bad.csv", "new.csv");
        assertThat(report.phases()).isNotNull();
        assertThat(report.result().totals()).isEqualTo(resultOf(reply).totals());
    }

    @Test
    void triggersThatWaitTogetherAreAnsweredByOneSync() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        served.start(job);
        trigger("first");
        await().until(() -> job.runs().size() == 1);
        for (int i = 0; i < 5; i++) {
            trigger("waiting-" + i);
        }
        served.trigger("malformed");
        goOn.countDown();

        List<String> answered = new ArrayList<>();
        int rejected = 0;
        for (int i = 0; i < 7; i++) {
            FileReply reply = served.page();
            if (resultOf(reply).status() == ReplyStatus.REJECTED) {
                rejected++;
            } else {
                answered.add(reply.requestId());
            }
        }
        assertThat(answered).containsExactly("first", "waiting-0", "waiting-1", "waiting-2", "waiting-3", "waiting-4");
        assertThat(rejected).isEqualTo(1);
        assertThat(job.runs()).hasSize(2);
        assertThat(served.event(SyncReport.class).requestIds()).containsExactly("first");
        assertThat(served.event(SyncReport.class).requestIds()).hasSize(5);
    }

    @Test
    void aTriggerWhoseTimeIsUpIsAnsweredSoAndTheSyncGoesOnForTheOthers() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> first.await());
        served.start(job);
        trigger("before");
        await().until(() -> job.runs().size() == 1);
        job.nowDo(run -> {
            run.outcomes().add(FakeJob.copied("early.csv"));
            second.await();
            run.outcomes().add(FakeJob.copied("late.csv"));
        });
        served.broker()
                .send(
                        Channel.SYNC,
                        Sent.of("{\"type\":\"SyncTrigger\",\"requestId\":\"short\"}")
                                .passing(Duration.ofSeconds(1)));
        trigger("long");
        first.countDown();
        assertThat(served.page().requestId()).isEqualTo("before");

        FileReply expired = served.page();
        assertThat(expired.requestId()).isEqualTo("short");
        assertThat(resultOf(expired).status()).isEqualTo(ReplyStatus.EXPIRED);
        assertThat(resultOf(expired).totals().copied()).isEqualTo(1);
        assertThat(expired.files()).extracting(FileOutcome::name).containsExactly("early.csv");
        second.countDown();
        FileReply done = served.page();
        assertThat(done.requestId()).isEqualTo("long");
        assertThat(resultOf(done).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(done.files()).extracting(FileOutcome::name).containsExactly("early.csv", "late.csv");
        await().until(() -> served.broker().uncommittedSyncs.get() == 0);
        assertThat(served.broker().hasReplies()).isFalse();
    }

    @Test
    void anAnswerToATriggerWhoseTimeIsUpThatIsNotTakenIsSentWithTheOthers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        served.withReplyRetry(Duration.ZERO).start(job);
        served.broker().refuse(BrokerException.Failure.REFUSED, 1);
        served.broker().send(Channel.SYNC, Sent.of("{\"type\":\"SyncTrigger\"}").passing(Duration.ofMillis(200)));
        await().until(() -> !served.broker().refuses());
        assertThat(served.broker().hasReplies()).isFalse();
        goOn.countDown();
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.EXPIRED);
    }

    @Test
    void longAnswersToTriggersThatWaitTogetherArePaged() throws Exception {
        served.start(FakeJob.doing(run -> {
            for (int i = 0; i < 1500; i++) {
                run.outcomes().add(FakeJob.copied("file-" + i));
            }
        }));
        trigger("s");
        FileReply first = served.page();
        FileReply last = served.page();
        assertThat(first.files()).hasSize(1000);
        assertThat(last.files()).hasSize(500);
        assertThat(last.replyId()).isEqualTo(first.replyId());
    }

    @Test
    void aTickIsDoneOnce() throws Exception {
        FakeJob job = FakeJob.copying();
        served.withInterval(Duration.ofDays(100)).start(job);
        tick(100);
        await().until(() -> job.runs().size() == 1);
        tick(100);
        tick(99);
        trigger("last");
        served.page();
        assertThat(job.runs()).hasSize(2);
    }

    @Test
    void aTickThatExpectsAnAnswerGetsOneThoughItIsDone() throws Exception {
        FakeJob job = FakeJob.copying();
        served.withInterval(Duration.ofDays(100)).start(job);
        tick(100);
        await().until(() -> job.runs().size() == 1);
        served.trigger("{\"type\":\"SyncTrigger\",\"requestId\":\"s\",\"tick\":100}");
        assertThat(served.page().requestId()).isEqualTo("s");
    }

    @Test
    void aTickFromTheFutureDoesNotStandForThoseThatCome() throws Exception {
        FakeJob job = FakeJob.copying();
        served.withInterval(Duration.ofSeconds(1)).start(job);
        tick(9007199254740991L);
        await().untilAsserted(
                        () -> assertThat(served.event(SyncReport.class).tick()).isEqualTo(9007199254740991L));
        assertThat(served.event(SyncReport.class).tick()).isLessThan(9007199254740991L);
    }

    @Test
    void aWorkerSyncsAsItStartsWhereThatIsWanted() throws Exception {
        FakeJob job = FakeJob.copying();
        served.syncingAtStart().start(job);
        assertThat(served.event(SyncReport.class).tick()).isNull();
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void theWorkersSyncByThemselvesOncePerInterval() throws Exception {
        FakeJob one = FakeJob.copying();
        FakeJob other = FakeJob.copying();
        served.withInterval(Duration.ofSeconds(2));
        served.start(one);
        served.start(other);
        Long first = served.event(SyncReport.class).tick();
        Long second = served.event(SyncReport.class).tick();
        assertThat(first).isNotNull();
        assertThat(second).isNotNull().isGreaterThan(first);
        assertThat(one.runs().isEmpty() || other.runs().isEmpty()).isTrue();
    }

    @Test
    void aTimeOfTheCalendarThatComesWhileTheBrokerIsAwayHasItsSyncOnceItIsBack() throws Exception {
        OffsetDateTime time = OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        served.broker().away(true);
        served.withCalendar(time.format(DateTimeFormatter.ofPattern("s m H d M '* Z'")));
        served.start(FakeJob.copying());
        await().until(() -> Instant.now().isAfter(time.toInstant().plusSeconds(3)));
        served.broker().away(false);
        assertThat(served.event(SyncReport.class).tick()).isEqualTo(time.toEpochSecond());
    }

    @Test
    void aTimeOfTheCalendarThatComesDuringASyncIsNotLostThoughTicksOfTheLastWait() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        served.withCalendar("*/2 * * * * * Z");
        for (int i = 0; i < 2; i++) {
            served.start(FakeJob.doing(run -> goOn.await()));
        }
        await().until(() -> served.broker().uncommittedSyncs.get() == 2);
        int waiting = served.broker().syncs.size();
        await().until(() -> served.broker().syncs.size() > waiting);
        goOn.countDown();
        Long first = served.event(SyncReport.class).tick();
        assertThat(served.event(SyncReport.class).tick()).isNotNull().isGreaterThan(first);
    }

    @Test
    void oneWorkerAtATimeSyncsAndAnotherTakesOver() throws Exception {
        FakeJob first = FakeJob.doing(FakeJob.Run::untilCancelled);
        ClientService dying = served.start(first);
        trigger("a");
        await().until(() -> first.runs().size() == 1);
        FakeJob second = FakeJob.copying("a.csv");
        served.start(second);
        trigger("b");
        assertThat(served.broker().hasReplies()).isFalse();
        assertThat(second.runs()).isEmpty();

        dying.close(Duration.ZERO);
        List<String> answered = List.of(served.page().requestId(), served.page().requestId());
        assertThat(answered).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aSyncThatWaitsOrRunsCanBeCancelled() throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        served.start(job);
        trigger("running");
        await().until(() -> job.runs().size() == 1);
        trigger("waiting");
        for (String id : List.of("waiting", "running")) {
            served.control("{\"type\":\"CancelRequest\",\"requestId\":\"" + id + "\"}");
        }
        for (String id : List.of("running", "waiting")) {
            FileReply reply = served.page();
            assertThat(reply.requestId()).isEqualTo(id);
            assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.CANCELLED);
        }
        assertThat(job.runs()).hasSize(1);
    }
}
