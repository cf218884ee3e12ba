package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.UnreadableResponseException;
import org.genericsftp.request.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what comes on the events channel of one client; what is no event of it is passed over. */
final class EventHandler implements LetterHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);
    private static final int LONGEST_EVENT_BYTES = 1 << 20;

    private final String client;
    private final MessageCodec codec;
    private final Consumer<HeardEvent> listener;

    EventHandler(String client, MessageCodec codec, Consumer<HeardEvent> listener) {
        this.client = client;
        this.codec = codec;
        this.listener = listener;
    }

    @Override
    public void handle(Letter letter, Transaction transaction) {
        try {
            String json = new String(letter.body(LONGEST_EVENT_BYTES), StandardCharsets.UTF_8);
            Response event = codec.decodeResponse(json);
            if (event.client().equals(client)) {
                listener.accept(new HeardEvent(event, json));
            }
        } catch (UnreadableBodyException | UnreadableResponseException e) {
            LOG.debug("{}: an event can't be read", client, e);
        }
    }
}
