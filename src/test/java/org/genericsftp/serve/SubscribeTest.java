package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.job.TreeJobs;
import org.genericsftp.request.Batch;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.InMemoryBroker.CommitFault;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are answered again and again. */
@Timeout(120)
class SubscribeTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    @TempDir
    private Path copies;

    private TreeJobs jobs;

    @BeforeEach
    void open() {
        jobs = new TreeJobs(copies);
    }

    @AfterEach
    void close() {
        served.broker().close();
        jobs.close();
    }

    private void put(String name) {
        put(name, 10);
    }

    private void put(String name, int size) {
        jobs.put(name, size, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String subscribe(String id, String lease, String more) {
        return "{\"type\":\"FileRequest\",\"requestId\":\"" + id
                + "\",\"fileName\":\"*.csv\",\"subscribe\":{\"lease\":\"" + lease + "\"}" + more + "}";
    }

    private static String fromTheBeginning(String id) {
        return subscribe(id, "PT1H", ",\"changedSince\":\"beginning\"");
    }

    private FileReply batch(int number, String... names) throws InterruptedException {
        FileReply reply = served.page();
        Batch batch = requireNonNull(ServedInMemory.resultOf(reply).batch());
        assertThat(batch.number()).isEqualTo(number);
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactlyInAnyOrder(names);
        return reply;
    }

    private void awaitSubscribed(int count, ClientService service) {
        await().atMost(Outside.PATIENCE).until(() -> service.figures().subscriptions() == count);
    }

    @Test
    void isToldOfEachFileOnce() throws Exception {
        put("a.csv");
        put("a.txt");
        ClientService service = served.start(jobs.job());
        served.ask(fromTheBeginning("s-1"));
        assertThat(ServedInMemory.resultOf(batch(1, "a.csv")).status()).isEqualTo(ReplyStatus.COMPLETED);
        put("b.csv");
        batch(2, "b.csv");
        put("c.csv");
        put("a.csv", 11);
        awaitBatches(3, "c.csv", "a.csv");
        awaitSubscribed(1, service);
        assertThat(served.broker().hasReplies()).isFalse();
    }

    /** They may come in two batches. */
    private void awaitBatches(int number, String first, String second) throws InterruptedException {
        FileReply reply = served.page();
        Batch batch = requireNonNull(ServedInMemory.resultOf(reply).batch());
        assertThat(batch.number()).isEqualTo(number);
        assertThat(reply.files()).extracting(FileOutcome::name).isSubsetOf(first, second);
        if (reply.files().size() == 1) {
            batch(number + 1, reply.files().get(0).name().equals(first) ? second : first);
        }
    }

    @Test
    void fromNowOnIsToldOfNothingEarlier() throws Exception {
        jobs.put("old.csv", 10, Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
        jobs.put("last.txt", 10, Instant.now().minusSeconds(10).truncatedTo(ChronoUnit.SECONDS));
        ClientService service = served.start(jobs.job());
        served.ask(subscribe("s-1", "PT1H", ""));
        awaitSubscribed(1, service);
        put("new.csv");
        batch(1, "new.csv");
    }

    @Test
    void itsLeaseEndsAndWhatIsNewIsTold() throws Exception {
        ClientService service = served.start(jobs.job());
        put("a.csv");
        served.ask(
                "{\"type\":\"FileRequest\",\"requestId\":\"s-1\",\"changedSince\":\"beginning\",\"subscribe\":{\"lease\":\"PT2S\",\"files\":2}}");
        FileReply last = batch(1, "a.csv");
        Result result = ServedInMemory.resultOf(last);
        assertThat(result.status()).isEqualTo(ReplyStatus.LEASE_ENDED);
        assertThat(requireNonNull(result.batch()).last()).isTrue();
        assertThat(result.cursor()).isNotNull();
        awaitSubscribed(0, service);
        assertThat(served.broker().waiting).isEmpty();
    }

    @Test
    void outlivesItsLeaseWhereItIsRenewed() throws Exception {
        ClientService service = served.start(jobs.job());
        served.ask(subscribe("s-1", "PT3S", ""));
        awaitSubscribed(1, service);
        Instant leased = Instant.now().plusSeconds(3);
        while (Instant.now().isBefore(leased.plusSeconds(3))) {
            served.control("{\"type\":\"RenewRequest\",\"requestId\":\"s-1\"}");
            Thread.sleep(500);
        }
        assertThat(served.broker().hasReplies()).isFalse();
        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.LEASE_ENDED);
    }

    @Test
    void isRenewedByWhoMay() throws Exception {
        ClientService service = served.start(jobs.job());
        served.ask(subscribe("s-1", "PT2S", ""));
        awaitSubscribed(1, service);
        served.controlFrom("somebody", "{\"type\":\"RenewRequest\",\"requestId\":\"s-1\"}");
        Instant asked = Instant.now();
        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.LEASE_ENDED);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void isCancelled() throws Exception {
        ClientService service = served.start(jobs.job());
        served.ask(subscribe("s-1", "PT1H", ""));
        awaitSubscribed(1, service);
        served.control("{\"type\":\"CancelRequest\",\"requestId\":\"s-1\"}");
        Result result = ServedInMemory.resultOf(served.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.CANCELLED);
        assertThat(requireNonNull(result.batch()).last()).isTrue();
        assertThat(result.cursor()).isNotNull();
        assertThat(served.broker().waiting).isEmpty();
    }

    /** What is renewed for the last time does not go on as though it were renewed again. */
    @Test
    void onceARenewedLeaseIsOverItIsLookedForOnce() throws Exception {
        FakeJob job = FakeJob.copying();
        ClientService service = served.start(job);
        for (int i = 0; i < 5; i++) {
            served.ask(fromTheBeginning("s-" + i).replace("PT1H", "PT2S"));
        }
        awaitSubscribed(5, service);
        for (int i = 0; i < 5; i++) {
            served.control("{\"type\":\"RenewRequest\",\"requestId\":\"s-" + i + "\"}");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.LEASE_ENDED);
        }
        assertThat(job.runs()).hasSize(5);
    }

    @Test
    void endsWhereItsFiltersTakeTooMuch() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            throw new FileException(ErrorCode.INVALID_FILTER, Remedy.NEVER, "The filter takes too much of the CPU");
        });
        job.nowThere("a.csv");
        ClientService service = served.start(job);
        served.ask(fromTheBeginning("s-1"));
        Result result = ServedInMemory.resultOf(served.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.FAILED);
        assertThat(result.batch()).isNull();
        awaitSubscribed(0, service);
        assertThat(served.broker().waiting).isEmpty();
    }

    @Test
    void filesOfTheLastBatchAreDoneWith() throws Exception {
        List<String> doneWith = new CopyOnWriteArrayList<>();
        FakeJob job = FakeJob.copying("a.csv");
        job.nowDoAfterwards((request, delivered, cancellation, told) -> doneWith.add(request.requestId()));
        served.allowing(new AllowedAfterwards(true, null)).start(job);
        served.ask(fromTheBeginning("s-1")
                .replace("PT1H", "PT1S")
                .replace("\"type\"", "\"afterwards\":\"delete\",\"type\""));
        Result result = ServedInMemory.resultOf(served.page());
        assertThat(result.status()).isEqualTo(ReplyStatus.LEASE_ENDED);
        assertThat(result.afterwards()).isNotNull();
        await().until(() -> !doneWith.isEmpty());
    }

    @Test
    void endsWithItsMessage() throws Exception {
        served.start(jobs.job());
        served.broker()
                .send(Channel.REQUESTS, Sent.of(subscribe("s-1", "PT1H", "")).passing(Duration.ofSeconds(2)));
        assertThat(ServedInMemory.resultOf(served.page()).status()).isEqualTo(ReplyStatus.EXPIRED);
    }

    @Test
    void endsWhereNobodyTakesItsBatches() throws Exception {
        ClientService service = served.start(jobs.job());
        served.ask(subscribe("s-1", "PT1H", ""));
        awaitSubscribed(1, service);
        served.broker().leave();
        put("a.csv");
        await().until(() ->
                served.broker().waiting.isEmpty() && served.broker().requests.isEmpty());
        awaitSubscribed(0, service);
    }

    @Test
    void aBatchWhoseCommitIsLostComesWithTheSameNumber() throws Exception {
        ClientService service = served.start(jobs.job());
        served.ask(subscribe("s-1", "PT1H", ""));
        awaitSubscribed(1, service);
        served.broker().failNextCommit(CommitFault.LOST);
        put("a.csv");
        batch(1, "a.csv");
        put("b.csv");
        batch(2, "b.csv");
    }

    @Test
    void anotherWorkerGoesOn() throws Exception {
        ClientService first = served.start(jobs.job());
        served.ask(fromTheBeginning("s-1"));
        put("a.csv");
        batch(1, "a.csv");
        ClientService second = served.start(jobs.job());
        first.close(Duration.ZERO);
        put("b.csv");
        batch(2, "b.csv");
        awaitSubscribed(1, second);
    }

    @Test
    void mayNotHaveAnyLeaseNorBeAnyNumber() throws Exception {
        ClientService service = served.withMaxLease(Duration.ofMinutes(5))
                .withMaxSubscriptions(1)
                .start(jobs.job());
        served.ask(subscribe("s-1", "PT6M", ""));
        Result tooLong = ServedInMemory.resultOf(served.page());
        assertThat(tooLong.status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(requireNonNull(tooLong.error()).pointer()).isEqualTo("/subscribe/lease");
        served.ask(subscribe("s-2", "PT5M", ""));
        awaitSubscribed(1, service);
        served.ask(subscribe("s-3", "PT5M", ""));
        Result tooMany = ServedInMemory.resultOf(served.page());
        assertThat(requireNonNull(tooMany.error()).code()).isEqualTo(ErrorCode.TOO_BUSY);
        served.control("{\"type\":\"StatusRequest\"}");
        assertThat(((StatusReport) served.response()).subscriptions()).isEqualTo(1);
    }
}
