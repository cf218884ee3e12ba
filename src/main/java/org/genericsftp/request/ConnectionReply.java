package org.genericsftp.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.file.CheckStage;
import org.jspecify.annotations.Nullable;

/** Answers a {@link ConnectionCheck}. In messages it is called ConnectionReport, after what it holds. */
public record ConnectionReply(
        String requestId, String worker, ConnectionReport report, Map<String, @Nullable Object> metadata)
        implements Response {
    public ConnectionReply {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (report.valid() && report.stages().size() < CheckStage.values().length) {
            throw new IllegalArgumentException(
                    "A valid connection has passed every stage, not only these: " + report.stages());
        }
    }

    @Override
    public String type() {
        return "ConnectionReport";
    }

    @Override
    public String client() {
        return report.client();
    }
}
