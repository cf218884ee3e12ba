package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.serve.ServedInMemory.resultOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.Outside.Received;
import org.genericsftp.serve.Outside.Sent;
import org.genericsftp.testing.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

class ClientServiceTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    @Test
    void atTheEndWhatRunsIsFinishedAndNothingMoreIsTaken() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        ClientService service = served.withHandlers(1).start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"running\"}");
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"waiting\"}");
        await().until(() -> job.runs().size() == 1);
        CompletableFuture<Boolean> finished = CompletableFuture.supplyAsync(() -> close(service));
        await().until(served.broker()::isLeft);
        goOn.countDown();
        assertThat(finished.join()).isTrue();
        assertThat(served.page().requestId()).isEqualTo("running");
        assertThat(served.broker().requests).hasSize(1);
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
    void eachRequestIsReportedAsAnEvent() throws Exception {
        served.start(FakeJob.copying("a.csv"));
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"requester\":\"billing\",\"dryRun\":true}");
        String replyId = served.page().replyId();
        RequestReport report = served.event(RequestReport.class);
        assertThat(report.requestId()).isEqualTo("r");
        assertThat(report.replyId()).isEqualTo(replyId);
        assertThat(report.worker()).isEqualTo("host-1/1");
        assertThat(report.requester()).isEqualTo("billing");
        assertThat(report.dryRun()).isTrue();
        assertThat(report.result().totals().copied()).isEqualTo(1);
        assertThat(report.files()).extracting(FileOutcome::name).containsExactly("a.csv");

        served.ask("malformed");
        assertThat(resultOf(served.page()).status()).isEqualTo(ReplyStatus.REJECTED);
        RequestReport rejected = served.event(RequestReport.class);
        assertThat(rejected.result().status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(rejected.request()).isNull();
    }

    @Test
    void theEventOfARequestTellsWhatWasAskedButNotItsMetadata() throws Exception {
        served.start(FakeJob.copying());
        String asked = "{\"type\":\"FileRequest\",\"fileName\":{\"include\":[\"*.csv\"]},\"directory\":\"a/b\"";
        served.ask(asked + ",\"metadata\":{\"secret\":1}}");
        served.page();
        FileRequest told = requireNonNull(served.event(RequestReport.class).request());
        assertThat(new MessageCodec().encode(told)).isEqualTo(asked + "}");
    }

    @Test
    void theEventOfALongRequestDoesWithoutIt() throws Exception {
        served.start(FakeJob.copying());
        String paths =
                IntStream.range(0, 10_000).mapToObj(i -> "\"file-" + i + "\"").collect(Collectors.joining(","));
        served.ask("{\"type\":\"FileRequest\",\"fileName\":{\"include\":[" + paths + "],\"syntax\":\"exact\"}}");
        served.page();
        assertThat(served.event(RequestReport.class).request()).isNull();
    }

    @Test
    void theEventOfARequestTellsHowLongItsPhasesTook() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        served.withHandlers(1).start(job);
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"first\"}");
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"waits\"}");
        await().until(() -> job.runs().size() == 1);
        Instant waiting = Instant.now();
        await().until(() -> Instant.now().isAfter(waiting.plusMillis(20)));
        goOn.countDown();
        served.event(RequestReport.class);
        Phases phases = requireNonNull(served.event(RequestReport.class).phases());
        assertThat(phases.queue()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(phases.reply()).isLessThan(Outside.PATIENCE);
    }

    @Test
    void whatAnswersARequestBelongsToItsTrace() throws Exception {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        served.start(FakeJob.copying("a.csv"));
        served.broker()
                .send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}").traced(parent, "vendor=1"));
        served.broker().send(Channel.REQUESTS, Sent.of("malformed").traced(parent, "vendor=1"));
        served.broker().send(Channel.SYNC, Sent.of("{\"type\":\"SyncTrigger\"}").traced(parent, "vendor=1"));
        for (int i = 0; i < 3; i++) {
            assertBelongs(served.broker().reply(), parent);
        }
        for (int i = 0; i < 3; ) {
            Received event = requireNonNull(served.broker().eventWithin(Outside.PATIENCE));
            if (!event.message().type().equals("ConnectionStatusChanged")) {
                assertBelongs(event, parent);
                i++;
            }
        }
    }

    private static void assertBelongs(Received message, String parent) {
        TraceContext trace = requireNonNull(message.message().trace());
        assertThat(trace.traceparent()).isEqualTo(parent);
        assertThat(trace.state()).isEqualTo("vendor=1");
    }

    @Test
    void eachLineOfARequestTellsItsClientItsIdAndItsTrace() throws Exception {
        BlockingQueue<Map<String, String>> told = new LinkedBlockingQueue<>();
        served.start(FakeJob.doing(run -> told.add(MDC.getCopyOfContextMap())));
        served.broker()
                .send(
                        Channel.REQUESTS,
                        Sent.of("{\"type\":\"FileRequest\",\"requestId\":\"r\\n1\"}")
                                .traced("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1"));
        assertThat(told.poll(20, TimeUnit.SECONDS))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "client", ServedInMemory.CLIENT,
                        "request", "r\\u000A1",
                        "trace", "4bf92f3577b34da6a3ce929d0e0e4736"));
        served.page();
        served.trigger("{\"type\":\"SyncTrigger\",\"requestId\":\"s\"}");
        assertThat(told.poll(20, TimeUnit.SECONDS))
                .containsExactlyInAnyOrderEntriesOf(Map.of("client", ServedInMemory.CLIENT, "request", "s"));
        served.page();
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"next\"}");
        assertThat(told.poll(20, TimeUnit.SECONDS)).doesNotContainKey("trace").containsEntry("request", "next");
    }

    @Test
    void theConnectionIsCheckedAtTheStartAndItsChangesAreTold() throws Exception {
        FakeJob job = FakeJob.copying();
        ClientService service = served.start(job);
        await().until(() -> Boolean.TRUE.equals(service.connection().status().valid()));
        await().until(service::isConnected);
        job.nowDo(run -> {
            throw new FileException(
                    ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "sftp.example.net does not let x in");
        });
        served.ask("{\"type\":\"FileRequest\"}");
        served.page();
        ConnectionStatusChanged change = served.event(ConnectionStatusChanged.class);
        while (change.valid()) {
            change = served.event(ConnectionStatusChanged.class);
        }
        assertThat(change.status()).isEqualTo("sftp.example.net does not let x in");
        assertThat(change.previousStatus()).isEqualTo("Connection Valid");
    }

    @Test
    void eachRequestIsOneLineInTheLogWhateverItIsCalled() throws Exception {
        try (LogCapture log = LogCapture.of(Events.class)) {
            served.start(FakeJob.copying("a.csv"));
            served.ask("{\"type\":\"FileRequest\",\"requestId\":\"x\\r\\nERROR forged\"}");
            served.page();
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("INFO " + ServedInMemory.CLIENT
                                    + ": FileRequest x\\u000D\\u000AERROR forged: COMPLETED")
                            .contains("1 copied (10 bytes)")
                            .doesNotContain("\n"));
        }
    }
}
