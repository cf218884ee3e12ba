package org.genericsftp.local;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.genericsftp.destination.CallWatch;

/** The names in folders, as they are listed. For a while they are remembered, and not too many. */
final class StoredNames {
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MOST_NAMES = 200_000;

    /** In the order of their last use. */
    private final Map<Folder, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private int remembered;

    private record Known(Set<String> names, long listedAtNanos) {}

    /** Whether the folder has that very name. */
    synchronized boolean holds(Folder folder, String name) throws IOException {
        Known before = known.get(folder);
        if (before != null && System.nanoTime() - before.listedAtNanos < FRESH_NANOS && before.names.contains(name)) {
            return true;
        }
        boolean found = list(folder, name);
        // A file that another worker just replaces may be missing from one listing.
        return found || list(folder, name);
    }

    private boolean list(Folder folder, String wanted) throws IOException {
        long begun = System.nanoTime();
        Set<String> names = new HashSet<>();
        boolean[] found = new boolean[1];
        CallWatch.step("listing a folder");
        folder.list(name -> {
            found[0] |= name.equals(wanted);
            if (names.size() <= MOST_NAMES) {
                names.add(name);
            }
        });
        forget(folder);
        if (names.size() <= MOST_NAMES) {
            known.put(folder, new Known(names, begun));
            remembered += names.size();
        }
        while (remembered > MOST_NAMES) {
            forget(known.keySet().iterator().next());
        }
        return found[0];
    }

    /** The folder has that name from now on. */
    synchronized void add(Folder folder, String name) {
        Known there = known.get(folder);
        if (there != null && there.names.add(name)) {
            remembered++;
        }
    }

    synchronized void forget(Folder folder) {
        Known there = known.remove(folder);
        if (there != null) {
            remembered -= there.names.size();
        }
    }
}
