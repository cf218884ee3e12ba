package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The memory for bytes on their way from servers to destinations, bounded for all sources of the worker together. None
 * takes more of it than it leaves free, so that one whose destination hangs does not hold up the others. The buffers are
 * direct, so that they go to files without another copy, and kept for reuse by size.
 */
public final class ReadBuffers {
    private static final int SMALLEST_SHIFT = 12;
    private static final int SIZES = 10;

    private final Pool pool;
    private final Bandwidth bandwidth;
    private long usedBytes;
    private boolean left;

    public ReadBuffers(long capacityBytes) {
        this(new Pool(capacityBytes), Bandwidth.unlimited());
    }

    private ReadBuffers(Pool pool, Bandwidth bandwidth) {
        this.pool = pool;
        this.bandwidth = bandwidth;
    }

    /** What all share. Guards also what each of them has used. */
    private static final class Pool {
        private final long capacityBytes;
        private final List<Deque<ByteBuffer>> kept = new ArrayList<>();
        private int sharers;
        private long usedBytes;
        private long keptBytes;

        Pool(long capacityBytes) {
            this.capacityBytes = capacityBytes;
            for (int i = 0; i < SIZES; i++) {
                kept.add(new ArrayDeque<>());
            }
        }
    }

    /**
     * The same memory, for one source among several.
     *
     * @param of the source; what is asked for to be put into the buffers counts for it
     */
    ReadBuffers share(Bandwidth of) {
        synchronized (pool) {
            pool.sharers++;
        }
        return new ReadBuffers(pool, of);
    }

    Bandwidth bandwidth() {
        return bandwidth;
    }

    /** The source takes no more. What it has it gives back one by one. */
    void leave() {
        synchronized (pool) {
            if (!left) {
                left = true;
                pool.sharers--;
            }
        }
    }

    long capacityBytes() {
        return pool.capacityBytes;
    }

    long freeBytes() {
        synchronized (pool) {
            return pool.capacityBytes - pool.usedBytes;
        }
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
    boolean hasRoom(int length) {
        synchronized (pool) {
            long free = pool.capacityBytes - pool.usedBytes;
            int size = sizeFor(length);
            return pool.usedBytes == 0
                    || (size <= free && (pool.sharers < 2 || usedBytes == 0 || usedBytes + size <= free));
        }
    }

    /** A buffer with exactly so many bytes remaining. Takes what it takes: ask {@link #hasRoom} first. */
    ByteBuffer acquire(int length) {
        int size = sizeFor(length);
        ByteBuffer before;
        synchronized (pool) {
            take(size);
            before = pool.kept.get(indexFor(length)).poll();
            if (before != null) {
                pool.keptBytes -= size;
            }
        }
        return (before != null ? before.clear() : ByteBuffer.allocateDirect(size)).limit(length);
    }

    private void take(long bytes) {
        usedBytes += bytes;
        pool.usedBytes += bytes;
    }

    void release(ByteBuffer buffer) {
        synchronized (pool) {
            take(-buffer.capacity());
            if (pool.keptBytes + buffer.capacity() <= pool.capacityBytes / 2) {
                pool.keptBytes += buffer.capacity();
                pool.kept.get(indexFor(buffer.capacity())).push(buffer);
            }
        }
    }

    /** Gives back the room of a buffer that somebody may still write to: it is left to the garbage collector. */
    void abandon(ByteBuffer buffer) {
        synchronized (pool) {
            take(-buffer.capacity());
        }
    }
}
