package org.genericsftp.request;

import java.time.Instant;

/** Tells how far a {@link FileRequest} that asks for it has come. */
public record FileProgress(
        String requestId, String replyId, String client, String worker, RequestProgress progress, Instant at)
        implements Response {
    @Override
    public String type() {
        return "FileProgress";
    }
}
