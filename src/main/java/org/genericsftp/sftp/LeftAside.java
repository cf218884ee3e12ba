package org.genericsftp.sftp;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.RemoteName;

/**
 * Files that listings have met under an {@link AsideName}, which a worker has left there that was killed. They are to be
 * listed again.
 */
final class LeftAside {
    private static final int MOST = 1_000;

    /** However long a file is looked at for the last time; if not, the worst is that it stays. */
    private static final Duration AGE = Duration.ofMinutes(15);

    private final Set<RemoteName> left = new LinkedHashSet<>();

    /** Whether this is such a name; it is remembered if it is old enough. */
    boolean takes(byte[] path) {
        return AsideName.parse(path)
                .map(aside -> {
                    if (aside.since().plus(AGE).isBefore(Instant.now())) {
                        remember(path);
                    }
                    return true;
                })
                .orElse(false);
    }

    private synchronized void remember(byte[] path) {
        if (left.size() < MOST) {
            left.add(new RemoteName(path));
        }
    }

    synchronized boolean isEmpty() {
        return left.isEmpty();
    }

    /** All that have been met; others find them again. */
    synchronized List<RemoteName> drain() {
        List<RemoteName> all = List.copyOf(left);
        left.clear();
        return all;
    }
}
