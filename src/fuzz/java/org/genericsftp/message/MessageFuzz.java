package org.genericsftp.message;

import org.genericsftp.request.Request;

/** Whatever a requester sends is a request, or is rejected; and what is a request stays the same when it is written again. */
public final class MessageFuzz {
    private static final MessageCodec CODEC = new MessageCodec();

    private MessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        Request request;
        try {
            request = CODEC.decode(body);
        } catch (RejectedRequestException e) {
            require(!String.valueOf(e.getMessage()).isBlank(), "it is rejected without a word");
            return;
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
