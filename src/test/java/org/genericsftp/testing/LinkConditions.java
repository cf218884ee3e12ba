package org.genericsftp.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a {@link TcpProxy} does to bytes that go one way, on all its connections together. */
final class LinkConditions {
    private static final long NEVER = -1;
    private static final long MOST_UNDER_WAY = 128L * 1024 * 1024;

    private volatile long delayNanos;
    private volatile long bytesPerSecond;
    private volatile long window = MOST_UNDER_WAY;
    private volatile long bandwidth;
    private volatile Supplier<Consumer<byte[]>> watchers = () -> bytes -> {};
    private long linkFreeAt = System.nanoTime();
    private boolean frozen;
    private long untilCut = NEVER;
    private long untilFrozen = NEVER;
    private long cutEachAfter = NEVER;
    private long passed;

    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    long delayNanos() {
        return delayNanos;
    }

    void throttle(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    /** 0 for no limit. */
    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** What all connections together carry in a second; 0 for no limit. */
    void bandwidth(long newBandwidth) {
        bandwidth = newBandwidth;
    }

    void watch(Supplier<Consumer<byte[]>> newWatchers) {
        watchers = newWatchers;
    }

    Consumer<byte[]> newWatcher() {
        return watchers.get();
    }

    /** How many bytes a connection has under way at most. */
    void window(long bytes) {
        window = bytes == 0 ? MOST_UNDER_WAY : bytes;
    }

    long window() {
        return window;
    }

    /** When bytes that set out now have passed the link, behind those of other connections. */
    long passedAt(int bytes) {
        return bandwidth == 0 ? System.nanoTime() : queuedUntil(bytes, bandwidth);
    }

    private synchronized long queuedUntil(int bytes, long perSecond) {
        linkFreeAt = Math.max(linkFreeAt, System.nanoTime()) + bytes * TimeUnit.SECONDS.toNanos(1) / perSecond;
        return linkFreeAt;
    }

    synchronized void freeze(boolean newFrozen) {
        frozen = newFrozen;
        notifyAll();
    }

    synchronized void awaitThaw() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }

    synchronized void freezeOnceAfter(long bytes) {
        untilFrozen = bytes;
    }

    synchronized void cutOnceAfter(long bytes) {
        untilCut = bytes;
    }

    synchronized boolean isToCut() {
        return untilCut != NEVER;
    }

    synchronized void cutEachAfter(long bytes) {
        cutEachAfter = Math.max(NEVER, bytes);
    }

    /**
     * Lets bytes pass, as many as may, and counts them.
     *
     * @param carried how many the connection has carried this way already
     */
    synchronized Admission admit(int bytes, long carried) {
        long beforeCut = untilCut == NEVER ? Long.MAX_VALUE : untilCut;
        if (cutEachAfter != NEVER) {
            beforeCut = Math.min(beforeCut, Math.max(0, cutEachAfter - carried));
        }
        long beforeFrozen = untilFrozen == NEVER ? Long.MAX_VALUE : untilFrozen;
        int admitted = (int) Math.min(bytes, Math.min(beforeCut, beforeFrozen));
        untilCut = countDown(untilCut, admitted);
        untilFrozen = countDown(untilFrozen, admitted);
        passed += admitted;
        if (admitted == beforeFrozen) {
            freeze(true);
        }
        return new Admission(admitted, admitted == beforeCut);
    }

    /** What is reached happens once. */
    private static long countDown(long left, int admitted) {
        return left == NEVER || left == admitted ? NEVER : left - admitted;
    }

    /** @param cut whether the connection is to be cut behind these bytes */
    record Admission(int bytes, boolean cut) {}

    synchronized long passed() {
        return passed;
    }
}
