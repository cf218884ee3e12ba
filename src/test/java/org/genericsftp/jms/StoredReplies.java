package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.testing.BrokerProcess;

/** Persistent requests without expiry whose replies are kept on a queue, to be counted afterwards. */
final class StoredReplies {
    static final String QUEUE = "replies";

    private StoredReplies() {}

    /** Sends so many requests; each is named by its correlation id. */
    static void ask(BrokerProcess broker, String queue, int count) throws JMSException {
        ask(broker, queue, "FileRequest", count);
    }

    static void ask(BrokerProcess broker, String queue, String type, int count) throws JMSException {
        try (JavaRequester requester = new JavaRequester(broker.url())) {
            for (int i = 0; i < count; i++) {
                TextMessage request = requester.text("{\"type\":\"" + type + "\"}");
                request.setJMSCorrelationID("request-" + i);
                request.setJMSReplyTo(requester.session().createQueue(QUEUE));
                requester.send(queue, request);
            }
        }
    }

    static Set<String> allOf(int count) {
        return IntStream.range(0, count).mapToObj(i -> "request-" + i).collect(Collectors.toSet());
    }

    /** Takes all replies that are there, each of which tells of success, and returns their correlation ids. */
    static List<String> answered(BrokerProcess broker) throws JMSException {
        List<String> answered = new ArrayList<>();
        try (JavaRequester requester = new JavaRequester(broker.url());
                MessageConsumer replies =
                        requester.session().createConsumer(requester.session().createQueue(QUEUE))) {
            for (Message reply = replies.receive(2_000); reply != null; reply = replies.receive(200)) {
                FileReply page = (FileReply) JavaRequester.read((TextMessage) reply);
                assertThat(JavaRequester.resultOf(page).status()).isEqualTo(ReplyStatus.COMPLETED);
                answered.add(reply.getJMSCorrelationID());
            }
        }
        return answered;
    }
}
