package org.genericsftp.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, and may be set wrong. */
public final class SettableClock extends Clock {
    private volatile Instant now;
    private volatile Duration elapsed = Duration.ZERO;

    public SettableClock(Instant now) {
        this.now = now;
    }

    /** Time goes by. */
    public void move(Duration by) {
        elapsed = elapsed.plus(by);
        set(by);
    }

    /** Somebody sets the clock forward, or back; no time goes by. */
    public void set(Duration by) {
        now = now.plus(by);
    }

    /** In place of {@link System#nanoTime}. */
    public long nanoTime() {
        return elapsed.toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
