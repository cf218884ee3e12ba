package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokersTest {
    @TempDir
    private Path store;

    private static void send(String url, String queue) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection()) {
            Session session = connection.createSession();
            session.createProducer(session.createQueue(queue)).send(session.createTextMessage("kept"));
        }
    }

    private static @Nullable Message receive(String url, String queue) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            return session.createConsumer(session.createQueue(queue)).receive(20_000);
        }
    }

    @Test
    void aBrokerProcessKeepsItsMessagesAndPortsWhenItIsKilled() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(store)) {
            send(broker.url(), "a");
            assertThat(broker.queue("a").waiting()).isEqualTo(1);
            String url = broker.url();
            broker.kill();
            broker.restart();
            assertThat(broker.url()).isEqualTo(url);
            assertThat(receive(url, "a")).isNotNull();
            await().until(() -> broker.queue("a").dequeued() == 1);
        }
    }

    @Test
    void anEmbeddedBrokerLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            send(broker.url(), "a");
            assertThat(broker.queue("a").enqueued()).isEqualTo(1);
            assertThat(broker.queue("b")).isEqualTo(QueueCounts.NONE);
        }
        Predicate<Thread> ofBroker = thread -> thread.getName().contains("ActiveMQ");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .filter(ofBroker)
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .isEmpty());
    }
}
