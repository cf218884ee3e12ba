package org.genericsftp.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks every worker of a client how it is. */
public record StatusRequest(
        @Nullable String requestId, @Nullable String requester, Map<String, @Nullable Object> metadata)
        implements Request {
    public StatusRequest {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public String type() {
        return "StatusRequest";
    }
}
