package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Printable;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.RejectedRequestException;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyError;
import org.genericsftp.request.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a message is, before anything is done about it. */
final class MessageReader {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    private final MessageCodec codec;
    private final ReplyToPolicy replyToPolicy;
    private final Clock clock;
    private final ClockDifference clockDifference;
    private final Set<String> types;

    /** @param types of the requests that belong where the messages come from */
    MessageReader(
            MessageCodec codec,
            ReplyToPolicy replyToPolicy,
            Clock clock,
            ClockDifference clockDifference,
            Set<String> types) {
        this.codec = codec;
        this.replyToPolicy = replyToPolicy;
        this.clock = clock;
        this.clockDifference = clockDifference;
        this.types = types;
    }

    Intake read(ActiveMQMessage message) throws JMSException {
        Envelope envelope = Envelope.of(message, clock.instant());
        clockDifference.observe(envelope.times());
        String objection = objectionTo(envelope.returnAddress().replyTo());
        return objection == null ? readBody(message, envelope) : new Intake.Refused(envelope, objection);
    }

    private @Nullable String objectionTo(@Nullable ActiveMQDestination replyTo) {
        String objection = replyTo == null ? null : replyToPolicy.objectionTo(replyTo);
        return objection == null
                ? null
                : "No reply is sent to " + Printable.escape(String.valueOf(replyTo)) + ": " + objection;
    }

    private Intake readBody(ActiveMQMessage message, Envelope envelope) throws JMSException {
        try {
            Request request = codec.decode(MessageBody.read(message, MessageCodec.LONGEST_REQUEST_BYTES));
            String requestId = orElse(request.requestId(), envelope.fallbackRequestId());
            ReplyError error = types.contains(request.type()) ? untimely(request, envelope) : misplaced(request.type());
            return error == null
                    ? new Intake.Accepted(envelope, requestId, request)
                    : new Intake.Rejected(envelope, requestId, error, request.metadata());
        } catch (MessageBody.UnreadableException e) {
            return unreadable(envelope, ErrorCode.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // It would come back for ever, and break each worker.
            LOG.error("Message {} can't be read", Printable.escape(message.getJMSMessageID()), e);
            return unreadable(envelope, ErrorCode.INTERNAL_ERROR, "The worker failed to read the message");
        } catch (RejectedRequestException e) {
            String requestId = orElse(e.requestId(), envelope.fallbackRequestId());
            return new Intake.Rejected(envelope, requestId, e.toError(), e.metadata());
        }
    }

    private static Intake unreadable(Envelope envelope, ErrorCode code, String why) {
        return new Intake.Rejected(
                envelope, envelope.fallbackRequestId(), new ReplyError(code, why, false, ""), Map.of());
    }

    private ReplyError misplaced(String type) {
        String message =
                "/type: expected " + String.join(" or ", new TreeSet<>(types)) + " here, found \"" + type + "\"";
        return new ReplyError(ErrorCode.UNKNOWN_TYPE, message, false, "/type");
    }

    /** The fault of a request that counts back from when it was sent, which can't be told; null where there is none. */
    private static @Nullable ReplyError untimely(Request request, Envelope envelope) {
        String objection = envelope.times().objectionToCountingBack();
        boolean countsBack =
                request instanceof FileRequest files && files.filter().times() instanceof TimeFilter.Within;
        if (objection == null || !countsBack) {
            return null;
        }
        String pointer = "/fileTime/within";
        return new ReplyError(ErrorCode.INVALID_FILTER, pointer + ": " + objection, false, pointer);
    }

    private static String orElse(@Nullable String own, String other) {
        return own == null ? other : own;
    }
}
