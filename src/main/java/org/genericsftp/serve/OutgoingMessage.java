package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
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
 * A message to be sent. Nothing of a request's headers goes into it but the correlation id and a valid trace
 * context.
 *
 * @param body JSON in which characters beyond the basic plane are escaped: brokers have encodings of their own for them, and
 *     pass these to clients of other protocols as if they were UTF-8
 * @param status what stands as {@code status} in the body, so that selectors can go by it; null where none does
 * @param group what the message belongs to, where it is one of several; else null
 * @param trace that of the request, where it has one; else null
 */
public record OutgoingMessage(
        String type,
        String body,
        @Nullable String correlationId,
        @Nullable String status,
        @Nullable Group group,
        @Nullable TraceContext trace) {

    /** The messages of one group go to one consumer, by their numbers from 1 on. */
    public record Group(String id, int number) {}

    static OutgoingMessage of(Response response, @Nullable String correlationId, MessageCodec codec) {
        String body = escape(codec.encode(response));
        return new OutgoingMessage(response.type(), body, correlationId, statusOf(response), groupOf(response), null);
    }

    public static OutgoingMessage of(Request request, @Nullable String correlationId, MessageCodec codec) {
        return new OutgoingMessage(request.type(), escape(codec.encode(request)), correlationId, null, null, null);
    }

    /** The message that a letter is, once more. */
    static OutgoingMessage again(Letter letter, byte[] body) {
        ReturnAddress from = letter.returnAddress();
        String json = escape(new String(body, StandardCharsets.UTF_8));
        return new OutgoingMessage("FileRequest", json, from.correlationId(), null, null, from.trace());
    }

    OutgoingMessage withTrace(@Nullable TraceContext other) {
        return new OutgoingMessage(type, body, correlationId, status, group, other);
    }

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
    private static @Nullable Group groupOf(Response response) {
        return response instanceof FileReply page && (page.result() == null || page.page() > 1)
                ? new Group(page.replyId(), page.page())
                : null;
    }

    /** How many bytes the text takes in a message beyond its length in UTF-8. */
    static int escapedBytes(String text) {
        // A pair is 4 bytes in UTF-8, and 12 when each half is escaped.
        return 4
                * (int) text.chars()
                        .filter(unit -> Character.isSurrogate((char) unit))
                        .count();
    }

    static String escape(String json) {
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
