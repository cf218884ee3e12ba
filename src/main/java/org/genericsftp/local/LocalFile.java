package org.genericsftp.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import org.genericsftp.destination.FreeSpace;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.TouchedFolders;
import org.genericsftp.destination.UnremovedFiles;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** A file that is being written under a temporary name. */
final class LocalFile implements PendingFile {
    static final String WRITE = "Cannot write";

    private final Site site;
    private final Jail.Entered home;
    private final RelativePath path;
    private final FileStamp expected;
    private final String temporaryName;
    private final FileChannel channel;
    private long reservedBytes;
    private long writtenBytes;
    private State state = State.WRITING;

    private enum State {
        WRITING,
        PUBLISHED,
        CLOSED
    }

    /** What all files of one destination share. */
    record Site(
            Jail jail,
            TouchedFolders touched,
            UnremovedFiles unremoved,
            FreeSpace space,
            LocalErrors errors,
            TimesKept times,
            boolean durable) {}

    private LocalFile(
            Site site,
            Jail.Entered home,
            RelativePath path,
            FileStamp expected,
            String temporaryName,
            FileChannel channel,
            long reservedBytes) {
        this.site = site;
        this.home = home;
        this.path = path;
        this.expected = expected;
        this.temporaryName = temporaryName;
        this.channel = channel;
        this.reservedBytes = reservedBytes;
    }

    /**
     * Begins the file in its folder, once what stands at its name can be replaced and there is room for it.
     *
     * @param home the folder, which the file leaves when it is published or closed, or at once where it can't be begun
     * @throws java.nio.file.NoSuchFileException the folder has been removed
     */
    static LocalFile begin(Site site, Jail.Entered home, RelativePath path, FileStamp expected, String temporaryName)
            throws IOException {
        LocalFile begun = null;
        try {
            begun = create(site, home, path, expected, temporaryName);
            return begun;
        } finally {
            if (begun == null) {
                home.close();
            }
        }
    }

    private static LocalFile create(
            Site site, Jail.Entered home, RelativePath path, FileStamp expected, String temporaryName)
            throws IOException {
        Folder folder = home.folder();
        BasicFileAttributes found = folder.look(path.name());
        requireReplaceable(site, path, found);
        if (found == null) {
            folder.requireKeepable(path.name());
        }
        long needed = Math.max(0, expected.sizeBytes());
        if (!site.space.reserve(needed)) {
            throw site.errors.error(
                    ErrorCode.DISK_FULL, Remedy.LATER, WRITE, path, "there is no room for its " + needed + " bytes");
        }
        try {
            return new LocalFile(site, home, path, expected, temporaryName, folder.create(temporaryName), needed);
        } catch (IOException e) {
            site.space.release(needed);
            throw e;
        }
    }

    private static void requireReplaceable(Site site, RelativePath path, @Nullable BasicFileAttributes found)
            throws FileException {
        if (found != null && !found.isRegularFile()) {
            throw site.errors.inTheWay(WRITE, path, found);
        }
    }

    @Override
    public void append(ByteBuffer bytes) throws FileException {
        require(State.WRITING);
        // Refused before it is written: a server that sends without end must not fill the disk.
        requireExpected(writtenBytes + bytes.remaining(), false);
        try {
            while (bytes.hasRemaining()) {
                int written = channel.write(bytes);
                writtenBytes += written;
                release(Math.min(written, reservedBytes));
            }
        } catch (IOException e) {
            throw explain(e, bytes.remaining());
        }
    }

