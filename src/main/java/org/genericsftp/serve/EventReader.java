package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.UnreadableResponseException;
import org.genericsftp.request.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on the events that come from clients' topics; what is no event of the topic's client is passed over. */
public final class EventReader implements EventFeed.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private final MessageCodec codec;
    private final Consumer<HeardEvent> listener;

    public EventReader(MessageCodec codec, Consumer<HeardEvent> listener) {
        this.codec = codec;
        this.listener = listener;
    }

    @Override
    public void heard(String client, byte[] body) {
        try {
            String json = new String(body, StandardCharsets.UTF_8);
            Response event = codec.decodeResponse(json);
            if (event.client().equals(client)) {
                listener.accept(new HeardEvent(event, json));
            }
        } catch (UnreadableResponseException e) {
            LOG.debug("{}: an event can't be read", client, e);
        }
    }
}
