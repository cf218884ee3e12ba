package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.activemq.plugin.StatisticsBrokerPlugin;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.Test;

class QueueStatisticsTest {
    private static QueueStatistics at(EmbeddedBroker broker) {
        return new QueueStatistics(
                new BrokerSettings(broker.url(), null, null), new ClockDifference(Clock.systemUTC()));
    }

    @Test
    void aBrokerWithThePluginTellsHowManyMessagesLieInEachQueue() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new StatisticsBrokerPlugin());
                JavaRequester requester = new JavaRequester(broker.url());
                QueueStatistics statistics = at(broker)) {
            requester.send("full", requester.message("{}"));
            requester.send("full", requester.message("{}"));
            requester.send("other", requester.message("{}"));
            assertThat(statistics.of(List.of("full", "other", "missing"))).isEqualTo(Map.of("full", 2L, "other", 1L));
            assertThat(statistics.of(List.of("other"))).isEqualTo(Map.of("other", 1L));
        }
    }

    @Test
    void aBrokerWithoutItTellsNothingAndKeepsNothing() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                JavaRequester requester = new JavaRequester(broker.url());
                QueueStatistics statistics = at(broker)) {
            requester.send("full", requester.message("{}"));
            assertThat(statistics.of(List.of("full"))).isEmpty();
            assertThat(statistics.of(List.of("full"))).isEmpty();
            assertThat(broker.queue("ActiveMQ.Statistics.Destination.full").waiting())
                    .isZero();
        }
    }

    @Test
    void aBrokerThatIsAwayTellsNothingUntilItIsBack() throws Exception {
        EmbeddedBroker gone = EmbeddedBroker.start();
        try (QueueStatistics statistics = at(gone)) {
            gone.close();
            assertThat(statistics.of(List.of("full"))).isEmpty();
        }
    }
}
