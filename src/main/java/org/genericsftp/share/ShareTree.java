package org.genericsftp.share;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.destination.NameRules;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The folder on the share as a tree of files: single steps, none of which follows a link at its end. Paths are those of
 * the destination; how names are stored is known only here.
 */
final class ShareTree {
    private static final int ATTEMPTS = 3;
    /** Fewer than come in one answer. */
    private static final int ENTRIES_OF_AN_ANSWER = 500;

    private static final Set<SMB2ShareAccess> ALL = EnumSet.allOf(SMB2ShareAccess.class);
    private static final Set<SMB2CreateOptions> NOT_THROUGH_LINKS =
            EnumSet.of(SMB2CreateOptions.FILE_OPEN_REPARSE_POINT);

    private final ShareConnection connection;
    private final ShareErrors errors;
    private final ShareNames names;
    private final String root;

    ShareTree(ShareSettings settings, ShareConnection connection, ShareErrors errors) {
        this.connection = connection;
        this.errors = errors;
        this.names = settings.names();
        this.root = String.join("\\", settings.address().folders());
    }

    /** Takes what a folder holds, "." and ".." aside; tells whether it wants more. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(Entry entry) throws IOException;
    }

    /** Below the share's root, as the server knows it. */
    String stored(RelativePath path) {
        String below = names.stored(path).value().replace('/', '\\');
        return root.isEmpty() || below.isEmpty() ? root + below : root + "\\" + below;
    }

    String storedName(RelativePath path) {
        return names.stored(path.name());
    }

    /** Under which name the server keeps it, and what it is; null where there is nothing. */
    @Nullable
    Entry look(String action, RelativePath path) throws FileException {
        return connection
                .call(action, path, share -> Optional.ofNullable(look(share, path)))
                .orElse(null);
    }

    /** A file that is being replaced may be missing from a listing, so it counts as missing only if it can't be opened either. */
    private @Nullable Entry look(DiskShare share, RelativePath path) throws IOException {
        Entry found = listed(share, path);
        for (int attempt = 1; found == null && attempt < ATTEMPTS && exists(share, path); attempt++) {
            found = listed(share, path);
        }
        return found;
    }

    private @Nullable Entry listed(DiskShare share, RelativePath path) throws IOException {
        Entry[] found = new Entry[1];
        try {
            list(share, path.parent(), storedName(path), entry -> {
                found[0] = entry;
                return false;
            });
        } catch (SMBApiException e) {
            if (!ShareErrors.isMissing(e)) {
                throw e;
            }
        }
        return found[0];
    }

    /** Whether there is anything at all, found by whichever name. */
    boolean exists(String action, RelativePath path) throws FileException {
        return connection.call(action, path, share -> exists(share, path));
    }

    private boolean exists(DiskShare share, RelativePath path) {
        try {
            share.open(
                            stored(path),
                            EnumSet.of(AccessMask.FILE_READ_ATTRIBUTES),
                            null,
                            ALL,
                            SMB2CreateDisposition.FILE_OPEN,
                            NOT_THROUGH_LINKS)
                    .close();
            return true;
        } catch (SMBApiException e) {
            if (!ShareErrors.isAnswer(e)) {
                throw e;
            }
            // That it can't be opened is told where it matters.
            return !ShareErrors.isMissing(e);
        }
    }

    /** Lists a folder, in no order. */
    void list(String action, RelativePath folder, Visitor visitor) throws FileException {
        ShareLink link = connection.link();
        AtomicInteger seen = new AtomicInteger();
        link.call(action, folder, share -> {
            list(share, folder, null, entry -> {
                if (seen.incrementAndGet() % ENTRIES_OF_AN_ANSWER == 0) {
                    link.answered();
                }
                return visitor.visit(entry);
            });
            return true;
        });
    }

    private void list(DiskShare share, RelativePath folder, @Nullable String name, Visitor visitor) throws IOException {
        try (Directory opened = share.openDirectory(
                stored(folder),
                EnumSet.of(AccessMask.FILE_LIST_DIRECTORY, AccessMask.FILE_READ_ATTRIBUTES),
                null,
                ALL,
                SMB2CreateDisposition.FILE_OPEN,
                null)) {
            Iterator<FileIdBothDirectoryInformation> found =
                    opened.iterator(FileIdBothDirectoryInformation.class, name);
            boolean more = true;
            while (more && found.hasNext()) {
                FileIdBothDirectoryInformation next = found.next();
                if (!next.getFileName().equals(".") && !next.getFileName().equals("..")) {
                    more = visitor.visit(Entry.of(next));
                }
            }
        }
    }

