package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class JmsEventFeedTest {
    @RegisterExtension
    private final Opened opened = new Opened();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private EmbeddedBroker broker;
    private JmsEventFeed feed;

    @BeforeEach
    void setUp() throws Exception {
        broker = opened.add(EmbeddedBroker.start());
        feed = opened.add(new JmsEventFeed(
                new BrokerSettings(broker.url(), null, null),
                new ClockDifference(Clock.systemUTC()),
                (client, body) -> heard.add(client + " " + new String(body, StandardCharsets.UTF_8))));
    }

    private void listenTo(Map<String, String> topics) {
        feed.listenTo(topics);
        topics.values().forEach(topic -> await().until(() -> broker.topic(topic).consumers() == 1));
    }

    private void tell(String... topics) throws Exception {
        try (JavaRequester worker = new JavaRequester(broker.url())) {
            for (String topic : topics) {
                worker.publish(topic, worker.message("from " + topic));
            }
        }
    }

    private static long threads() {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream()
                .filter(thread -> thread.getName().startsWith("events"))
                .count();
    }

    @Test
    void hearsTheTopicsOfAllClients() throws Exception {
        listenTo(Map.of("a", "topic-a", "b", "topic-b"));
        tell("topic-a", "topic-b", "topic-c");
        await().untilAsserted(() -> assertThat(heard).containsExactly("a from topic-a", "b from topic-b"));
    }

    @Test
    void hearsThoseThatComeAndNotThoseThatGo() throws Exception {
        listenTo(Map.of("a", "topic-a", "b", "topic-b"));
        listenTo(Map.of("b", "topic-b", "c", "topic-c"));
        await().until(() -> broker.topic("topic-a").consumers() == 0);
        tell("topic-a", "topic-b", "topic-c");
        await().untilAsserted(() -> assertThat(heard).containsExactly("b from topic-b", "c from topic-c"));
    }

    @Test
    void listensAgainWhenTheBrokerIsBack() throws Exception {
        listenTo(Map.of("a", "topic-a"));
        broker.stop();
        broker.restart();
        await().until(() -> broker.topic("topic-a").consumers() == 1);
        tell("topic-a");
        await().untilAsserted(() -> assertThat(heard).containsExactly("a from topic-a"));
    }

    @Test
    void takesTwoThreadsHoweverManyTopicsThereAre() throws Exception {
        listenTo(Map.of("a", "topic-a", "b", "topic-b", "c", "topic-c"));
        assertThat(threads()).isEqualTo(2);
        feed.close();
        await().until(() -> threads() == 0);
        assertThat(broker.topic("topic-a").consumers()).isZero();
    }

    @Test
    void whatNeverStartedEnds() {
        feed.close();
        feed.close();
        feed.listenTo(Map.of("a", "topic-a"));
        assertThat(threads()).isZero();
    }
}
