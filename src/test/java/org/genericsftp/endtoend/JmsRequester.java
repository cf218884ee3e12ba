package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.testing.JmsClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks for files, and reads whole replies as anybody would who has read nothing but their documents. */
final class JmsRequester extends JmsClient {
    private JmsRequester(String url, @Nullable String replyQueue) throws JMSException {
        super(url, replyQueue);
    }

    /** Answered to a temporary queue. */
    static JmsRequester at(String brokerUrl) throws JMSException {
        return new JmsRequester(brokerUrl, null);
    }

    /** Answered to a queue of this name. */
    static JmsRequester at(String brokerUrl, String replyQueue) throws JMSException {
        return new JmsRequester(brokerUrl, replyQueue);
    }

    String send(String queue, String json) throws JMSException {
        return send(queue, message(json));
    }

    Reply ask(String queue, String json) throws JMSException {
        return ask(queue, text(json));
    }

    /** Sends a request and waits for its reply, which must be the next. */
    Reply ask(String queue, Message message) throws JMSException {
        String id = send(queue, answered(message));
        String correlationId = message.getJMSCorrelationID();
        Reply reply = reply();
        assertThat(reply.correlationId()).isEqualTo(correlationId == null ? id : correlationId);
        return reply;
    }

    /** The next whole reply. Pages of a reply that was broken off are dropped, as the contract asks for. */
    Reply reply() throws JMSException {
        List<Message> pages = new ArrayList<>();
        JsonNode last;
        do {
            Message page = nextReply();
            pages.add(page);
            last = body(page);
        } while (!last.path("page").path("last").asBoolean(true));
        return whole(pages, last);
    }

    private static Reply whole(List<Message> received, JsonNode last) throws JMSException {
        List<JsonNode> pages = new ArrayList<>();
        String correlationId = "";
        for (Message message : received) {
            JsonNode page = body(message);
            if (page.path("replyId").equals(last.path("replyId"))) {
                pages.add(page);
                correlationId = message.getJMSCorrelationID();
                assertHeaders(message, page, last);
            }
        }
        return new Reply(correlationId, pages);
    }

    private static void assertHeaders(Message message, JsonNode page, JsonNode last) throws JMSException {
        assertThat(message.getJMSType()).isEqualTo(page.path("type").asString());
        assertThat(message.getStringProperty("status"))
                .isEqualTo(page.path("status").asString(null));
        boolean alone = last.path("page").path("number").asInt(1) == 1;
        assertThat(message.getStringProperty("JMSXGroupID"))
                .isEqualTo(alone ? null : page.path("replyId").asString());
        if (!alone) {
            assertThat(message.getIntProperty("JMSXGroupSeq"))
                    .isEqualTo(page.path("page").path("number").asInt());
        }
    }

    static JsonNode body(Message message) throws JMSException {
        return MessageSchemas.read(((TextMessage) message).getText());
    }
}
