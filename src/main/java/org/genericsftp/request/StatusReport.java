package org.genericsftp.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genericsftp.file.ServerFact;
import org.jspecify.annotations.Nullable;

/**
 * Answers a {@link StatusRequest}, for one worker.
 *
 * @param version of the worker's program
 * @param paused whether this worker takes no requests of the client, as an operator has paused it, or in quiet hours
 * @param quietUntil when the client's quiet hours end, in which it takes no requests either; null outside of them
 * @param active what the worker is at, for this client
 * @param waiting how many requests wait that this worker looks after; those of a client are looked after by one worker
 * @param subscriptions how many of them are answered again and again
 * @param lastSync the last that this worker finished since it started; null where there is none
 * @param clock how the worker's clock compares with the broker's; null where that is not known
 * @param server what is known of the SFTP server, for people to read
 */
public record StatusReport(
        String requestId,
        String client,
        String worker,
        String version,
        Instant startedAt,
        Connection connection,
        boolean paused,
        @Nullable Instant quietUntil,
        List<Active> active,
        int waiting,
        int subscriptions,
        @Nullable Sync lastSync,
        @Nullable Clock clock,
        List<ServerFact> server,
        Map<String, @Nullable Object> metadata,
        Instant at)
        implements Response {

    /**
     * What is known of the connection.
     *
     * @param valid null before the first check
     * @param status {@value ConnectionReport#VALID}, {@value #UNCHECKED}, or what is wrong
     * @param since when it became so
     */
    public record Connection(@Nullable Boolean valid, String status, Instant since) {
        public static final String UNCHECKED = "Not checked yet";

        public Connection {
            if (status.isEmpty() || (Boolean.TRUE.equals(valid) && !status.equals(ConnectionReport.VALID))) {
                throw new IllegalArgumentException("A connection that is valid: " + valid + ", \"" + status + "\"");
            }
        }
    }

    /**
     * A request that is being worked on.
     *
     * @param requestType its {@link Request#type}
     * @param requester as the request names it; null where it does not
     */
    public record Active(
            String requestId,
            String requestType,
            @Nullable String requester,
            Instant startedAt,
            RequestProgress progress) {
        private static final Set<String> TYPES = Set.of("FileRequest", "SyncTrigger", "ConnectionCheck");

        public Active {
            if (!TYPES.contains(requestType)) {
                throw new IllegalArgumentException(requestType + " is not worked on, only " + TYPES);
            }
        }
    }

    /**
     * How the worker's clock compares with the broker's.
     *
     * @param ahead negative where the worker's is behind
     * @param measuredAt by the worker's clock
     */
    public record Clock(Duration ahead, Instant measuredAt) {}

    /** A sync that has ended. */
    public record Sync(String syncId, Instant startedAt, Instant completedAt, ReplyStatus status, Totals totals) {}

    public StatusReport {
        active = List.copyOf(active);
        server = List.copyOf(server);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The same, of a worker that is at more. */
    public StatusReport alsoAt(List<Active> more) {
        List<Active> all = new ArrayList<>(more);
        all.addAll(active);
        return new StatusReport(
                requestId,
                client,
                worker,
                version,
                startedAt,
                connection,
                paused,
                quietUntil,
                all,
                waiting,
                subscriptions,
                lastSync,
                clock,
                server,
                metadata,
                at);
    }

    @Override
    public String type() {
        return "StatusReport";
    }
}
