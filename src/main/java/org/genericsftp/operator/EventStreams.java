package org.genericsftp.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Tells pages what happens, as server-sent events (HTML, 9.2). What waits for a reader is bounded: one that does not read is
 * dropped, and nobody waits for it.
 */
final class EventStreams {
    private static final int MOST_STREAMS = 64;
    private static final int MOST_WAITING = 2_000;
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);
    private static final byte[] SIGN_OF_LIFE = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Set<BlockingQueue<byte[]>> streams = ConcurrentHashMap.newKeySet();

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /** Tells the caller all that happens from now on, until it has had enough; or ends the connection. */
    void serve(Call call) throws HttpProblem, IOException {
        if (streams.size() >= MOST_STREAMS) {
            throw new HttpProblem(503, "TOO_MANY_READERS", "Too many pages are open");
        }
        BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
        waiting.add(SIGN_OF_LIFE);
        streams.add(waiting);
        try {
            call.begin(200, "text/event-stream; charset=utf-8", 0);
            while (streams.contains(waiting)) {
                call.watch().rest();
                byte[] next = waiting.poll(BETWEEN_SIGNS_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
                call.watch().begin(LONGEST_WRITE);
                call.write(next == null ? SIGN_OF_LIFE : next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(waiting);
        }
        throw new IOException("The stream of events ends");
    }

    /** Tells all who listen; does not block. */
    void send(String event, JsonNode data) {
        if (streams.isEmpty()) {
            return;
        }
        byte[] message = ("event: " + event + "\ndata: " + Json.write(data) + "\n\n").getBytes(StandardCharsets.UTF_8);
        streams.removeIf(waiting -> !waiting.offer(message));
    }
}
