package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The memory for bytes on their way from servers to destinations, bounded for all sessions of the worker together. The
 * buffers are direct, so that they go to files without another copy, and kept for reuse by size.
 */
public final class ReadBuffers {
    private static final int SMALLEST_SHIFT = 12;
    private static final int SIZES = 10;

    private final long capacityBytes;
    private final List<Deque<ByteBuffer>> pool = new ArrayList<>();
    private long usedBytes;
    private long pooledBytes;

    public ReadBuffers(long capacityBytes) {
        this.capacityBytes = capacityBytes;
        for (int i = 0; i < SIZES; i++) {
            pool.add(new ArrayDeque<>());
        }
    }

    long capacityBytes() {
        return capacityBytes;
    }

    synchronized long freeBytes() {
        return capacityBytes - usedBytes;
    }

    /** How much of the capacity a buffer for so many bytes takes. */
    static int sizeFor(int length) {
        return 1 << (SMALLEST_SHIFT + indexFor(length));
    }

    private static int indexFor(int length) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, length) - 1);
        return Math.max(0, shift - SMALLEST_SHIFT);
    }

    /** Whether there is room for a buffer of so many bytes. One always goes out, however small the capacity. */
    synchronized boolean hasRoom(int length) {
        return usedBytes == 0 || usedBytes + sizeFor(length) <= capacityBytes;
    }

    /** A buffer with exactly so many bytes remaining. Takes what it takes: ask {@link #hasRoom} first. */
    ByteBuffer acquire(int length) {
        int size = sizeFor(length);
        ByteBuffer pooled;
        synchronized (this) {
            usedBytes += size;
            pooled = pool.get(indexFor(length)).poll();
            if (pooled != null) {
                pooledBytes -= size;
            }
        }
        return (pooled != null ? pooled.clear() : ByteBuffer.allocateDirect(size)).limit(length);
    }

    synchronized void release(ByteBuffer buffer) {
        usedBytes -= buffer.capacity();
        if (pooledBytes + buffer.capacity() <= capacityBytes / 2) {
            pooledBytes += buffer.capacity();
            pool.get(indexFor(buffer.capacity())).push(buffer);
        }
    }

    /** Gives back the room of a buffer that somebody may still write to: it is left to the garbage collector. */
    synchronized void abandon(ByteBuffer buffer) {
        usedBytes -= buffer.capacity();
    }
}
