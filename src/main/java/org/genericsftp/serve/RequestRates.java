package org.genericsftp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests each requester had taken up within a minute. While requests wait long in the queue, one that has had more
 * than its limit is answered that it is too busy here: that takes a hundredth of the time that requests take, so that whoever
 * stands behind a flood has its turn soon. A queue itself hands out nothing but what stands first.
 */
final class RequestRates {
    /** Requests that had to wait no longer than this bother nobody, however many they are. */
    static final Duration LONG_WAIT = Duration.ofSeconds(5);

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final int most;
    private final Clock clock;
    private final Map<String, Taken> byRequester = new LinkedHashMap<>();

    /** @param most within a minute; zero for no limit */
    RequestRates(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Requests of one requester since some moment. */
    private static final class Taken {
        private final Instant since;
        private int count;

        Taken(Instant since) {
            this.since = since;
        }
    }

    /** Takes the letter up, unless it is one too many. */
    synchronized boolean takes(Letter letter) {
        if (most == 0 || hasBeenTaken(letter)) {
            return true;
        }
        Taken taken = takenBy(requester(letter), clock.instant());
        if (taken.count >= most && letter.times().queued().compareTo(LONG_WAIT) > 0) {
            return false;
        }
        taken.count++;
        return true;
    }

    /** Before it waited. Where the broker tells users, nobody but a worker can say so. */
    private static boolean hasBeenTaken(Letter letter) {
        WaitSlip slip = letter.slip();
        return slip != null && slip.end() != null && letter.mayBeOfWorker();
    }

    private Taken takenBy(String requester, Instant now) {
        Taken known = byRequester.get(requester);
        if (known != null && Duration.between(known.since, now).abs().compareTo(PERIOD) < 0) {
            return known;
        }
        byRequester.remove(requester);
        Taken taken = new Taken(now);
        byRequester.put(requester, taken);
        if (byRequester.size() > MOST_REMEMBERED) {
            byRequester.remove(byRequester.keySet().iterator().next());
        }
        return taken;
    }

    /** The user, where the broker tells it; else whoever owns the reply-to. All that have neither count as one. */
    private static String requester(Letter letter) {
        if (letter.user() != null) {
            return "user " + letter.user();
        }
        Address replyTo = letter.returnAddress().replyTo();
        if (replyTo == null) {
            return "nobody";
        }
        String owner = replyTo.temporaryOwner();
        return owner == null ? "queue " + replyTo.text() : "connection " + owner;
    }
}
