package org.genericsftp.packets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The requests that wait for their answers, by id and in the order in which they were sent. Answers come in any order
 * (draft-ietf-secsh-filexfer-02, 6.1). For one thread at a time.
 */
final class Outstanding {
    record Sent(Exchange exchange, long sentNanos) {}

    private final Map<Integer, Sent> requests = new LinkedHashMap<>();
    private int nextId = 1;
    private boolean inOrder = true;
    /** Since when the oldest has been the oldest. */
    private long oldestSinceNanos;

    /** Returns the request's id. */
    int add(Exchange exchange, long nowNanos) {
        if (requests.isEmpty()) {
            oldestSinceNanos = nowNanos;
        }
        int id = nextId++;
        requests.put(id, new Sent(exchange, nowNanos));
        return id;
    }

    Exchange get(int id) throws ProtocolException {
        Sent sent = requests.get(id);
        if (sent == null) {
            throw new ProtocolException("an answer to request " + id + ", which is not waiting for one");
        }
        return sent.exchange();
    }

    Optional<Exchange> find(int id) {
        return Optional.ofNullable(requests.get(id)).map(Sent::exchange);
    }

    /** A part of its answer is there. Only for what {@link #get} knows. */
    Sent progressed(int id, long nowNanos) {
        if (requests.keySet().iterator().next() == id) {
            oldestSinceNanos = nowNanos;
        } else {
            inOrder = false;
        }
        return Objects.requireNonNull(requests.get(id));
    }

    /** Its answer is there. Only for what {@link #get} knows. */
    Sent take(int id, long nowNanos) {
        Sent sent = progressed(id, nowNanos);
        requests.remove(id);
        return sent;
    }

    /** Whether each answer so far was to the oldest request. */
    boolean inOrder() {
        return inOrder;
    }

    int size() {
        return requests.size();
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /** Whether the oldest has been the oldest for longer than this, its own work aside: a server that works on gets to it at some time. */
    boolean stalled(Duration timeout, long nowNanos) {
        if (requests.isEmpty()) {
            return false;
        }
        Duration work = requests.values().iterator().next().exchange().request().work();
        return nowNanos - oldestSinceNanos > timeout.plus(work).toNanos();
    }

    /** They will not be answered any more. */
    List<Exchange> takeAll() {
        List<Exchange> unanswered = new ArrayList<>(requests.size());
        requests.values().forEach(sent -> unanswered.add(sent.exchange()));
        requests.clear();
        return unanswered;
    }
}
