package org.genericsftp.operator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The last requests and syncs of each client, as the events that told of them. All clients share a bound of memory: beyond it
 * the oldest of all are forgotten.
 */
final class Histories {
    /** Of one client. */
    static final int MOST_ENTRIES = 200;

    private static final int MOST_BYTES = 8 << 20;
    /** What an entry takes beside its text. */
    private static final int OVERHEAD_BYTES = 200;

    private final int mostBytes;
    private final Map<String, Deque<Kept>> newestFirst = new HashMap<>();
    private final Set<Kept> oldestFirst = new LinkedHashSet<>();
    private long bytes;

    Histories() {
        this(MOST_BYTES);
    }

    Histories(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** An event that is kept, packed. */
    private static final class Kept {
        private final String client;
        private final String id;
        private final byte[] packed;

        Kept(String client, String id, byte[] packed) {
            this.client = client;
            this.id = id;
            this.packed = packed;
        }

        int size() {
            return packed.length + OVERHEAD_BYTES;
        }
    }

    /**
     * Keeps an event.
     *
     * @return false where it is kept already
     */
    boolean add(String client, String id, String json) {
        Kept kept = new Kept(client, id, pack(json));
        synchronized (this) {
            Deque<Kept> entries = newestFirst.computeIfAbsent(client, name -> new ArrayDeque<>());
            if (entries.stream().anyMatch(other -> other.id.equals(id))) {
                return false;
            }
            entries.addFirst(kept);
            oldestFirst.add(kept);
            bytes += kept.size();
            if (entries.size() > MOST_ENTRIES) {
                forget(entries.getLast());
            }
            while (bytes > mostBytes) {
                forget(oldestFirst.iterator().next());
            }
        }
        return true;
    }

    private void forget(Kept oldest) {
        newestFirst.getOrDefault(oldest.client, new ArrayDeque<>()).removeLast();
        oldestFirst.remove(oldest);
        bytes -= oldest.size();
    }

    /** The events of one client, the newest first. */
    List<String> of(String client) {
        List<Kept> entries;
        synchronized (this) {
            entries = new ArrayList<>(newestFirst.getOrDefault(client, new ArrayDeque<>()));
        }
        return entries.stream().map(kept -> unpack(kept.packed)).toList();
    }

    /** Null where it is not known, or not any more. */
    @Nullable
    String find(String client, String id) {
        Kept found;
        synchronized (this) {
            found = newestFirst.getOrDefault(client, new ArrayDeque<>()).stream()
                    .filter(kept -> kept.id.equals(id))
                    .findFirst()
                    .orElse(null);
        }
        return found == null ? null : unpack(found.packed);
    }

    /** The client is no more. */
    synchronized void remove(String client) {
        Deque<Kept> entries = newestFirst.remove(client);
        if (entries != null) {
            entries.forEach(kept -> {
                oldestFirst.remove(kept);
                bytes -= kept.size();
            });
        }
    }

    private static byte[] pack(String json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't be written", e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static String unpack(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("What was packed here can't be unpacked", e);
        }
    }
}