    @Override
    public ByteBuffer tail(int most) throws FileException {
        require(State.WRITING);
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(most, writtenBytes));
        try (Jail.Entered entered = enter();
                FileChannel readable = entered.folder().read(temporaryName)) {
            readable.position(writtenBytes - tail.capacity());
            while (tail.hasRemaining()) {
                if (readable.read(tail) < 0) {
                    throw altered();
                }
            }
        } catch (IOException e) {
            throw explain(e, 0);
        }
        return tail.flip();
    }

    @Override
    public void publish() throws FileException {
        require(State.WRITING);
        requireExpected(writtenBytes, true);
        try (Jail.Entered entered = enter()) {
            Folder folder = entered.folder();
            complete(folder);
            requireReplaceable(site, path, folder.look(path.name()));
            folder.replace(temporaryName, path.name());
        } catch (IOException e) {
            throw explain(e, 1);
        }
        state = State.PUBLISHED;
        home.close();
        remember();
    }

    /** The folder that the temporary file is in, unless it has been taken away meanwhile. */
    private Jail.Entered enter() throws FileException {
        if (site.jail.enterAgain(home)) {
            return home;
        }
        Jail.Entered entered = site.jail.find(path.parent());
        if (entered == null) {
            throw error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "its folder has gone while it was written");
        }
        if (!entered.isSameAs(home)) {
            entered.close();
            throw error(
                    ErrorCode.DESTINATION_UNAVAILABLE,
                    Remedy.LATER,
                    "another folder has come to the place of its own while it was written");
        }
        return entered;
    }

    private void complete(Folder folder) throws IOException {
        if (expected.modified() != null) {
            folder.setModified(temporaryName, expected.modified());
        }
        if (site.durable) {
            channel.force(true);
        }
        // Some network file systems write, or fail to, only now.
        channel.close();
        requireUntouched(site.times.requireTime(folder, temporaryName, expected, path));
    }

    private void requireUntouched(@Nullable BasicFileAttributes found) throws FileException {
        if (found == null || !found.isRegularFile() || found.size() != writtenBytes) {
            throw altered();
        }
    }

    private FileException altered() {
        return error(
                ErrorCode.DESTINATION_UNAVAILABLE,
                Remedy.LATER,
                "its temporary file " + temporaryName + " was altered or removed by another program");
    }

    private void remember() {
        if (site.durable) {
            site.touched.add(path.parent());
        }
    }

    private void requireExpected(long bytes, boolean complete) throws FileException {
        long size = expected.sizeBytes();
        if (size == FileStamp.UNKNOWN_SIZE || bytes == size || (bytes < size && !complete)) {
            return;
        }
        throw error(
                ErrorCode.FILE_CHANGED,
                Remedy.SAME_SESSION,
                (complete ? "" : "at least ") + bytes + " bytes came where " + size + " were expected");
    }

    @Override
    public void close() {
        if (state == State.WRITING) {
            removeTemporary();
        }
        if (state == State.WRITING) {
            home.close();
        }
        state = State.CLOSED;
        release(reservedBytes);
    }

    /** From the folder that it was begun in, wherever that is now. */
    private void removeTemporary() {
        try (channel) {
            home.folder().deleteFile(temporaryName);
        } catch (NoSuchFileException removed) {
            // By another program, or with its folder.
        } catch (IOException e) {
            site.unremoved.add(path.parent().child(temporaryName));
        }
    }

    private void release(long bytes) {
        reservedBytes -= bytes;
        site.space.release(bytes);
    }

    private void require(State needed) {
        if (state != needed) {
            throw new IllegalStateException("\"" + path + "\" is " + state);
        }
    }

    private FileException explain(IOException why, long unwrittenBytes) {
        FileException explained = site.errors.explain(WRITE, path, why);
        // The text of an error depends on the system's language: one that is not known may be a full disk.
        boolean known = explained == why || explained.code() != ErrorCode.DESTINATION_UNAVAILABLE;
        if (known || !site.space.lacks(unwrittenBytes)) {
            return explained;
        }
        return site.errors.error(ErrorCode.DISK_FULL, Remedy.LATER, WRITE, path, "the disk is full", why);
    }

    private FileException error(ErrorCode code, Remedy remedy, String reason) {
        return site.errors.error(code, remedy, WRITE, path, reason);
    }
}
