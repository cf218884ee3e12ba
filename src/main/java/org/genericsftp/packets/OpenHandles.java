package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genericsftp.file.FileException;

/**
 * Which handles a server has given, so that one which it gives to two at once is noticed, before anything that was read
 * through it is used. (Erlang's ssh_sftpd does so, and Apache MINA SSHD after an OPEN that it refused.)
 *
 * <p>A handle is held until its CLOSE has been answered, and with it every OPEN that was sent before that CLOSE: the
 * server may have carried those out while the handle was open, whatever the order of its answers. For one thread at a time.
 */
final class OpenHandles {
    /** Who holds a handle. */
    private static final class Holder {
        /** The request that gave it back; 0 while it is not known to be answered. */
        private int closeId;
    }

    /** A CLOSE that was answered, and nobody has been told. */
    private record Closed(int id, ByteBuffer handle, Holder holder, Exchange.Answer answer, Runnable tell) {}

    private final Map<ByteBuffer, Holder> held = new HashMap<>();
    /** OPEN and OPENDIR that are not answered, in the order in which they were sent. */
    private final Set<Integer> opening = new LinkedHashSet<>();

    private final List<Closed> closed = new ArrayList<>(0);

    /** An OPEN or OPENDIR is sent. Ids rise. */
    void asked(int id) {
        opening.add(id);
    }

    /** It was answered with a handle. False if another holds that. */
    boolean given(int id, byte[] handle) {
        opening.remove(id);
        Holder before = held.put(ByteBuffer.wrap(handle), new Holder());
        boolean free = before == null || (before.closeId != 0 && before.closeId - id < 0);
        if (free) {
            tellSettled();
        }
        return free;
    }

    /** It was refused. */
    void refused(int id) {
        opening.remove(id);
        tellSettled();
    }

    /** A CLOSE was answered. That is told as soon as nobody else can have had the handle, or as lost when the session ends. */
    void closed(int id, byte[] handle, Exchange.Answer answer, SftpReply reply, long latencyNanos) {
        ByteBuffer key = ByteBuffer.wrap(handle);
        Holder holder = held.get(key);
        if (holder == null || isSettled(id)) {
            held.remove(key);
            answer.replied(reply, latencyNanos);
            return;
        }
        holder.closeId = id;
        closed.add(new Closed(id, key, holder, answer, () -> answer.replied(reply, latencyNanos)));
        tellSettled();
    }

    private void tellSettled() {
        if (closed.isEmpty()) {
            return;
        }
        List<Closed> settled = new ArrayList<>(1);
        for (Iterator<Closed> each = closed.iterator(); each.hasNext(); ) {
            Closed next = each.next();
            if (isSettled(next.id())) {
                each.remove();
                held.remove(next.handle(), next.holder());
                settled.add(next);
            }
        }
        settled.forEach(next -> next.tell().run());
    }

    /** The session has ended. */
    void lost(FileException why) {
        List<Closed> unsettled = List.copyOf(closed);
        closed.clear();
        unsettled.forEach(next -> next.answer().lost(why));
    }

    /** Whether every OPEN that was sent before that CLOSE is answered. */
    private boolean isSettled(int closeId) {
        return opening.isEmpty() || closeId - opening.iterator().next() < 0;
    }

    /** Whether no OPEN or OPENDIR waits for its answer. */
    boolean opensNothing() {
        return opening.isEmpty();
    }

    /** How many are held. */
    int count() {
        return held.size();
    }
}
