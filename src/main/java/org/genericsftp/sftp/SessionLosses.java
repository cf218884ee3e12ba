package org.genericsftp.sftp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.file.RemoteName;

/** With which files sessions of one client have been lost, and how often since each was last read. Safe for many threads. */
final class SessionLosses {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<RemoteName, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RemoteName, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    synchronized void lostWith(RemoteName file) {
        counts.merge(file, 1, Integer::sum);
    }

    synchronized int count(RemoteName file) {
        return counts.isEmpty() ? 0 : counts.getOrDefault(file, 0);
    }

    /** It was read. */
    synchronized void cleared(RemoteName file) {
        if (!counts.isEmpty()) {
            counts.remove(file);
        }
    }

    /** It has been told to be at fault; the next to ask for it may try once more. */
    synchronized void told(RemoteName file) {
        counts.computeIfPresent(file, (name, count) -> count - 1);
    }
}
