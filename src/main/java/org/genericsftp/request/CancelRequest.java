package org.genericsftp.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks to stop the request of this id, wherever it runs or waits. Itself not answered. */
public record CancelRequest(String requestId) implements Request {
    @Override
    public String type() {
        return "CancelRequest";
    }

    @Override
    public @Nullable String requester() {
        return null;
    }

    @Override
    public Map<String, @Nullable Object> metadata() {
        return Map.of();
    }
}
