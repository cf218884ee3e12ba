package org.genericsftp.packets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one session is to send next: what is urgent, in the order in which it came, then what the supply has. Under the session's lock. */
final class ToSend {
    private final Deque<Exchange> urgent = new ArrayDeque<>();
    private final Supply supply;

    ToSend(Supply supply) {
        this.supply = supply;
    }

    void add(Exchange exchange) {
        urgent.add(exchange);
    }

    boolean hasUrgent() {
        return !urgent.isEmpty();
    }

    /** Whether an OPEN is urgent. */
    boolean opens() {
        return urgent.stream().anyMatch(each -> each.request() instanceof SftpRequest.Opening);
    }

    /** What is urgent will not be sent any more. */
    List<Exchange> takeUrgent() {
        List<Exchange> unsent = new ArrayList<>(urgent);
        urgent.clear();
        return unsent;
    }

    /** Puts as much as goes into one SSH packet among what is outstanding. False where there is nothing. */
    boolean moveTo(PacketBuffer packets, Outstanding outstanding, OpenHandles handles, long nowNanos) {
        Exchange next = next();
        boolean any = next != null;
        while (next != null) {
            int id = outstanding.add(next, nowNanos);
            if (next.request() instanceof SftpRequest.Opening) {
                handles.asked(id);
            }
            packets.putPacket(id, next.request());
            next = packets.length() < OutgoingPackets.BATCH_BYTES ? next() : null;
        }
        return any;
    }

    private @Nullable Exchange next() {
        Exchange next = urgent.poll();
        return next != null ? next : supply.next();
    }
}
