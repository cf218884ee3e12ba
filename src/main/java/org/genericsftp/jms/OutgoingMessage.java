package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Request;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.SyncReport;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent: its type, its body, and the few properties that we give it. Nothing of a request's headers goes
 * into it but the correlation id.
 */
record OutgoingMessage(String type, String body, @Nullable String correlationId, Map<String, Object> properties) {

    static OutgoingMessage event(Response event, MessageCodec codec) {
        return new OutgoingMessage(event.type(), codec.encode(event), null, propertiesOf(event));
    }

    static OutgoingMessage request(Request request, @Nullable String correlationId, MessageCodec codec) {
        return new OutgoingMessage(request.type(), codec.encode(request), correlationId, Map.of());
    }

    static OutgoingMessage answer(Response answer, String correlationId, MessageCodec codec) {
        return new OutgoingMessage(answer.type(), codec.encode(answer), correlationId, propertiesOf(answer));
    }

    private static Map<String, Object> propertiesOf(Response response) {
        Map<String, Object> properties = new LinkedHashMap<>();
        String status = statusOf(response);
        if (status != null) {
            properties.put("status", status);
        }
        if (response instanceof FileReply page && isOneOfSeveral(page)) {
            properties.put("JMSXGroupID", page.replyId());
            properties.put("JMSXGroupSeq", page.page());
        }
        return properties;
    }

    /** What stands as {@code status} in the body, so that selectors can go by it. */
    private static @Nullable String statusOf(Response response) {
        if (response instanceof FileReply page) {
            return page.result() == null ? null : page.result().status().name();
        } else if (response instanceof ConnectionReply reply) {
            return reply.report().status();
        } else if (response instanceof ConnectionStatusChanged change) {
            return change.status();
        } else if (response instanceof SyncReport report) {
            return report.result().status().name();
        } else if (response instanceof RequestReport report) {
            return report.result().status().name();
        }
        return null;
    }

    /** A page that is the only one of its reply belongs to no group. */
    private static boolean isOneOfSeveral(FileReply page) {
        return page.result() == null || page.page() > 1;
    }

    TextMessage toMessage(Session session) throws JMSException {
        TextMessage message = session.createTextMessage(withoutSurrogates(body));
        message.setJMSType(type);
        if (correlationId != null) {
            message.setJMSCorrelationID(correlationId);
        }
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        return message;
    }

    /** How many bytes the text takes in a message beyond its length in UTF-8. */
    static int escapedBytes(String text) {
        // A pair is 4 bytes in UTF-8, and 12 when each half is escaped.
        return 4
                * (int) text.chars()
                        .filter(unit -> Character.isSurrogate((char) unit))
                        .count();
    }

    /**
     * JSON in which characters beyond the basic plane are escaped. ActiveMQ writes them in an encoding of its own, which the
     * broker passes to STOMP clients as if it were UTF-8; all others look the same in both.
     */
    static String withoutSurrogates(String json) {
        if (json.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            if (Character.isSurrogate(unit)) {
                escaped.append(String.format("\\u%04x", (int) unit));
            } else {
                escaped.append(unit);
            }
        }
        return escaped.toString();
    }
}
