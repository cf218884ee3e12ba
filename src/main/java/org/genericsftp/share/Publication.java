package org.genericsftp.share;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.fileinformation.FileBasicInformation;
import com.hierynomus.msfscc.fileinformation.FileStandardInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.File;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.genericsftp.file.BackOff;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Puts a file that is written in the place of what stands at its path. While another program holds that open the server
 * refuses; then it is tried again for a while.
 */
final class Publication {
    private static final String REPLACE = "Cannot replace";
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(5), Duration.ofMillis(500));

    private final ShareFile.Site site;
    private final RelativePath path;
    private final ShareLink link;
    private final File file;

    Publication(ShareFile.Site site, RelativePath path, ShareLink link, File file) {
        this.site = site;
        this.path = path;
        this.link = link;
        this.file = file;
    }

    /**
     * Gives it its time, and forces it where the destination is durable.
     *
     * @throws SMBApiException the server says no
     */
    void complete(@Nullable Instant modified, long bytes) throws FileException {
        long size = link.call(ShareFile.WRITE, path, share -> {
            if (modified != null) {
                file.setFileInformation(new FileBasicInformation(
                        FileBasicInformation.DONT_SET,
                        FileBasicInformation.DONT_SET,
                        Entry.fileTime(modified),
                        FileBasicInformation.DONT_SET,
                        0));
            }
            if (site.settings().durable()) {
                file.flush();
            }
            return file.getFileInformation(FileStandardInformation.class).getEndOfFile();
        });
        if (size != bytes) {
            String reason = "the server has " + size + " of the " + bytes + " bytes written";
            throw site.errors().error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, ShareFile.WRITE, path, reason);
        }
    }

    /** False where something stands at the path. */
    boolean renamed(boolean replacing) throws FileException {
        return link.call(ShareFile.WRITE, path, share -> {
            try {
                file.rename(target(), replacing);
                return true;
            } catch (SMBApiException e) {
                if (!replacing && ShareErrors.isTaken(e)) {
                    return false;
                }
                if (ShareErrors.isMissing(e) && site.tree().exists(REPLACE, path.parent())) {
                    throw error(Remedy.NEVER, ShareErrors.HIDDEN_LINK);
                }
                throw e;
            }
        });
    }

    /** DFS may have led to another share, where the path is another one. */
    private String target() {
        String temporary = file.getPath();
        return temporary.substring(0, temporary.lastIndexOf('\\') + 1)
                + site.tree().storedName(path);
    }

    /** @throws SMBApiException the server says no */
    void replace() throws FileException, InterruptedException {
        Duration patience = site.settings().patience().inUse();
        long giveUpAt = System.nanoTime() + patience.toNanos();
        for (int failures = 1; ; failures++) {
            requireReplaceable();
            try {
                if (renamed(true)) {
                    return;
                }
            } catch (SMBApiException e) {
                requireInUse(e);
            }
            if (System.nanoTime() - giveUpAt > 0) {
                throw error(Remedy.LATER, ShareErrors.IN_USE + ", which was waited for " + patience.toSeconds() + " s");
            }
            Thread.sleep(BACK_OFF.after(failures).toMillis());
        }
    }

    private void requireReplaceable() throws FileException {
        Entry found = site.tree().look(REPLACE, path);
        site.tree().requireReplaceable(REPLACE, path, found);
        if (found != null && found.isReadOnly()) {
            throw error(Remedy.NEVER, "the file that stands there is marked as read-only");
        }
    }

    /** A server says the same of a file that is open, and of one that the account may not replace. */
    private void requireInUse(SMBApiException refusal) throws FileException {
        if (!ShareErrors.isHeld(refusal)) {
            throw refusal;
        }
        try {
            link.call(REPLACE, path, share -> {
                share.open(
                                site.tree().stored(path),
                                EnumSet.of(AccessMask.DELETE),
                                null,
                                EnumSet.allOf(SMB2ShareAccess.class),
                                SMB2CreateDisposition.FILE_OPEN,
                                EnumSet.of(SMB2CreateOptions.FILE_OPEN_REPARSE_POINT))
                        .close();
                return true;
            });
        } catch (SMBApiException e) {
            if (ShareErrors.isDenied(e)) {
                throw error(Remedy.NEVER, "the account lacks the right to replace the file that stands there");
            }
        }
    }

    private FileException error(Remedy remedy, String reason) {
        return site.errors().error(ErrorCode.PERMISSION_DENIED, remedy, REPLACE, path, reason);
    }
}
