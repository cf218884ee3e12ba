package org.genericsftp.request;

import org.jspecify.annotations.Nullable;

/** Has the lease of the standing request of this id begin anew. Itself not answered. */
public record RenewRequest(String requestId, @Nullable CancelToken cancelToken) implements Request {
    @Override
    public String type() {
        return "RenewRequest";
    }
}
