package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.File;
import java.nio.ByteBuffer;
import org.genericsftp.destination.FreeSpace;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.TouchedFolders;
import org.genericsftp.destination.UnremovedFiles;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;

/** A file that is being written under a temporary name, all of it over one link. */
final class ShareFile implements PendingFile {
    static final String WRITE = "Cannot write";
    static final String REMOVE = "Cannot remove";

    private static final String READ_BACK = "Cannot read back";

    private final Site site;
    private final RelativePath path;
    private final RelativePath temporary;
    private final FileStamp expected;
    private final ShareLink link;
    private final File file;
    private final Writes writes;
    private long releasedBytes;
    private State state = State.WRITING;

    private enum State {
        WRITING,
        PUBLISHED,
        CLOSED
    }

    /** What all files of one destination share. */
    record Site(
            ShareSettings settings,
            ShareTree tree,
            Lookup lookup,
            TouchedFolders touched,
            UnremovedFiles unremoved,
            FreeSpace space,
            ShareErrors errors) {}

    private ShareFile(
            Site site, RelativePath path, RelativePath temporary, FileStamp expected, ShareLink link, File file) {
        this.site = site;
        this.path = path;
        this.temporary = temporary;
        this.expected = expected;
        this.link = link;
        this.file = file;
        this.writes = new Writes(link, file, this::shortWrite);
    }

    /**
     * Begins the file in its folder, once what stands at its name can be replaced and there is room for it.
     *
     * @throws SMBApiException the server says no; the folder may have gone
     */
    static ShareFile begin(Site site, RelativePath path, FileStamp expected, String temporaryName, ShareLink link)
            throws FileException {
        // What comes to the path from now on is met when the file is published.
        if (!site.lookup.wasMissing(path) && site.tree.exists(WRITE, path)) {
            site.tree.requireReplaceable(WRITE, path, site.tree.look(WRITE, path));
        }
        long needed = needed(expected);
        if (!site.space.reserve(needed)) {
            throw site.errors.error(
                    ErrorCode.DISK_FULL, Remedy.LATER, WRITE, path, "there is no room for its " + needed + " bytes");
        }
        RelativePath temporary = path.parent().child(temporaryName);
        try {
            return new ShareFile(site, path, temporary, expected, link, site.tree.create(link, WRITE, temporary));
        } catch (FileException | RuntimeException e) {
            site.space.release(needed);
            if (link.isBroken()) {
                // The server may have made it all the same.
                site.unremoved.add(temporary);
            }
            throw e;
        }
    }

    private static long needed(FileStamp expected) {
        return Math.max(0, expected.sizeBytes());
    }

    @Override
    public void append(ByteBuffer bytes) throws FileException {
        require(State.WRITING);
        // Refused before it is written: a server that sends without end must not fill the share.
        if (isTooMany(writes.bytes() + bytes.remaining())) {
            drain();
            throw unexpected("at least " + (writes.bytes() + bytes.remaining()));
        }
        try {
            link.call(WRITE, path, share -> {
                writes.send(bytes);
                return true;
            });
        } catch (SMBApiException e) {
            throw site.errors.explain(WRITE, path, e);
        } finally {
            releaseWritten();
        }
    }

    private void drain() throws FileException {
        try {
            link.call(WRITE, path, share -> {
                writes.drain();
                return true;
            });
        } catch (SMBApiException e) {
            throw site.errors.explain(WRITE, path, e);
        } finally {
            releaseWritten();
        }
    }

    private void releaseWritten() {
        release(Math.min(writes.confirmedBytes(), needed(expected)) - releasedBytes);
    }

    private void release(long bytes) {
        releasedBytes += bytes;
        site.space.release(bytes);
    }

    private boolean isTooMany(long bytes) {
        return expected.sizeBytes() != FileStamp.UNKNOWN_SIZE && bytes > expected.sizeBytes();
    }

    @Override
    public ByteBuffer tail(int most) throws FileException {
        require(State.WRITING);
        drain();
        byte[] tail = new byte[(int) Math.min(most, writes.bytes())];
        long from = writes.bytes() - tail.length;
        try {
            link.call(READ_BACK, path, share -> {
                for (int had = 0, length; had < tail.length; had += length) {
                    length = file.read(tail, from + had, had, tail.length - had);
                    if (length <= 0) {
                        throw site.errors.error(
                                ErrorCode.DESTINATION_UNAVAILABLE,
                                Remedy.LATER,
                                READ_BACK,
                                path,
                                "its temporary file has become shorter");
                    }
                }
                return true;
            });
        } catch (SMBApiException e) {
            throw site.errors.explain(READ_BACK, path, e);
        }
        return ByteBuffer.wrap(tail);
    }

    @Override
    public void publish() throws FileException {
        require(State.WRITING);
        if (expected.sizeBytes() != FileStamp.UNKNOWN_SIZE && writes.bytes() < expected.sizeBytes()) {
            throw unexpected(Long.toString(writes.bytes()));
        }
        drain();
        try {
            new Publication(site, path, link, file).publish(expected.modified(), writes.bytes());
        } catch (SMBApiException e) {
            throw site.errors.explain(WRITE, path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw site.errors.error(ErrorCode.CANCELLED, Remedy.LATER, WRITE, path, "it was interrupted");
        }
        state = State.PUBLISHED;
        site.lookup.changed(path);
        if (site.settings.durable()) {
            site.touched.add(path.parent());
        }
        closeHandle();
    }

    private FileException shortWrite(long missingBytes) {
        return site.errors.error(
                ErrorCode.DESTINATION_UNAVAILABLE,
                Remedy.LATER,
                WRITE,
                path,
                "the server left out " + missingBytes + " bytes of a write");
    }

    private FileException unexpected(String came) {
        return site.errors.error(
                ErrorCode.FILE_CHANGED,
                Remedy.SAME_SESSION,
                WRITE,
                path,
                came + " bytes came where " + expected.sizeBytes() + " were expected");
    }

    @Override
    public void close() {
        if (state == State.WRITING) {
            removeTemporary();
        }
        state = State.CLOSED;
        release(needed(expected) - releasedBytes);
    }

    private void removeTemporary() {
        try {
            if (!link.isBroken()) {
                link.call(WRITE, path, share -> {
                    writes.abandon();
                    file.deleteOnClose();
                    return true;
                });
                closeHandle();
                return;
            }
        } catch (FileException | SMBApiException e) {
            // By its name, then.
        }
        try {
            site.tree.delete(WRITE, temporary, false);
        } catch (FileException | SMBApiException e) {
            site.unremoved.add(temporary);
        }
    }

    private void closeHandle() {
        try {
            link.call(WRITE, path, share -> {
                file.close();
                return true;
            });
        } catch (FileException | SMBApiException e) {
            // Nothing was written through it since the file was checked.
        }
    }

    private void require(State needed) {
        if (state != needed) {
            throw new IllegalStateException("\"" + path + "\" is " + state);
        }
    }
}
