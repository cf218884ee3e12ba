package org.genericsftp.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.Outside;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsTest {
    private static final String CLIENT = "plant-a";
    private static final RequestReport FINISHED = new RequestReport(
            "r",
            "p",
            CLIENT,
            "w",
            null,
            false,
            null,
            new Result(ReplyStatus.COMPLETED, Totals.NONE, null, Instant.EPOCH),
            List.of(),
            0,
            new Phases(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO),
            Instant.EPOCH);

    @RegisterExtension
    final ClientsInMemory clients = new ClientsInMemory();

    private final Metrics metrics = new Metrics(clients, "1.2.3", new ToldDepths());

    @AfterEach
    void end() {
        metrics.close();
    }

    private void serve(FakeJob job) {
        clients.start(CLIENT, job, metrics::observe);
    }

    private void ask(String fields) throws InterruptedException {
        clients.broker().send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"" + fields + "}"));
        requireNonNull(clients.broker().replyWithin(Outside.PATIENCE));
    }

    private void sync() throws InterruptedException {
        clients.broker().send(Channel.SYNC, Sent.of("{\"type\":\"SyncTrigger\"}"));
        requireNonNull(clients.broker().replyWithin(Outside.PATIENCE));
    }

    private String scrape() {
        return metrics.answer(null).body();
    }

    /** Waits for the sample: events are told after the reply. */
    private void awaitSample(String series, double value) {
        await().untilAsserted(() -> assertThat(samples()).containsEntry(series, value));
    }

    private Map<String, Double> samples() {
        return scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static String of(String metric, String moreLabels) {
        return metric + "{client=\"" + CLIENT + "\"" + moreLabels + "}";
    }

    @Test
    void requestsAreCountedByStatusAndCodeAndFilesByOutcome() throws Exception {
        FakeJob job = FakeJob.copying("a.csv", "b.csv");
        serve(job);
        ask("");
        ask("");
        job.nowDo(run -> run.outcomes()
                .add(FakeJob.failed("c.csv", new FileException(ErrorCode.FILE_CHANGED, Remedy.LATER, "changed"))));
        ask("");
        ask(",\"unknown\":1");

        awaitSample(of("sftp_client_requests_total", ",code=\"none\",status=\"COMPLETED\""), 2);
        awaitSample(of("sftp_client_requests_total", ",code=\"none\",status=\"FAILED\""), 1);
        awaitSample(of("sftp_client_requests_total", ",code=\"MALFORMED_REQUEST\",status=\"REJECTED\""), 1);
        awaitSample(of("sftp_client_files_total", ",outcome=\"COPIED\""), 4);
        awaitSample(of("sftp_client_files_total", ",outcome=\"FAILED\""), 1);
        awaitSample(of("sftp_client_bytes_total", ""), 40);
        awaitSample(of("sftp_client_request_seconds_count", ""), 4);
        awaitSample("sftp_client_phase_seconds_count{kind=\"request\",phase=\"queue\"}", 4);
        assertThat(samples()).containsEntry(of("sftp_client_request_seconds_bucket", ",le=\"3600.0\""), 4.0);
    }

    @Test
    void whatIsCountedOrMeasuredIsZeroWhenItIsFirstRead() throws Exception {
        serve(FakeJob.copying("a.csv"));
        ask("");
        String requests = of("sftp_client_requests_total", ",code=\"none\",status=\"COMPLETED\"");
        awaitSample(of("sftp_client_request_seconds_count", ""), 1);
        clients.hide(CLIENT);
        scrape();
        clients.show(CLIENT, null, false);
        metrics.observe(FINISHED);
        metrics.observe(FINISHED);
        String times = of("sftp_client_request_seconds_count", "");
        String slow = of("sftp_client_request_seconds_bucket", ",le=\"3600.0\"");
        assertThat(samples())
                .containsEntry(requests, 0.0)
                .containsEntry(times, 0.0)
                .containsEntry(slow, 0.0);
        assertThat(samples())
                .containsEntry(requests, 2.0)
                .containsEntry(times, 2.0)
                .containsEntry(slow, 2.0);
        metrics.observe(FINISHED);
        assertThat(samples())
                .containsEntry(requests, 3.0)
                .containsEntry(times, 3.0)
                .containsEntry(slow, 3.0);
    }

    @Test
    void timesThatNobodyReadsDoNotFillTheMemory() {
        serve(FakeJob.copying("a.csv"));
        for (int i = 0; i < 2_500; i++) {
            metrics.observe(FINISHED);
        }
        assertThat(samples()).containsEntry(of("sftp_client_request_seconds_count", ""), 2_500.0);
    }

    @Test
    void connectionChecksAreCountedByHowTheyEnd() throws Exception {
        serve(FakeJob.copying("a.csv"));
        awaitSample(of("sftp_client_checks_total", ",result=\"passed\""), 1);
        clients.broker().send(Channel.REQUESTS, Sent.of("{\"type\":\"ConnectionCheck\"}"));
        awaitSample(of("sftp_client_checks_total", ",result=\"passed\""), 2);
        assertThat(samples())
                .containsEntry(of("sftp_client_checks_total", ",result=\"failed\""), 0.0)
                .containsEntry(of("sftp_client_replies_refused_total", ""), 0.0);
    }

    @Test
    void syncsAreCountedAndDated() throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        job.nowDo(run -> {
            throw new FileException(ErrorCode.DISK_FULL, Remedy.NEVER, "full");
        });
        serve(job);
        sync();
        awaitSample(of("sftp_client_syncs_total", ",code=\"DISK_FULL\",status=\"FAILED\""), 1);
        assertThat(samples())
                .containsKey(of("sftp_client_last_sync_timestamp_seconds", ""))
                .doesNotContainKey(of("sftp_client_last_good_sync_timestamp_seconds", ""));

        job.nowDo(run -> run.outcomes().add(FakeJob.copied("a.csv")));
        sync();
        awaitSample(of("sftp_client_syncs_total", ",code=\"none\",status=\"COMPLETED\""), 1);
        awaitSample(of("sftp_client_sync_seconds_count", ""), 2);
        awaitSample(
                of("sftp_client_last_good_sync_timestamp_seconds", ""), FakeJob.COMPLETED_AT.toEpochMilli() / 1000.0);
    }

    @Test
    void whatHoldsAtTheMomentIsLookedUpWhenItIsRead() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakeJob job = FakeJob.doing(run -> goOn.await());
        serve(job);
        clients.broker().send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}"));
        await().until(() -> job.runs().size() == 1);
        awaitSample(of("sftp_client_requests_in_flight", ""), 1);
        awaitSample(of("sftp_client_connection_valid", ""), 1);
        assertThat(samples())
                .containsEntry(of("sftp_client_handlers", ""), 4.0)
                .containsEntry(of("sftp_client_broker_connected", ""), 1.0)
                .containsEntry(of("sftp_client_paused", ""), 0.0)
                .containsEntry(of("sftp_client_sync_interval_seconds", ""), 900.0)
                .containsEntry(of("sftp_client_sessions", ""), 1.0)
                .containsEntry(of("sftp_client_sessions_opened_total", ""), 2.0)
                .containsEntry(of("sftp_client_sessions_refused_total", ""), 3.0)
                .containsEntry(of("sftp_client_sessions_lost_total", ""), 4.0)
                .containsEntry(of("sftp_client_backoffs_total", ""), 5.0)
                .containsEntry(of("sftp_client_held_back_seconds_total", ""), 1.5)
                .containsEntry(of("sftp_client_retries_total", ""), 6.0)
                .containsEntry(of("sftp_client_received_bytes_total", ""), 7.0)
                .containsKey("jvm_threads_live_threads")
                .containsEntry("sftp_client_build_info{version=\"1.2.3\"}", 1.0);
        goOn.countDown();
        awaitSample(of("sftp_client_requests_in_flight", ""), 0);
    }

    @Test
    void howManyMessagesLieInAQueueIsToldWhereTheBrokerTells() throws Exception {
        serve(FakeJob.copying());
        awaitSample(of("sftp_client_queue_messages", ",queue=\"requests\""), 5);
        awaitSample(of("sftp_client_queue_messages", ",queue=\"invalid\""), 2);
        assertThat(samples()).doesNotContainKey(of("sftp_client_queue_messages", ",queue=\"sync\""));
    }

    @Test
    void aPausedClientKeepsItsCountersAndHasNoStateOfItsOwn() {
        serve(FakeJob.copying());
        awaitSample(of("sftp_client_connection_valid", ""), 1);
        clients.show(CLIENT, null, true);
        assertThat(samples())
                .containsEntry(of("sftp_client_paused", ""), 1.0)
                .containsEntry(of("sftp_client_retries_total", ""), 6.0)
                .doesNotContainKeys(
                        of("sftp_client_connection_valid", ""),
                        of("sftp_client_broker_connected", ""),
                        of("sftp_client_sessions", ""));
    }

    @Test
    void aClientThatIsGoneTakesItsMetricsWithIt() throws Exception {
        serve(FakeJob.copying("a.csv"));
        ask("");
        awaitSample(of("sftp_client_files_total", ",outcome=\"COPIED\""), 1);
        clients.hide(CLIENT);
        assertThat(scrape()).doesNotContain(CLIENT);
    }

    @Test
    void nothingThatOthersNameIsALabel() throws Exception {
        serve(FakeJob.copying("a\"} 1\nforged{.csv"));
        ask(",\"requester\":\"billing\",\"requestId\":\"the-id\",\"directory\":\"the-folder\"");
        awaitSample(of("sftp_client_request_seconds_count", ""), 1);
        assertThat(scrape()).doesNotContain("forged", "billing", "the-id", "the-folder");
    }

    @Test
    void whoAsksForOpenMetricsGetsIt() {
        String prometheus = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
        Extension.Answer answer = metrics.answer(prometheus);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(answer.body()).endsWith("# EOF\n");
        assertThat(metrics.answer("*/*").contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.answer("*/*").body()).doesNotContain("# EOF");
    }
}
