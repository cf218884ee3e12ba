package org.genericsftp.cli;

import java.time.Duration;
import java.util.List;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;

/** Asks workers over the broker, as any other system does. */
@FunctionalInterface
public interface Requester {
    /**
     * Sends a request and waits for the whole answer.
     *
     * @param queue that the request is sent to
     * @return all pages of one reply, in order; the last one holds the result
     * @throws NoAnswerException when the broker can't be reached, or no answer comes in time
     */
    List<FileReply> ask(BrokerSettings broker, String queue, FileRequest request, Duration timeout)
            throws NoAnswerException, InterruptedException;

    /** A request was not answered. The message says why; it holds no secret. */
    final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        public NoAnswerException(String message, Throwable cause) {
            super(message, cause);
        }

        public NoAnswerException(String message) {
            super(message);
        }
    }
}
