package org.genericsftp.serve;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Printable;
import org.genericsftp.file.ReportedError;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.RejectedRequestException;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a letter is, before anything is done about it. */
final class LetterReader {
    private static final Logger LOG = LoggerFactory.getLogger(LetterReader.class);

    private final MessageCodec codec;
    private final Set<String> types;

    /** @param types of the requests that belong where the letters come from */
    LetterReader(MessageCodec codec, Set<String> types) {
        this.codec = codec;
        this.types = types;
    }

    Reading read(Letter letter) {
        Reading.Refused refused = refused(letter);
        if (refused != null) {
            return refused;
        }
        try {
            return readBody(letter, letter.body(MessageCodec.LONGEST_REQUEST_BYTES));
        } catch (UnreadableBodyException e) {
            return unreadable(letter, ErrorCode.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** The same, of one whose body is known. */
    Reading read(Letter letter, byte[] body) {
        Reading.Refused refused = refused(letter);
        return refused == null ? readBody(letter, body) : refused;
    }

    private static Reading.@Nullable Refused refused(Letter letter) {
        Address replyTo = letter.returnAddress().replyTo();
        String objection = replyTo == null ? null : replyTo.objection();
        return replyTo == null || objection == null
                ? null
                : new Reading.Refused(
                        letter, "No reply is sent to " + Printable.escape(replyTo.text()) + ": " + objection);
    }

    /** What is not even to be decoded. */
    Reading turnAway(Letter letter, ReportedError error) {
        Reading.Refused refused = refused(letter);
        if (refused != null) {
            return refused;
        }
        try {
            MessageCodec.Head head = codec.head(letter.body(MessageCodec.LONGEST_REQUEST_BYTES));
            return new Reading.Rejected(letter, orCorrelationId(head.requestId(), letter), error, head.metadata());
        } catch (UnreadableBodyException e) {
            return new Reading.Rejected(letter, orCorrelationId(null, letter), error, Map.of());
        }
    }

    private Reading readBody(Letter letter, byte[] body) {
        try {
            Request request = codec.decode(body);
            ReportedError error =
                    types.contains(request.type()) ? untimely(request, letter) : misplaced(request.type());
            String requestId = orCorrelationId(request.requestId(), letter);
            return error == null
                    ? new Reading.Accepted(letter, requestId, request)
                    : new Reading.Rejected(letter, requestId, error, request.metadata());
        } catch (RejectedRequestException e) {
            return new Reading.Rejected(letter, orCorrelationId(e.requestId(), letter), e.toError(), e.metadata());
        } catch (RuntimeException | Error e) {
            // It would come back for ever, and break each worker.
            LOG.error("Message {} can't be read", Printable.escape(letter.id()), e);
            return unreadable(letter, ErrorCode.INTERNAL_ERROR, "The worker failed to read the message");
        }
    }

    private static Reading unreadable(Letter letter, ErrorCode code, String why) {
        ReportedError error = new ReportedError(code, why, false, "");
        return new Reading.Rejected(letter, orCorrelationId(null, letter), error, Map.of());
    }

    private ReportedError misplaced(String type) {
        String message =
                "/type: expected " + String.join(" or ", new TreeSet<>(types)) + " here, found \"" + type + "\"";
        return new ReportedError(ErrorCode.UNKNOWN_TYPE, message, false, "/type");
    }

    /** The fault of a request that counts from when it was sent, which can't be told; null where there is none. */
    private static @Nullable ReportedError untimely(Request request, Letter letter) {
        String objection = letter.times().objectionToCountingBack();
        String pointer = request instanceof FileRequest files ? files.pointerToWhatCountsFromItsTime() : null;
        if (objection == null || pointer == null) {
            return null;
        }
        return new ReportedError(ErrorCode.INVALID_FILTER, pointer + ": " + objection, false, pointer);
    }

    /** The id of a request that brings none of its own is the correlation id. */
    private static String orCorrelationId(@Nullable String own, Letter letter) {
        return own == null ? letter.returnAddress().correlationId() : own;
    }
}
