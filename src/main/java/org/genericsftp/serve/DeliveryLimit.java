package org.genericsftp.serve;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a letter may be delivered: when it has come more often, something about it must break the workers. Deliveries that
 * ended because the connection was lost do not count against it, though the broker counts them; up to a bound, for it may be the time
 * that a letter takes that has the broker close the connection.
 */
final class DeliveryLimit {
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_FORGIVEN_FOR_EACH = 10;

    private final int most;
    private final Map<String, Integer> lost = new LinkedHashMap<>();

    DeliveryLimit(int most) {
        this.most = most;
    }

    synchronized boolean isExceededBy(Letter letter) {
        int forgiven = Math.min(lost.getOrDefault(letter.id(), 0), MOST_FORGIVEN_FOR_EACH * most);
        return letter.deliveries() - forgiven > most;
    }

    /** This delivery ends because the connection is lost. */
    synchronized void forgive(Letter letter) {
        lost.merge(letter.id(), 1, Integer::sum);
        Iterator<String> oldest = lost.keySet().iterator();
        if (lost.size() > MOST_REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
    }
}
