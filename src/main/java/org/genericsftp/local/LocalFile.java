package org.genericsftp.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.genericsftp.destination.CallWatch;
import org.genericsftp.destination.TemporaryFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** A file that is being written to a local folder. */
final class LocalFile extends TemporaryFile {
    /** What a disk may take as long for as it takes. */
    private static final long SLOW_DISK_BYTES_A_SECOND = 10_000_000;

    /** From here on it is looked beforehand whether the file can be put in its place; for less, that is seen soon enough. */
    private static final long LARGE_BYTES = 1024 * 1024;

    private final Site site;
    private final Jail.Entered home;
    private final OwnFile file;
    private long writtenBytes;

    /** What all files of one destination share. */
    record Site(TemporaryFile.Site common, Jail jail, LocalErrors errors, TimesKept times) {}

    private LocalFile(
            Site site, Jail.Entered home, RelativePath path, FileStamp expected, String temporaryName, OwnFile file) {
        super(site.common, path, expected, temporaryName);
        this.site = site;
        this.home = home;
        this.file = file;
    }

    /**
     * Begins the file in its folder, once what stands at its name can be replaced and there is room for it.
     *
     * @param home the folder, which the file leaves when it is published or closed, or at once where it can't be begun
     * @throws NoSuchFileException the folder has been removed
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
        boolean small = expected.sizeBytes() != FileStamp.UNKNOWN_SIZE && expected.sizeBytes() < LARGE_BYTES;
        if (!small || !folder.keepsNames()) {
            requirePlace(site, folder, path);
        }
        site.common.reserve(path, expected);
        try {
            return new LocalFile(site, home, path, expected, temporaryName, OwnFile.create(folder, temporaryName));
        } catch (IOException e) {
            site.common.release(expected);
            throw e;
        }
    }

    private static void requirePlace(Site site, Folder folder, RelativePath path) throws IOException {
        BasicFileAttributes found = folder.look(path.name());
        requireReplaceable(site, path, found);
        if (found == null) {
            folder.requireKeepable(path.name());
        }
    }

    private static void requireReplaceable(Site site, RelativePath path, @Nullable BasicFileAttributes found)
            throws FileException {
        if (found != null && !found.isRegularFile()) {
            throw site.errors.inTheWay(WRITE, path, found);
        }
    }

    @Override
    protected long appendedBytes() {
        return writtenBytes;
    }

    @Override
    protected void write(ByteBuffer bytes) throws FileException {
        try {
            while (bytes.hasRemaining()) {
                CallWatch.step("writing its bytes");
                writtenBytes += file.channel().write(bytes);
                arrived(writtenBytes);
            }
        } catch (IOException e) {
            throw explain(e, bytes.remaining());
        }
    }

    @Override
    protected void flush() {
        // Nothing is on its way.
    }

    @Override
    protected byte[] readBack(long from, int length) throws FileException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            while (bytes.hasRemaining()) {
                if (file.channel().read(bytes, from + bytes.position()) < 0) {
                    throw altered();
                }
            }
        } catch (IOException e) {
            throw explain(e, 0);
        }
        return bytes.array();
    }

    @Override
    protected boolean replace(boolean others) throws FileException {
        try (Jail.Entered entered = enter()) {
            Folder folder = entered.folder();
            complete(folder);
            CallWatch.step("renaming it");
            BasicFileAttributes found = folder.look(path.name());
            requireReplaceable(site, path, found);
            if (!others && isTakenBy(found == null ? null : stampOf(found))) {
                return false;
            }
            folder.replace(temporaryName, path.name());
            requirePublished(folder.look(path.name()));
            return true;
        } catch (IOException e) {
            throw explain(e, 1);
        }
    }

    /** Another worker may have replaced it by a copy of its own, and who waits for it may have taken it away. */
    private void requirePublished(@Nullable BasicFileAttributes found) throws FileException {
        if (found != null && !OwnFile.isIt(found, file.key()) && !hasExpectedStamp(found)) {
            throw altered();
        }
    }

    private boolean hasExpectedStamp(BasicFileAttributes found) {
        return found.isRegularFile() && stampOf(found).equals(expected);
    }

    private static FileStamp stampOf(BasicFileAttributes found) {
        return new FileStamp(found.size(), found.lastModifiedTime().toInstant());
    }

    /** The folder that the temporary file is in, unless it has been taken away meanwhile. */
    private Jail.Entered enter() throws FileException {
        if (site.jail.enterAgain(home)) {
            return home;
        }
        Jail.Entered entered = site.jail.find(path.parent());
        if (entered == null) {
            throw unavailable("its folder has gone while it was written");
        }
        if (!entered.isSameAs(home)) {
            entered.close();
            throw unavailable("another folder has come to the place of its own while it was written");
        }
        return entered;
    }

    private void complete(Folder folder) throws IOException {
        FileChannel channel = file.channel();
        CallWatch.step("giving it its time");
        if (expected.modified() != null) {
            file.setModified(expected.modified());
        }
        if (site.common.durable()) {
            CallWatch.step("forcing it to the disk", Duration.ofSeconds(writtenBytes / SLOW_DISK_BYTES_A_SECOND));
            channel.force(true);
        }
        CallWatch.step("closing it", Duration.ofSeconds(writtenBytes / SLOW_DISK_BYTES_A_SECOND));
        // Some network file systems write, or fail to, only now.
        channel.close();
        BasicFileAttributes found = site.times.requireTime(folder, temporaryName, file.key(), expected, path);
        if (found == null || !OwnFile.isIt(found, file.key()) || found.size() != writtenBytes) {
            throw altered();
        }
    }

    private FileException altered() {
        return unavailable(
                "its temporary file " + temporaryName + " was altered, replaced or removed by another program");
    }

    private FileException unavailable(String reason) {
        return site.errors.error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, WRITE, path, reason);
    }

    @Override
    protected void letGo() {
        home.close();
    }

    /** From the folder that it was begun in, wherever that is now. What else stands at its name is not ours to remove. */
    @Override
    protected boolean remove() {
        try (home;
                file) {
            file.delete();
            return true;
        } catch (NoSuchFileException removed) {
            // By another program, or with its folder.
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private FileException explain(IOException why, long unwrittenBytes) {
        FileException explained = site.errors.explain(WRITE, path, why);
        // The text of an error depends on the system's language: one that is not known may be a full disk.
        boolean known = explained == why || explained.code() != ErrorCode.DESTINATION_UNAVAILABLE;
        return known || !site.common.space().lacks(unwrittenBytes) ? explained : site.errors.full(WRITE, path, why);
    }
}
