package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.serve.ServedInMemory.resultOf;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.BrokerException.Failure;
import org.genericsftp.serve.InMemoryBroker.CommitFault;
import org.genericsftp.serve.Outside.Kept;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when an attempt fails, or its answer has nowhere to go. */
class DeliveriesTest {
    private static final String REQUEST = "{\"type\":\"FileRequest\",\"requestId\":\"r\",\"metadata\":{\"a\":1}}";

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private boolean isAnsweredOnce() throws Exception {
        boolean completed = resultOf(served.page()).status() == ReplyStatus.COMPLETED;
        await().until(() -> served.broker().handled() == 1);
        return completed
                && !served.broker().hasReplies()
                && served.broker().kept.isEmpty();
    }

    @Test
    void aRequestIsTriedAsOftenAsItMay() throws Exception {
        served.withMaxDeliveries(3).start(FakeJob.copying("a.csv"));
        served.broker().sendDelivered(2, Sent.of(REQUEST));
        assertThat(isAnsweredOnce()).isTrue();
    }

    @Test
    void aRequestThatBreaksEachWorkerIsGivenUp() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.withMaxDeliveries(3).start(job);
        served.broker().sendDelivered(3, Sent.of(REQUEST));
        FileReply reply = served.page();
        assertThat(reply.requestId()).isEqualTo("r");
        assertThat(reply.metadata()).containsOnlyKeys("a");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(resultOf(reply).error()).isNotNull().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(error.retryable()).isFalse();
        });
        Kept kept = requireNonNull(served.broker().keptWithin(Outside.PATIENCE));
        assertThat(kept.body()).isEqualTo(REQUEST);
        assertThat(kept.code()).isEqualTo("INTERNAL_ERROR");
        assertThat(kept.reason()).startsWith("Given up after 3 attempts");
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void whatIsGivenUpDoesNotComeBackForAnAnswerThatTheBrokerDoesNotTake() throws Exception {
        served.withMaxDeliveries(3).start(FakeJob.copying());
        served.broker().refuse(Failure.BROKEN, 1);
        served.broker().sendDelivered(3, Sent.of(REQUEST));
        assertThat(requireNonNull(served.broker().keptWithin(Outside.PATIENCE)).code())
                .isEqualTo("INTERNAL_ERROR");
        await().until(() -> served.broker().handled() == 1);
        assertThat(served.broker().hasReplies()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTS", "SYNC"})
    void aConnectionThatIsLostDoesNotCountAgainstTheRequest(Channel channel) throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        served.withHandlers(1).withMaxDeliveries(2).start(job);
        String type = channel == Channel.SYNC ? "SyncTrigger" : "FileRequest";
        served.broker().send(channel, Sent.of("{\"type\":\"" + type + "\"}"));
        for (int i = 1; i <= 4; i++) {
            int attempts = i;
            await().until(() -> job.runs().size() == attempts);
            if (i == 4) {
                job.nowDo(run -> {});
            }
            served.broker().cut();
        }
        assertThat(isAnsweredOnce()).isTrue();
    }

    @Test
    void aRequestThatAlwaysHasTheConnectionLostIsGivenUp() throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        served.withHandlers(1).withMaxDeliveries(1).start(job);
        served.ask(REQUEST);
        for (int i = 1; i <= 11; i++) {
            int attempts = i;
            await().until(() -> job.runs().size() == attempts);
            served.broker().cut();
        }
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(requireNonNull(served.broker().keptWithin(Outside.PATIENCE)).reason())
                .startsWith("Given up after 11 attempts");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aCommitInDoubtIsAnsweredOnceAllTheSame(CommitFault fault) throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.start(job);
        served.broker().failNextCommit(fault);
        served.ask(REQUEST);
        assertThat(isAnsweredOnce()).isTrue();
        assertThat(job.runs()).hasSize(fault == CommitFault.LOST ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,3,1", "FULL,3,1", "BROKEN,3,4"})
    void anAnswerThatIsNotTakenIsOfferedAgain(Failure failure, int times, int attempts) throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.withReplyRetry(Duration.ofSeconds(20)).start(job);
        served.broker().refuse(failure, times);
        served.ask(REQUEST);
        assertThat(isAnsweredOnce()).isTrue();
        assertThat(job.runs()).hasSize(attempts);
    }

    @Test
    void aBrokerThatIsFullIsWaitedForLongerThanARequesterThatIsGone() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.withReplyRetry(Duration.ZERO).start(job);
        served.broker().refuse(Failure.FULL, 3);
        served.ask(REQUEST);
        assertThat(isAnsweredOnce()).isTrue();
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void aBrokerThatStaysFullBreaksTheAttemptOff() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.withReplyRetryFull(Duration.ZERO).start(job);
        served.broker().refuse(Failure.FULL, 3);
        served.ask(REQUEST);
        assertThat(isAnsweredOnce()).isTrue();
        assertThat(job.runs()).hasSize(4);
    }

    @Test
    void aRequestWhoseOwnAddressTakesNoReplyIsKept() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        served.start(job);
        served.broker().answerTo("closed.replies");
        served.broker().refuse(Failure.REFUSED, Integer.MAX_VALUE);
        served.ask(REQUEST);
        Kept kept = requireNonNull(served.broker().keptWithin(Outside.PATIENCE));
        assertThat(kept.code()).isEqualTo("REPLY_TO_REFUSED");
        assertThat(kept.reason()).contains("closed.replies");
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void theWorkIsDoneAlsoWhenTheRequesterHasGone() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        served.start(FakeJob.doing(run -> {
            working.countDown();
            gone.await();
        }));
        served.ask(REQUEST);
        working.await();
        served.broker().leave();
        gone.countDown();
        await().until(() -> served.broker().handled() == 1);
        assertThat(served.broker().kept).isEmpty();
    }

    @Test
    void whatTheWorkerBreaksOffAnotherTakesUp() throws Exception {
        FakeJob first = FakeJob.doing(FakeJob.Run::untilCancelled);
        ClientService dying = served.withHandlers(1).start(first);
        served.ask(REQUEST);
        await().until(() -> first.runs().size() == 1);
        assertThat(dying.close(Duration.ofMillis(10))).isFalse();
        served.start(FakeJob.copying("a.csv"));
        assertThat(served.page().worker()).isEqualTo("host-1/2");
        assertThat(served.broker().hasReplies()).isFalse();
    }
}
