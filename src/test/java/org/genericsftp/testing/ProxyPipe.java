package org.genericsftp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.genericsftp.testing.LinkConditions.Admission;

/**
 * Carries bytes one way. One thread reads and notes when each piece is due, another writes them when they are, so that a
 * delay does not limit how much is under way.
 */
final class ProxyPipe {
    private static final int READ_SIZE = 64 * 1024;
    private static final int SLICES_PER_SECOND = 50;

    private final Socket from;
    private final Socket to;
    private final LinkConditions conditions;
    private final ProxiedConnection connection;
    private final Consumer<byte[]> watcher;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> underWay = new ArrayDeque<>();
    private long bytesUnderWay;
    private boolean ended;

    private final Thread reader = TcpProxy.newThread("read", this::readAll);
    private final Thread writer = TcpProxy.newThread("write", this::writeAll);
    private long carried;
    private long freeAt = System.nanoTime();

    ProxyPipe(Socket from, Socket to, LinkConditions conditions, ProxiedConnection connection) {
        this.from = from;
        this.to = to;
        this.conditions = conditions;
        this.connection = connection;
        this.watcher = conditions.newWatcher();
    }

    /** Bytes with the time when they are to be written; none for the end. */
    private static final class Piece {
        private final byte[] bytes;
        private final long due;

        Piece(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }
    }

    void start() {
        writer.start();
        reader.start();
    }

    /** The sockets are closed; the writer may still be waiting, for time, for a thaw, for bytes. */
    void stop() {
        writer.interrupt();
    }

    private void readAll() {
        byte[] buffer = new byte[READ_SIZE];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                put(Arrays.copyOf(buffer, length));
                acknowledge();
            }
            put(new byte[0]);
        } catch (IOException | InterruptedException e) {
            connection.close();
        }
    }

    /** A wire holds nothing back. Many a server waits for the acknowledgement before its next small packet. */
    private void acknowledge() throws IOException {
        if (from.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            from.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    private void writeAll() {
        try {
            OutputStream out = to.getOutputStream();
            for (byte[] bytes = take(); bytes.length > 0; bytes = take()) {
                if (write(bytes, out) == Fate.CUT) {
                    connection.close();
                    return;
                }
            }
            conditions.awaitThaw();
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            connection.close();
        } finally {
            end();
            connection.pipeEnded();
        }
    }

    private Fate write(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
        watcher.accept(bytes);
        int written = 0;
        while (written < bytes.length) {
            conditions.awaitThaw();
            Admission admission = conditions.admit(Math.min(bytes.length - written, sliceSize()), carried);
            pace(admission.bytes());
            out.write(bytes, written, admission.bytes());
            written += admission.bytes();
            carried += admission.bytes();
            if (admission.cut()) {
                return Fate.CUT;
            }
        }
        return Fate.WRITTEN;
    }

    private enum Fate {
        WRITTEN,
        CUT
    }

    private int sliceSize() {
        long bytesPerSecond = conditions.bytesPerSecond();
        return bytesPerSecond == 0 ? Integer.MAX_VALUE : (int) Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
    }

    private void pace(int bytes) throws InterruptedException {
        long bytesPerSecond = conditions.bytesPerSecond();
        if (bytesPerSecond > 0) {
            freeAt = Math.max(freeAt, System.nanoTime()) + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
            TimeUnit.NANOSECONDS.sleep(freeAt - System.nanoTime());
        }
    }

    private void put(byte[] bytes) throws InterruptedException {
        lock.lock();
        try {
            while (bytesUnderWay >= conditions.window() && !ended) {
                changed.await();
            }
            underWay.add(new Piece(bytes, conditions.passedAt(bytes.length) + conditions.delayNanos()));
            bytesUnderWay += bytes.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private byte[] take() throws InterruptedException {
        lock.lock();
        try {
            while (underWay.isEmpty()) {
                changed.await();
            }
            Piece next = underWay.remove();
            for (long early = next.due - System.nanoTime(); early > 0; early = next.due - System.nanoTime()) {
                changed.awaitNanos(early);
            }
            bytesUnderWay -= next.bytes.length;
            changed.signalAll();
            return next.bytes;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