    /** Begins a file that is not there yet; others may look at it and remove it meanwhile, but not write to it. */
    File create(ShareLink link, String action, RelativePath path) throws FileException {
        try {
            return link.call(action, path, share -> {
                File file = create(share, path);
                requireSafe(link, file);
                return file;
            });
        } catch (SMBApiException e) {
            if (ShareErrors.isDenied(e) && link.isReadOnly()) {
                throw errors.error(
                        ErrorCode.PERMISSION_DENIED,
                        Remedy.NEVER,
                        action,
                        path.parent(),
                        "the share is read-only, at least to this account");
            }
            throw e;
        }
    }

    /** DFS may have led to another server. */
    private static void requireSafe(ShareLink link, File file) throws IOException {
        try {
            link.requireSafe(file.getDiskShare().getTreeConnect().getSession());
        } catch (IOException e) {
            file.deleteOnClose();
            file.close();
            throw e;
        }
    }

    private File create(DiskShare share, RelativePath path) {
        return share.openFile(
                stored(path),
                EnumSet.of(
                        AccessMask.FILE_READ_DATA,
                        AccessMask.FILE_WRITE_DATA,
                        AccessMask.FILE_READ_ATTRIBUTES,
                        AccessMask.FILE_WRITE_ATTRIBUTES,
                        AccessMask.DELETE),
                EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL),
                EnumSet.of(SMB2ShareAccess.FILE_SHARE_READ, SMB2ShareAccess.FILE_SHARE_DELETE),
                SMB2CreateDisposition.FILE_CREATE,
                EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE));
    }

    /** @param found what {@link #look} has found there: no link */
    static File read(DiskShare share, String stored, Entry found) {
        return share.openFile(
                stored,
                EnumSet.of(AccessMask.FILE_READ_DATA, AccessMask.FILE_READ_ATTRIBUTES),
                null,
                ALL,
                SMB2CreateDisposition.FILE_OPEN,
                // The content of one that the server keeps elsewhere or deduplicated is behind its reparse point.
                found.reparseTag() == 0 ? NOT_THROUGH_LINKS : null);
    }

    void makeFolder(String action, RelativePath folder) throws FileException {
        connection.call(action, folder, share -> {
            try {
                share.mkdir(stored(folder));
            } catch (SMBApiException e) {
                if (!ShareErrors.isTaken(e)) {
                    throw e;
                }
                // Made by another worker, or no folder: the caller looks.
            }
            return true;
        });
    }

    void delete(String action, RelativePath path, boolean folder) throws FileException {
        EnumSet<SMB2CreateOptions> options = EnumSet.of(
                SMB2CreateOptions.FILE_OPEN_REPARSE_POINT,
                folder ? SMB2CreateOptions.FILE_DIRECTORY_FILE : SMB2CreateOptions.FILE_NON_DIRECTORY_FILE);
        connection.call(action, path, share -> {
            try (DiskEntry entry = share.open(
                    stored(path), EnumSet.of(AccessMask.DELETE), null, ALL, SMB2CreateDisposition.FILE_OPEN, options)) {
                entry.deleteOnClose();
            } catch (SMBApiException e) {
                if (!ShareErrors.isMissing(e)) {
                    throw e;
                }
            }
            return true;
        });
    }

    /** Forces to the disk which names the folder holds, where the server can do that. */
    void force(String action, RelativePath folder) throws FileException {
        connection.call(action, folder, share -> {
            try (Directory opened = share.openDirectory(
                    stored(folder),
                    EnumSet.of(AccessMask.FILE_ADD_FILE, AccessMask.FILE_ADD_SUBDIRECTORY),
                    null,
                    ALL,
                    SMB2CreateDisposition.FILE_OPEN,
                    null)) {
                opened.flush();
            } catch (SMBApiException e) {
                // Some servers can't flush folders, and keep a journal of names instead.
            }
            return true;
        });
    }

    /** @throws FileException what stands there is no file that may be replaced, or not the one of that very name */
    void requireReplaceable(String action, RelativePath path, @Nullable Entry found) throws FileException {
        if (found == null) {
            return;
        }
        if (found.isLink()) {
            throw errors.error(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, action, path, ShareErrors.LINK);
        }
        if (!found.name().equals(storedName(path))) {
            throw collision(action, path, found);
        }
        if (!found.isFile()) {
            throw errors.error(ErrorCode.NAME_COLLISION, Remedy.NEVER, action, path, "a folder stands there");
        }
    }

    FileException collision(String action, RelativePath path, Entry found) {
        return errors.error(ErrorCode.NAME_COLLISION, Remedy.NEVER, action, path, NameRules.takenBy(found.name()));
    }
}
