package org.genericsftp.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.lab.Tally.Count;
import org.jspecify.annotations.Nullable;

/** Who has asked for what, and has the answer or not. */
final class OpenRequests {
    private static final int MOST_OPEN = 200;

    private final Tally tally;
    private final Semaphore room = new Semaphore(MOST_OPEN);
    private final Map<String, Sent> all = new ConcurrentHashMap<>();
    private final AtomicInteger brokerLosses = new AtomicInteger();

    OpenRequests(Tally tally) {
        this.tally = tally;
    }

    private static final class Sent {
        private final Asked asked;
        private final int brokerLossesBefore;
        private int times = 1;
        private int answers;

        Sent(Asked asked, int brokerLossesBefore) {
            this.asked = asked;
            this.brokerLossesBefore = brokerLossesBefore;
        }
    }

    /** Before it is sent. Waits while too many are open; returns whether there was room in time. */
    boolean open(Asked asked, Duration patience) throws InterruptedException {
        if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        all.put(asked.requestId(), new Sent(asked, brokerLosses.get()));
        tally.increment(Count.REQUESTS);
        return true;
    }

    /** It could not be sent for certain, and so is sent once more: then two answers are right. */
    void sentAgain(Asked asked) {
        Sent sent = all.get(asked.requestId());
        synchronized (sent) {
            sent.times++;
        }
        tally.increment(Count.REPEATED_SENDS);
    }

    /** From now on, the commits of that moment are in doubt: an answer to what is open may come once more. */
    void brokerIsLost() {
        brokerLosses.incrementAndGet();
    }

    /** What the answer is to; null if nobody has asked. */
    @Nullable
    Asked find(String requestId) {
        Sent sent = all.get(requestId);
        return sent == null ? null : sent.asked;
    }

    /** The answer has come, and has been looked at. */
    void answered(Asked asked) {
        Sent sent = all.get(asked.requestId());
        synchronized (sent) {
            sent.answers++;
            count(sent);
        }
    }

    private void count(Sent sent) {
        if (sent.answers == 1) {
            tally.increment(Count.ANSWERS);
            room.release();
            return;
        }
        tally.increment(Count.DUPLICATE_ANSWERS);
        int allowed = sent.times + brokerLosses.get() - sent.brokerLossesBefore;
        if (sent.answers > allowed) {
            tally.violation(sent.asked.requestId() + ": answered " + sent.answers + " times, though sent " + sent.times
                    + " times and no commit was in doubt");
        }
    }

    boolean isFull() {
        return room.availablePermits() == 0;
    }

    int count() {
        return MOST_OPEN - room.availablePermits();
    }

    /** Those without an answer. */
    List<Asked> unanswered() {
        return all.values().stream()
                .filter(sent -> {
                    synchronized (sent) {
                        return sent.answers == 0;
                    }
                })
                .map(sent -> sent.asked)
                .toList();
    }

    List<String> unansweredIds() {
        return unanswered().stream().map(Asked::requestId).toList();
    }
}
