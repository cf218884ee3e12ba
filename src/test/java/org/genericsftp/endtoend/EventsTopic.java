package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** Everything that is told on a client's events topic from now on. */
final class EventsTopic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> statusProperties = new CopyOnWriteArrayList<>();

    EventsTopic(String brokerUrl, String client) throws JMSException {
        connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
        Session session = connection.createSession();
        session.createConsumer(session.createTopic("sftp." + client + ".events"))
                .setMessageListener(this::hear);
        connection.start();
    }

    private void hear(Message message) {
        try {
            statusProperties.add(String.valueOf(message.getStringProperty("status")));
            heard.add(((TextMessage) message).getText());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> texts() {
        return List.copyOf(heard);
    }

    /** The {@code status} of each event, which is the same in its property and its body. */
    List<String> statuses() {
        List<String> statuses = texts().stream()
                .map(event -> MessageSchemas.read(event).path("status").asString())
                .toList();
        assertThat(statusProperties.subList(0, statuses.size())).isEqualTo(statuses);
        return statuses;
    }

    List<JsonNode> all(String type) {
        return heard.stream()
                .map(MessageSchemas::read)
                .filter(event -> event.path("type").asString().equals(type))
                .toList();
    }

    /** The first event that is so; waits for it. */
    JsonNode await(String type, Predicate<JsonNode> wanted) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> all(type).stream().anyMatch(wanted));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No such " + type + " among " + heard, e);
        }
        return all(type).stream().filter(wanted).findFirst().orElseThrow();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
