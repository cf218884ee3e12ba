package org.genericsftp.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a sync.
 *
 * @param tick the number of the interval that it stands for, where the worker itself sent it; null from others
 */
public record SyncTrigger(
        @Nullable String requestId,
        @Nullable Long tick,
        @Nullable String requester,
        @Nullable CancelToken cancelToken,
        Map<String, @Nullable Object> metadata)
        implements Request {
    public SyncTrigger {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public String type() {
        return "SyncTrigger";
    }
}
