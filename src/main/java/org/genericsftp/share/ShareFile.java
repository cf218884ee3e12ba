package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.File;
import java.nio.ByteBuffer;
import org.genericsftp.destination.TemporaryFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;

/** A file that is being written to the share, all of it over one link. */
final class ShareFile extends TemporaryFile {
    static final String REMOVE = "Cannot remove";

    private static final String READ_BACK = "Cannot read back";

    private final Site site;
    private final ShareLink link;
    private final File file;
    private final Writes writes;

    /** What all files of one destination share. */
    record Site(TemporaryFile.Site common, ShareSettings settings, ShareTree tree, Lookup lookup, ShareErrors errors) {}

    private ShareFile(
            Site site, RelativePath path, FileStamp expected, String temporaryName, ShareLink link, File file) {
        super(site.common, path, expected, temporaryName);
        this.site = site;
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
        site.common.reserve(path, expected);
        RelativePath temporary = path.parent().child(temporaryName);
        try {
            return new ShareFile(site, path, expected, temporaryName, link, site.tree.create(link, WRITE, temporary));
        } catch (FileException | RuntimeException e) {
            site.common.release(expected);
            if (link.isBroken()) {
                // The server may have made it all the same.
                site.common.unremoved().add(temporary);
            }
            throw e;
        }
    }

    @Override
    protected long appendedBytes() {
        return writes.bytes();
    }

    @Override
    protected void write(ByteBuffer bytes) throws FileException {
        try {
            link.call(WRITE, path, share -> {
                writes.send(bytes);
                return true;
            });
        } catch (SMBApiException e) {
            throw site.errors.explain(WRITE, path, e);
        } finally {
            arrived(writes.confirmedBytes());
        }
    }

    @Override
    protected void flush() throws FileException {
        try {
            link.call(WRITE, path, share -> {
                writes.drain();
                return true;
            });
        } catch (SMBApiException e) {
            throw site.errors.explain(WRITE, path, e);
        } finally {
            arrived(writes.confirmedBytes());
        }
    }

    @Override
    protected byte[] readBack(long from, int length) throws FileException {
        byte[] bytes = new byte[length];
        try {
            return link.call(READ_BACK, path, share -> {
                for (int had = 0, more; had < length; had += more) {
                    more = file.read(bytes, from + had, had, length - had);
                    if (more <= 0) {
                        throw unavailable(READ_BACK, "its temporary file has become shorter");
                    }
                }
                return bytes;
            });
        } catch (SMBApiException e) {
            throw site.errors.explain(READ_BACK, path, e);
        }
    }

    @Override
    protected boolean replace(boolean others) throws FileException {
        try {
            Publication publication = new Publication(site, path, link, file);
            publication.complete(expected.modified(), writes.bytes());
            if (!publication.renamed(false)) {
                if (!others && isTaken()) {
                    return false;
                }
                publication.replace();
            }
        } catch (SMBApiException e) {
            throw site.errors.explain(WRITE, path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw site.errors.error(ErrorCode.CANCELLED, Remedy.LATER, WRITE, path, "it was interrupted");
        }
        site.lookup.changed(path);
        return true;
    }

    private boolean isTaken() throws FileException {
        site.lookup.changed(path);
        Entry found = site.tree.look(WRITE, path);
        site.tree.requireReplaceable(WRITE, path, found);
        return isTakenBy(found == null ? null : found.stamp());
    }

    private FileException shortWrite(long missingBytes) {
        return unavailable(WRITE, "the server left out " + missingBytes + " bytes of a write");
    }

    private FileException unavailable(String action, String reason) {
        return site.errors.error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, action, path, reason);
    }

    @Override
    protected boolean remove() {
        try {
            if (!link.isBroken()) {
                link.call(WRITE, path, share -> {
                    writes.abandon();
                    file.deleteOnClose();
                    return true;
                });
                letGo();
                return true;
            }
        } catch (FileException | SMBApiException e) {
            // By its name, then.
        }
        try {
            site.tree.delete(WRITE, temporaryPath(), false);
            return true;
        } catch (FileException | SMBApiException e) {
            return false;
        }
    }

    @Override
    protected void letGo() {
        try {
            link.call(WRITE, path, share -> {
                file.close();
                return true;
            });
        } catch (FileException | SMBApiException e) {
            // Nothing was written through it since the file was checked.
        }
    }
}
