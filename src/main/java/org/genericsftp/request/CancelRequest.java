package org.genericsftp.request;

import org.jspecify.annotations.Nullable;

/** Asks to stop the request of this id, wherever it runs or waits. Itself not answered. */
public record CancelRequest(String requestId, @Nullable CancelToken cancelToken) implements Request {
    @Override
    public String type() {
        return "CancelRequest";
    }
}
