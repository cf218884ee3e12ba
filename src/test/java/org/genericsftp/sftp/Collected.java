package org.genericsftp.sftp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.source.FileSink;

/** Keeps what it is given, and notes whether it is told the end more than once, or anything after it. */
class Collected implements FileSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<FileStamp> end = new CompletableFuture<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile String breach = "";

    @Override
    public void next(ByteBuffer inOrder) throws FileException {
        enter(!inOrder.hasRemaining() ? "given nothing" : ends.get() > 0 ? "given bytes after the end" : "");
        byte[] piece = new byte[inOrder.remaining()];
        inOrder.get(piece);
        synchronized (bytes) {
            keep(piece);
        }
        try {
            taken(piece.length);
        } finally {
            inside.decrementAndGet();
        }
    }

    /** For those that take their time, or fail. */
    void taken(int length) throws FileException {}

    static Collected slowly(long pauseNanos) {
        return new Collected() {
            @Override
            void taken(int length) {
                LockSupport.parkNanos(pauseNanos);
            }
        };
    }

    /** Not kept, but counted. */
    static Collected counting() {
        return new Collected() {
            private final AtomicInteger size = new AtomicInteger();

            @Override
            void keep(byte[] piece) {
                size.addAndGet(piece.length);
            }

            @Override
            int size() {
                return size.get();
            }
        };
    }

    void keep(byte[] piece) {
        bytes.writeBytes(piece);
    }

    private void enter(String fault) {
        if (inside.incrementAndGet() != 1) {
            breach = "called twice at once";
        } else if (!fault.isEmpty()) {
            breach = fault;
        }
    }

    @Override
    public void end(FileStamp afterRead) {
        enter(ends.incrementAndGet() > 1 ? "told the end twice" : "");
        end.complete(afterRead);
        inside.decrementAndGet();
    }

    @Override
    public void failed(FileException why) {
        enter(ends.incrementAndGet() > 1 ? "told the end twice" : "");
        end.completeExceptionally(why);
        inside.decrementAndGet();
    }

    int size() {
        synchronized (bytes) {
            return bytes.size();
        }
    }

    byte[] soFar() {
        synchronized (bytes) {
            return bytes.toByteArray();
        }
    }

    boolean ended() {
        return end.isDone();
    }

    /** What was done to it against the contract; empty if nothing. */
    String breach() {
        return breach;
    }

    /** The whole file. */
    byte[] bytes() throws FileException {
        stamp();
        return soFar();
    }

    /** What the file was like after the last read. */
    FileStamp stamp() throws FileException {
        try {
            FileStamp stamp = end.get(20, TimeUnit.SECONDS);
            if (!breach.isEmpty()) {
                throw new AssertionError("The sink was " + breach);
            }
            return stamp;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FileException why) {
                throw why;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("The fetch did not end", e);
        }
    }
}
