package org.genericsftp.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ServerFact;
import org.jspecify.annotations.Nullable;

/**
 * Answers a {@link ConnectionCheck}. In messages it is called ConnectionReport, after what it holds.
 *
 * @param server what is known of the SFTP server, for people to read
 */
public record ConnectionReply(
        String requestId,
        String worker,
        ConnectionReport report,
        List<ServerFact> server,
        Map<String, @Nullable Object> metadata)
        implements Response {
    public ConnectionReply {
        server = List.copyOf(server);
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
