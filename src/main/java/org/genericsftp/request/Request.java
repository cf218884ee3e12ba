package org.genericsftp.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What others ask of a worker. */
public sealed interface Request
        permits FileRequest, SyncTrigger, ConnectionCheck, CancelRequest, RenewRequest, StatusRequest {
    /** What it is called in messages. */
    String type();

    /** The requester's own id for it; where it gave none, the transport finds one. */
    default @Nullable String requestId() {
        return null;
    }

    /** Any text naming the requester. */
    default @Nullable String requester() {
        return null;
    }

    /** What may cancel it, or is to cancel another; null where there is none. */
    default @Nullable CancelToken cancelToken() {
        return null;
    }

    /** Echoed in the reply; JSON values as {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}, null. */
    default Map<String, @Nullable Object> metadata() {
        return Map.of();
    }
}
