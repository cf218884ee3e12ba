package org.genericsftp.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks whether the connection is valid. */
public record ConnectionCheck(
        @Nullable String requestId,
        @Nullable String requester,
        @Nullable CancelToken cancelToken,
        Map<String, @Nullable Object> metadata)
        implements Request {
    public ConnectionCheck {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public String type() {
        return "ConnectionCheck";
    }
}
