package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.LogLines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Its start, its end, and what it tells operators. */
class ClientServiceTest {
    private static EmbeddedBroker broker;

    private Services services;
    private JavaRequester requester;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        broker.close();
    }

    @BeforeEach
    void connect() throws Exception {
        services = new Services(broker.url());
        requester = new JavaRequester(broker.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
        services.close();
    }

    private void ask(String json) throws Exception {
        requester.send(services.queues().requests(), requester.message(json));
    }

    @Test
    void atTheEndWhatRunsIsFinishedAndNothingMoreIsTaken() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        ClientService service = services.withHandlers(1).start(job);
        ask("{\"type\":\"FileRequest\",\"requestId\":\"running\"}");
        ask("{\"type\":\"FileRequest\",\"requestId\":\"waiting\"}");
        await().until(() -> job.runs().size() == 1);
        CompletableFuture<Boolean> finished = CompletableFuture.supplyAsync(() -> close(service));
        await().until(() -> broker.topic(services.queues().control()).consumers() == 0);
        goOn.countDown();
        assertThat(finished.join()).isTrue();
        assertThat(requester.page().requestId()).isEqualTo("running");
        assertThat(broker.queue(services.queues().requests()).waiting()).isEqualTo(1);
        assertThat(job.runs()).hasSize(1);
        assertThat(close(service)).isTrue();
    }

    private static boolean close(ClientService service) {
        try {
            return service.close(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Test
    void anIdleServiceEndsAtOnce() throws Exception {
        ClientService service = services.start(FakeJob.copying());
        await().until(service::isConnected);
        long before = System.nanoTime();
        assertThat(close(service)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aServiceWithoutBrokerEndsToo() {
        try (Services lonely = new Services("failover:(tcp://127.0.0.1:1)")) {
            ClientService service = lonely.start(FakeJob.copying());
            assertThat(service.isConnected()).isFalse();
            assertThat(close(service)).isTrue();
        }
    }

    @Test
    void noThreadStaysBehind() throws Exception {
        List<String> before = threads();
        for (int i = 0; i < 3; i++) {
            try (Services more = new Services(i == 1 ? "failover:(" + broker.url() + ")" : broker.url())) {
                more.withInterval(Duration.ofSeconds(1)).start(FakeJob.copying("a.csv"));
                requester.send(
                        more.queues().requests(), requester.message("{\"type\":\"FileRequest\",\"progress\":true}"));
                requester.page();
            }
        }
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    /** Those of ActiveMQ's pools come and go. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("client-")
                        || name.startsWith("ActiveMQ Connection Executor")
                        || name.startsWith("ActiveMQ Transport: tcp:///"))
                .collect(Collectors.toList());
    }

    @Test
    void eachRequestIsReportedOnTheEventsTopic() throws Exception {
        MessageConsumer events = requester
                .session()
                .createConsumer(
                        requester.session().createTopic(services.queues().events()));
        services.start(FakeJob.copying("a.csv"));
        ask("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"requester\":\"billing\",\"dryRun\":true}");
        String replyId = requester.page().replyId();
        RequestReport report = next(events, RequestReport.class);
        assertThat(report.requestId()).isEqualTo("r");
        assertThat(report.replyId()).isEqualTo(replyId);
        assertThat(report.worker()).isEqualTo("host-1/1");
        assertThat(report.requester()).isEqualTo("billing");
        assertThat(report.dryRun()).isTrue();
        assertThat(report.result().totals().copied()).isEqualTo(1);
        assertThat(report.files()).extracting(FileOutcome::name).containsExactly("a.csv");

        ask("malformed");
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(next(events, RequestReport.class).result().status()).isEqualTo(ReplyStatus.REJECTED);
    }

    @Test
    void theConnectionIsCheckedAtTheStartAndItsChangesAreTold() throws Exception {
        MessageConsumer events = requester
                .session()
                .createConsumer(
                        requester.session().createTopic(services.queues().events()));
        FakeJob job = FakeJob.copying();
        ClientService service = services.start(job);
        await().until(() -> Boolean.TRUE.equals(service.connection().status().valid()));
        await().until(service::isConnected);
        job.nowDo(run -> {
            throw new FileException(
                    ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "sftp.example.net does not let x in");
        });
        ask("{\"type\":\"FileRequest\"}");
        requester.page();
        ConnectionStatusChanged change = next(events, ConnectionStatusChanged.class);
        while (change.valid()) {
            change = next(events, ConnectionStatusChanged.class);
        }
        assertThat(change.status()).isEqualTo("sftp.example.net does not let x in");
        assertThat(change.previousStatus()).isEqualTo("Connection Valid");
    }

    private static <T extends Response> T next(MessageConsumer events, Class<T> type) throws Exception {
        while (true) {
            TextMessage event = (TextMessage) events.receive(20_000);
            assertThat(event).isNotNull();
            Response response = JavaRequester.read(event);
            if (type.isInstance(response)) {
                return type.cast(response);
            }
        }
    }

    @Test
    void eachRequestIsOneLineInTheLogWhateverItIsCalled() throws Exception {
        try (LogLines log = LogLines.of(Class.forName("org.genericsftp.serve.Events"))) {
            services.start(FakeJob.copying("a.csv"));
            ask("{\"type\":\"FileRequest\",\"requestId\":\"x\\r\\nERROR forged\"}");
            requester.page();
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("INFO " + services.client()
                                    + ": FileRequest x\\u000D\\u000AERROR forged: COMPLETED")
                            .contains("1 copied (10 bytes)")
                            .doesNotContain("\n"));
        }
    }
}
