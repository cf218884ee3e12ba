package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.activemq.plugin.StatisticsBrokerPlugin;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.QueueDepths.Depth;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.Test;

class JmsQueueDepthsTest {
    private static JmsQueueDepths at(EmbeddedBroker broker) {
        return new JmsQueueDepths(new BrokerSettings(broker.url(), null, null), new ClockDifference(Clock.systemUTC()));
    }

    private static Depth depth(long messages) {
        return new Depth(messages, false);
    }

    private static void fill(JavaRequester requester, String queue, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            requester.send(queue, requester.message("{}"));
        }
    }

    @Test
    void aBrokerWithThePluginTellsHowManyMessagesLieInEachQueue() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new StatisticsBrokerPlugin());
                JavaRequester requester = new JavaRequester(broker.url());
                JmsQueueDepths depths = at(broker)) {
            fill(requester, "full", 1_001);
            fill(requester, "other", 1);
            assertThat(depths.of(List.of("full", "other", "missing")))
                    .isEqualTo(Map.of("full", depth(1_001), "other", depth(1)));
            assertThat(depths.of(List.of("other"))).isEqualTo(Map.of("other", depth(1)));
        }
    }

    @Test
    void whereThePluginIsMissingTheFirstThousandAreCounted() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                JavaRequester requester = new JavaRequester(broker.url());
                JmsQueueDepths depths = at(broker)) {
            fill(requester, "some", 3);
            fill(requester, "full", 1_000);
            fill(requester, "fuller", 1_001);
            assertThat(depths.of(List.of("some", "full", "fuller", "missing")))
                    .isEqualTo(Map.of(
                            "some", depth(3),
                            "full", depth(1_000),
                            "fuller", new Depth(1_000, true),
                            "missing", depth(0)));
            assertThat(broker.queue("some").waiting()).isEqualTo(3);
            assertThat(broker.queue("ActiveMQ.Statistics.Destination.some").waiting())
                    .isZero();
        }
    }

    @Test
    void whereStatisticsMayNotBeAskedForQueuesAreCounted() throws Exception {
        RefusingQueues refusing = new RefusingQueues();
        refusing.refuse("ActiveMQ.Statistics.Broker", 1, JMSSecurityException::new);
        try (EmbeddedBroker broker = EmbeddedBroker.start(refusing);
                JavaRequester requester = new JavaRequester(broker.url());
                JmsQueueDepths depths = at(broker)) {
            fill(requester, "some", 3);
            assertThat(depths.of(List.of("some"))).isEqualTo(Map.of("some", depth(3)));
        }
    }

    @Test
    void aBrokerThatIsAwayTellsNothingUntilItIsBack() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                JmsQueueDepths depths = at(broker)) {
            assertThat(depths.of(List.of("some"))).containsKey("some");
            broker.stop();
            assertThat(depths.of(List.of("some"))).isEmpty();
            broker.restart();
            assertThat(depths.of(List.of("some"))).containsKey("some");
        }
    }

    @Test
    void nothingIsAskedAfterTheEnd() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            JmsQueueDepths depths = at(broker);
            depths.close();
            depths.close();
            assertThat(depths.of(List.of("some"))).isEmpty();
        }
    }
}
