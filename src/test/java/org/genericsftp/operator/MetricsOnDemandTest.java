package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsOnDemandTest {
    @RegisterExtension
    final ClientsInMemory clients = new ClientsInMemory();

    private final AtomicInteger made = new AtomicInteger();
    private final MetricsOnDemand metrics = new MetricsOnDemand(this::make);

    private Metrics make() {
        made.incrementAndGet();
        return new Metrics(clients, "1.2.3", new ToldDepths());
    }

    @AfterEach
    void end() {
        metrics.close();
    }

    private static Response event() {
        return new RequestReport(
                "r",
                "p",
                "plant-a",
                "w",
                null,
                false,
                null,
                new Result(ReplyStatus.COMPLETED, Totals.NONE, null, Instant.EPOCH),
                List.of(),
                0,
                new Phases(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                Instant.EPOCH);
    }

    @Test
    void nothingIsMadeBeforeSomebodyReads() {
        metrics.observe(event());
        assertThat(made).hasValue(0);
        assertThat(metrics.path()).isEqualTo("/metrics");
        metrics.answer(null);
        metrics.answer(null);
        assertThat(made).hasValue(1);
    }

    @Test
    void whatWasToldBeforeAndWhatIsToldLaterCounts() {
        clients.show("plant-a", null, false);
        metrics.observe(event());
        metrics.observe(event());
        metrics.answer(null);
        metrics.observe(event());
        metrics.answer(null);
        assertThat(metrics.answer(null).body())
                .contains("sftp_client_requests_total{client=\"plant-a\",code=\"none\",status=\"COMPLETED\"} 3.0");
    }

    @Test
    void whatNobodyReadsDoesNotFillTheMemory() {
        for (int i = 0; i < 1000; i++) {
            metrics.observe(event());
        }
        await().untilAsserted(() -> assertThat(made).hasValue(1));
    }
}
