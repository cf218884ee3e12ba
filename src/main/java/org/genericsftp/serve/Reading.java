package org.genericsftp.serve;

import java.util.Map;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.Request;
import org.jspecify.annotations.Nullable;

/** What a letter turned out to be. */
sealed interface Reading {
    Letter letter();

    /** One that must not be answered, because of where the answer would have to go. */
    record Refused(Letter letter, String why) implements Reading {}

    /** One that may be answered, if its sender expects that. */
    sealed interface Answerable extends Reading {
        String requestId();

        /** To be echoed, as far as it could be read. */
        Map<String, @Nullable Object> metadata();
    }

    /** One that can't be understood, or does not belong where it arrived. */
    record Rejected(Letter letter, String requestId, ReportedError error, Map<String, @Nullable Object> metadata)
            implements Answerable {}

    /** A request to be carried out. */
    record Accepted(Letter letter, String requestId, Request request) implements Answerable {
        @Override
        public Map<String, @Nullable Object> metadata() {
            return request.metadata();
        }
    }
}
