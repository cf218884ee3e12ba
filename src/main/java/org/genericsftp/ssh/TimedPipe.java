package org.genericsftp.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Bytes from one thread to another. The writer waits while it is full, and the reader, like that of a socket, for so long. */
final class TimedPipe {
    private static final int SIZE = 512 * 1024;

    private final byte[] ring = new byte[SIZE];
    private int start;
    private int filled;
    private boolean ended;
    private boolean closed;
    private int patienceMillis;

    /** @param millis 0 for any time */
    synchronized void setPatience(int millis) {
        patienceMillis = millis;
    }

    synchronized int patience() {
        return patienceMillis;
    }

    /** Nothing is written any more; what is there can be read. */
    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nothing is read any more, either: who waits is told. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** For the writer; to close it is to end what can be read. */
    OutputStream input() {
        return new Input();
    }

    InputStream output() {
        return new Output();
    }

    private synchronized void put(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            while (filled == SIZE && !closed) {
                await(0);
            }
            if (closed) {
                throw new IOException("the connection is closed");
            }
            int at = (start + filled) % SIZE;
            int part = Math.min(length - done, Math.min(SIZE - filled, SIZE - at));
            System.arraycopy(bytes, offset + done, ring, at, part);
            filled += part;
            done += part;
            notifyAll();
        }
    }

    private synchronized int take(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long begun = System.nanoTime();
        while (filled == 0 && !ended && !closed) {
            long left = 0;
            if (patienceMillis > 0) {
                left = patienceMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                if (left <= 0) {
                    throw new SocketTimeoutException("nothing came for " + patienceMillis + " ms");
                }
            }
            await(left);
        }
        if (closed) {
            throw new IOException("the connection is closed");
        }
        if (filled == 0) {
            return -1;
        }
        int part = Math.min(length, Math.min(filled, SIZE - start));
        System.arraycopy(ring, start, bytes, offset, part);
        start = (start + part) % SIZE;
        filled -= part;
        notifyAll();
        return part;
    }

    @SuppressWarnings("WaitNotInLoop") // Its callers look again.
    private void await(long millis) throws IOException {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private final class Input extends OutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            put(bytes, offset, length);
        }

        @Override
        public void write(int value) throws IOException {
            put(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void close() {
            end();
        }
    }

    private final class Output extends InputStream {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            return take(bytes, offset, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return take(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }
    }
}
