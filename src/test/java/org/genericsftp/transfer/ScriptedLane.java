package org.genericsftp.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.OwnDigest;
import org.genericsftp.source.Scope;

/** A lane to one file, whose fetches break off where a test says so. */
final class ScriptedLane implements Lane {
    private static final int READ_BYTES = 100_000;

    private final Executor deliveries;
    private final Deque<Break> breaks = new ArrayDeque<>();
    private final List<Long> begunAt = new CopyOnWriteArrayList<>();
    private volatile byte[] content;
    private volatile FileStamp stamp;
    private volatile boolean closed;
    private volatile byte[] second;
    private volatile OwnDigests digests = (bytes, prefix) -> {
        throw new FileException(ErrorCode.NOT_VERIFIED, Remedy.NEVER, "No digests here");
    };

    /** What the source says of its file by itself. */
    interface OwnDigests {
        OwnDigest of(byte[] content, boolean prefix) throws FileException;
    }

    private record Break(long offset, FileException why, Runnable then) {}

    ScriptedLane(byte[] content, FileStamp stamp, Executor deliveries) {
        this.content = content;
        this.stamp = stamp;
        this.deliveries = deliveries;
        second = content;
    }

    static FileException lost() {
        return new FileException(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "The connection was lost");
    }

    /** Has the next fetch that has no break yet fail at an offset, and something happen then. */
    synchronized ScriptedLane breaksAt(long offset, FileException why, Runnable then) {
        breaks.add(new Break(offset, why, then));
        return this;
    }

    ScriptedLane breaksAt(long offset) {
        return breaksAt(offset, lost(), () -> {});
    }

    ScriptedLane digesting(OwnDigests by) {
        digests = by;
        return this;
    }

    /** Has another content come when the file is read again over another connection. */
    ScriptedLane readingAgain(byte[] other) {
        second = other;
        return this;
    }

    void change(byte[] newContent, FileStamp newStamp) {
        content = newContent;
        stamp = newStamp;
    }

    /** The offsets at which fetches began. */
    List<Long> begunAt() {
        return List.copyOf(begunAt);
    }

    @Override
    public void fetch(RemoteFile file, long from, FileSink sink) {
        begunAt.add(from);
        Break next;
        synchronized (this) {
            next = breaks.poll();
        }
        deliveries.execute(() -> {
            if (closed) {
                sink.failed(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The lane is closed"));
            } else {
                deliver(file, from, sink, next == null ? new Break(Long.MAX_VALUE, lost(), () -> {}) : next);
            }
        });
    }

    private byte[] asListed(RemoteFile file) {
        long size = file.stamp().sizeBytes();
        byte[] all = content;
        return size == FileStamp.UNKNOWN_SIZE || size >= all.length ? all : Arrays.copyOf(all, (int) size);
    }

    private void deliver(RemoteFile file, long from, FileSink sink, Break until) {
        byte[] bytes = asListed(file);
        if (!sink.begins()) {
            sink.failed(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Not wanted any more"));
            return;
        }
        try {
            for (int at = (int) from; at < Math.min(bytes.length, until.offset); ) {
                int length = (int) Math.min(READ_BYTES, Math.min(bytes.length, until.offset) - at);
                sink.next(ByteBuffer.wrap(bytes, at, length));
                at += length;
            }
        } catch (FileException e) {
            sink.failed(e);
            return;
        }
        if (until.offset < Long.MAX_VALUE) {
            until.then.run();
            sink.failed(until.why);
        } else {
            sink.end(stamp);
        }
    }

    @Override
    public RemoteFile refresh(RemoteFile file) throws FileException {
        if (closed) {
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The lane is closed");
        }
        return new RemoteFile(file.path(), stamp, file.remoteName());
    }

    @Override
    public OwnDigest digest(RemoteFile file, boolean prefix) throws FileException {
        return digests.of(content, prefix);
    }

    @Override
    public void fetchAgain(RemoteFile file, FileSink sink) {
        byte[] again = second;
        deliveries.execute(() -> {
            try {
                sink.next(ByteBuffer.wrap(again));
            } catch (FileException e) {
                sink.failed(e);
                return;
            }
            sink.end(stamp);
        });
    }

    @Override
    public void list(Scope scope, BatchConsumer batches) {
        throw new UnsupportedOperationException("It lists nothing");
    }

    @Override
    public void close() {
        closed = true;
    }
}
