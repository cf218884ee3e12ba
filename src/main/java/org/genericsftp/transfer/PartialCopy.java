package org.genericsftp.transfer;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * An unfinished copy of one file: the temporary file at the destination, which is made when the first bytes come, and the
 * digest of its bytes. When the fetch breaks off, another may go on with it: its first bytes are those at
 * the end of what is there, and must be the same. For one thread at a time.
 */
final class PartialCopy implements Closeable {
    /** Less than this is copied again: that costs no more than to see whether the rest fits on. */
    static final long WORTH_KEEPING_BYTES = 1024 * 1024;

    /** How much of what is there is read again, on both sides, before the rest is appended. */
    static final int OVERLAP_BYTES = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Destination destination;
    private final RemoteFile file;
    private final @Nullable DigestAlgorithm algorithm;
    private final @Nullable MessageDigest digest;
    private final LongConsumer received;
    private final Consumer<FileException> whenItHangs;
    private volatile Consumer<FileException> endOfFetch = why -> {};
    private @Nullable String finished;
    private @Nullable PendingFile pending;
    private ByteBuffer overlap = NOTHING;
    private long bytes;
    private long toldBytes;
    private boolean sound = true;

    /**
     * @param received is told of bytes that have been appended, and by a negative number of those that are dropped again
     * @param whenItHangs as {@link Destination#create(org.genericsftp.file.RelativePath, FileStamp, Consumer)} has it
     */
    PartialCopy(
            Destination destination,
            RemoteFile file,
            @Nullable DigestAlgorithm algorithm,
            LongConsumer received,
            Consumer<FileException> whenItHangs) {
        this.destination = destination;
        this.file = file;
        this.algorithm = algorithm;
        this.digest = algorithm == null ? null : algorithm.start();
        this.received = received;
        this.whenItHangs = whenItHangs;
    }

    /** What it is a copy of. */
    FileStamp stamp() {
        return file.stamp();
    }

    /** Whether it can be the beginning of a file that has grown since, and has the same place. */
    boolean isBeginningOf(RemoteFile grown) {
        return grown.stamp().isGrownFrom(file.stamp()) && grown.place().equals(file.place());
    }

    /** How many bytes have been appended. */
    long bytes() {
        return bytes;
    }

    /** Whether it is right as far as it goes, and goes far enough to go on with. */
    boolean isWorthKeeping() {
        return sound && file.stamp().complete() && bytes >= WORTH_KEEPING_BYTES;
    }

    /** The same after a fetch has failed: what is wrong with the whole session may have made the bytes wrong, too. */
    boolean isWorthKeepingAfter(FileException why) {
        boolean sessionAtFault = why.code() == ErrorCode.INTERNAL_ERROR && why.remedy() == Remedy.NEW_SESSION;
        boolean soundBytes = why.code() != ErrorCode.FILE_CHANGED && !sessionAtFault;
        return soundBytes && why.remedy() != Remedy.NEVER && isWorthKeeping();
    }

    /**
     * Prepares for a fetch that goes on with it. Returns the offset at which that must begin.
     *
     * @throws FileException what is there can't be read
     */
    long resume() throws FileException {
        if (pending == null) {
            return 0;
        }
        tell(bytes);
        sound = false;
        overlap = pending.tail(OVERLAP_BYTES);
        sound = true;
        return bytes - overlap.remaining();
    }

    /** Takes the next bytes of the fetch: compares those that are there already, and appends the others. */
    void next(ByteBuffer inOrder) throws FileException {
        sound = false;
        compare(inOrder);
        if (inOrder.hasRemaining()) {
            append(inOrder);
        }
        sound = true;
    }

    private void compare(ByteBuffer inOrder) throws FileException {
        int length = Math.min(overlap.remaining(), inOrder.remaining());
        ByteBuffer again = inOrder.slice().limit(length);
        ByteBuffer there = overlap.slice().limit(length);
        if (!again.equals(there)) {
            throw changed("near byte " + (bytes - overlap.remaining()) + " it is not what it was");
        }
        overlap.position(overlap.position() + length);
        inOrder.position(inOrder.position() + length);
    }

    private FileException changed(String how) {
        return new FileException(
                ErrorCode.FILE_CHANGED,
                Remedy.LATER,
                "The file " + Printable.escape(file.name()) + " changed while it was read: " + how);
    }

    private void append(ByteBuffer inOrder) throws FileException {
        int length = inOrder.remaining();
        if (digest != null) {
            digest.update(inOrder.duplicate());
        }
        pending().append(inOrder);
        bytes += length;
        tell(bytes);
    }

    /** Has so many bytes counted as received. */
    private void tell(long count) {
        received.accept(count - toldBytes);
        toldBytes = count;
    }

    /** It waits for another attempt at its request, which counts anew. */
    void setAside() {
        tell(0);
    }

    private PendingFile pending() throws FileException {
        if (pending == null) {
            pending = destination.create(file.place(), expected(), this::hangs);
        }
        return pending;
    }

    /** The destination hangs: what the fetch holds for it is for others. */
    private void hangs(FileException why) {
        whenItHangs.accept(why);
        endOfFetch.accept(why);
    }

    /** @param end how to end the fetch that is under way */
    void fetchedBy(Consumer<FileException> end) {
        endOfFetch = end;
    }

    /** Generated files (/proc) claim to be empty: how long they are shows when they are read. */
    private FileStamp expected() {
        return file.stamp().sizeBytes() == 0
                ? new FileStamp(FileStamp.UNKNOWN_SIZE, file.stamp().modified())
                : file.stamp();
    }

    /** The file as it turned out to be. */
    RemoteFile copied() {
        return file.stamp().sizeBytes() == 0 && bytes > 0
                ? file.with(new FileStamp(bytes, file.stamp().modified()))
                : file;
    }

    /** All bytes have come. */
    void requireAll() throws FileException {
        if (overlap.hasRemaining()) {
            throw changed("it has become shorter than what was read of it");
        }
    }

    /** Of all bytes, once they have come; null where none is asked for. */
    @Nullable
    String digest() {
        if (finished == null && digest != null && algorithm != null) {
            finished = algorithm.finish(digest);
        }
        return finished;
    }

    /** As {@link PendingFile#publishUnlessTaken}. */
    boolean publishUnlessTaken() throws FileException {
        return pending().publishUnlessTaken();
    }

    /** As {@link PendingFile#publish}. */
    void publish() throws FileException {
        pending().publish();
    }

    /** Removes what is there, unless it was published. */
    @Override
    public void close() {
        if (pending != null) {
            pending.close();
        }
        tell(0);
    }
}
