package org.genericsftp.job;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.genericsftp.request.Phases;

/** When the phases of a job ended, by elapsed time. A phase that was not reached took no time. */
final class PhaseClock {
    private final LongSupplier nanoTime;
    private final long begun;
    private OptionalLong connected = OptionalLong.empty();
    private OptionalLong listed = OptionalLong.empty();
    private OptionalLong ended = OptionalLong.empty();

    PhaseClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** The first time counts: what is connected anew later belongs to the phase that needs it. */
    synchronized void connected() {
        if (connected.isEmpty()) {
            connected = now();
        }
    }

    synchronized void listed() {
        listed = now();
    }

    /** The job begins again with the listing. */
    synchronized void restart() {
        listed = OptionalLong.empty();
    }

    synchronized void ended() {
        ended = now();
    }

    private OptionalLong now() {
        return OptionalLong.of(nanoTime.getAsLong());
    }

    /** The phases, if the answer is out now. */
    synchronized Phases phases(Duration queue) {
        long end = ended.orElse(begun);
        long listEnd = listed.orElse(end);
        long connectEnd = connected.orElse(listEnd);
        return new Phases(
                queue,
                Duration.ofNanos(connectEnd - begun),
                Duration.ofNanos(listEnd - connectEnd),
                Duration.ofNanos(end - listEnd),
                Duration.ofNanos(nanoTime.getAsLong() - end));
    }
}
