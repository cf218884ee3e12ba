package org.genericsftp.destination;

import java.nio.ByteBuffer;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written under a temporary name in the folder that it is meant for. Keeps its size to what is
 * expected, and gives back the room that was reserved for it; how bytes are written, and the file is replaced, is for
 * each destination to say.
 */
public abstract class TemporaryFile implements PendingFile {
    public static final String WRITE = "Cannot write";

    protected final RelativePath path;
    protected final FileStamp expected;
    protected final String temporaryName;
    private final Site site;
    private long reservedBytes;
    private State state = State.WRITING;

    private enum State {
        WRITING,
        PUBLISHED,
        CLOSED
    }

    /** What all files of one destination share. */
    public record Site(
            TouchedFolders touched,
            UnremovedFiles unremoved,
            FreeSpace space,
            DestinationErrors errors,
            boolean durable) {
        /** @throws FileException DISK_FULL */
        public void reserve(RelativePath path, FileStamp expected) throws FileException {
            long needed = needed(expected);
            if (!space.reserve(needed)) {
                String reason = "there is no room for its " + needed + " bytes";
                throw errors.error(ErrorCode.DISK_FULL, Remedy.LATER, WRITE, path, reason);
            }
        }

        /** The file could not be begun. */
        public void release(FileStamp expected) {
            space.release(needed(expected));
        }

        private static long needed(FileStamp expected) {
            return Math.max(0, expected.sizeBytes());
        }
    }

    /** For a file that room has been reserved for. */
    protected TemporaryFile(Site site, RelativePath path, FileStamp expected, String temporaryName) {
        this.site = site;
        this.path = path;
        this.expected = expected;
        this.temporaryName = temporaryName;
        this.reservedBytes = Site.needed(expected);
    }

    /** How many bytes have been appended. */
    protected abstract long appendedBytes();

    /** Writes all bytes of the buffer after those that were appended. They may still be on their way when this returns. */
    protected abstract void write(ByteBuffer bytes) throws FileException;

    /** Waits until all bytes that were appended are at the destination. */
    protected abstract void flush() throws FileException;

    /** Reads so many bytes of what is there, from an offset on. */
    protected abstract byte[] readBack(long from, int length) throws FileException;

    /**
     * Checks what is there, gives it its time, forces it if that is asked for, and puts it in its place. Returns false where
     * another file has that place, which {@link #isTakenBy} one that is like this.
     *
     * @param others whether in the place of another file
     */
    protected abstract boolean replace(boolean others) throws FileException;

    /** Lets go of what was needed to write it, once it is published. */
    protected abstract void letGo();

    /** Removes the file, and lets go of what was needed to write it. Returns false where it can't be removed now. */
    protected abstract boolean remove();

    @Override
    public final void append(ByteBuffer bytes) throws FileException {
        require(State.WRITING);
        // Refused before it is written: a server that sends without end must not fill the destination.
        long total = appendedBytes() + bytes.remaining();
        if (isSizeKnown() && total > expected.sizeBytes()) {
            flush();
            throw unexpected("at least " + total);
        }
        write(bytes);
    }

    @Override
    public final ByteBuffer tail(int most) throws FileException {
        require(State.WRITING);
        flush();
        int length = (int) Math.min(most, appendedBytes());
        return ByteBuffer.wrap(readBack(appendedBytes() - length, length));
    }

    @Override
    public final void publish() throws FileException {
        publish(true);
    }

    @Override
    public final boolean publishUnlessTaken() throws FileException {
        return publish(false);
    }

    private boolean publish(boolean replacingOthers) throws FileException {
        require(State.WRITING);
        if (isSizeKnown() && appendedBytes() < expected.sizeBytes()) {
            throw unexpected(Long.toString(appendedBytes()));
        }
        flush();
        if (!replace(replacingOthers)) {
            return false;
        }
        state = State.PUBLISHED;
        if (site.durable) {
            site.touched.add(path.parent());
        }
        letGo();
        return true;
    }

    @Override
    public final void close() {
        if (state == State.WRITING && !remove()) {
            site.unremoved.add(temporaryPath());
        }
        state = State.CLOSED;
        release(reservedBytes);
    }

    /**
     * Whether another file stands at the path, which must not be replaced.
     *
     * @param found null where nothing does
     * @throws FileException NAME_COLLISION where it has not the size and the time of this one
     */
    protected final boolean isTakenBy(@Nullable FileStamp found) throws FileException {
        if (found == null || found.equals(new FileStamp(appendedBytes(), expected.modified()))) {
            return found != null;
        }
        throw site.errors.error(
                ErrorCode.NAME_COLLISION,
                Remedy.NEVER,
                WRITE,
                path,
                "a file of another size or time stands there, which may be the copy of another one");
    }

    protected final RelativePath temporaryPath() {
        return path.parent().child(temporaryName);
    }

    /** So many bytes of the file are at the destination: they need no reservation any more. */
    protected final void arrived(long bytes) {
        release(reservedBytes - Math.max(0, Site.needed(expected) - bytes));
    }

    private void release(long bytes) {
        reservedBytes -= bytes;
        site.space.release(bytes);
    }

    private boolean isSizeKnown() {
        return expected.sizeBytes() != FileStamp.UNKNOWN_SIZE;
    }

    private FileException unexpected(String came) {
        return site.errors.error(
                ErrorCode.FILE_CHANGED,
                Remedy.SAME_SESSION,
                WRITE,
                path,
                came + " bytes came where " + expected.sizeBytes() + " were expected");
    }

    private void require(State needed) {
        if (state != needed) {
            throw new IllegalStateException("\"" + path + "\" is " + state);
        }
    }
}
