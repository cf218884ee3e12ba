package org.genericsftp.jms;

import java.util.Map;
import org.genericsftp.request.ReplyError;
import org.genericsftp.request.Request;
import org.jspecify.annotations.Nullable;

/** What a message turned out to be. */
sealed interface Intake {
    Envelope envelope();

    /** One that must not be answered, because of where the answer would have to go. */
    record Refused(Envelope envelope, String why) implements Intake {}

    /**
     * One that can't be understood, or does not belong where it arrived.
     *
     * @param metadata to be echoed, as far as it could be read
     */
    record Rejected(Envelope envelope, String requestId, ReplyError error, Map<String, @Nullable Object> metadata)
            implements Intake {}

    /** A request to be carried out. */
    record Accepted(Envelope envelope, String requestId, Request request) implements Intake {}
}
