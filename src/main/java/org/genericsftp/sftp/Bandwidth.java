package org.genericsftp.sftp;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of files a client asks its server for in a second, over all its sessions and requests: a bucket into which as many
 * flow all the time, and which holds a twentieth of a second's (a token bucket). For any thread.
 */
final class Bandwidth {
    private static final long BUCKETS_A_SECOND = 20;
    private static final double NANOS_A_SECOND = Duration.ofSeconds(1).toNanos();

    private final double bytesPerSecond;
    private final double bucket;
    private final LongSupplier nanoTime;
    private double left;
    private long filledAt;
    private @Nullable Long waitingSince;
    private long heldBackNanos;

    /** @param bytesPerSecond null for no limit */
    Bandwidth(@Nullable Long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond == null ? Double.POSITIVE_INFINITY : bytesPerSecond;
        this.bucket = this.bytesPerSecond / BUCKETS_A_SECOND;
        this.nanoTime = nanoTime;
        this.left = bucket;
        this.filledAt = nanoTime.getAsLong();
    }

    static Bandwidth unlimited() {
        return new Bandwidth(null, System::nanoTime);
    }

    private boolean isUnlimited() {
        return Double.isInfinite(bytesPerSecond);
    }

    /** Whether something may be asked for now: it may be more than is left, and then the next waits the longer. */
    synchronized boolean allows() {
        if (isUnlimited()) {
            return true;
        }
        long now = nanoTime.getAsLong();
        left = Math.min(bucket, left + (now - filledAt) / NANOS_A_SECOND * bytesPerSecond);
        filledAt = now;
        boolean allowed = left > 0;
        if (waitingSince != null) {
            heldBackNanos += now - waitingSince;
        }
        waitingSince = allowed ? null : Long.valueOf(now);
        return allowed;
    }

    /** So many are asked for. */
    synchronized void take(int bytes) {
        left -= bytes;
    }

    /** For how long something has waited for this. */
    synchronized Duration heldBack() {
        return Duration.ofNanos(heldBackNanos);
    }
}
