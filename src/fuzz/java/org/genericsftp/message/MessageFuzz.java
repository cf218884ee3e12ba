package org.genericsftp.message;

import java.time.Instant;
import java.util.List;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;

/** Whatever a requester sends is a request, or is rejected; and what is a request stays the same when it is written again. */
public final class MessageFuzz {
    private static final MessageCodec CODEC = new MessageCodec();

    /** At whichever a request is sent, what was accepted selects something. */
    private static final List<Instant> TIMES = List.of(
            Instant.parse("2000-01-01T00:00:00Z"),
            Instant.parse("2028-02-29T23:59:59Z"),
            Instant.parse("2199-12-31T23:59:59Z"));

    private MessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        Request request;
        try {
            request = CODEC.decode(body);
        } catch (RejectedRequestException e) {
            require(!String.valueOf(e.getMessage()).isBlank(), "it is rejected without a word");
            return;
        }
        if (request instanceof FileRequest files) {
            TIMES.forEach(files::selection);
        }
        String written = CODEC.encode(request);
        try {
            require(CODEC.encode(CODEC.decode(written)).equals(written), "it changes when written again: " + written);
        } catch (RejectedRequestException e) {
            throw new AssertionError("It is rejected when written again: " + written, e);
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise);
        }
    }
}
