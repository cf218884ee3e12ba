package org.genericsftp.sftp;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;

/**
 * A file may be what ends a session: a server may die of it. Those that sessions were lost with again and again are
 * suspects: few of them are read at once on a session, then one by one, until the one that is to blame stands alone and
 * fails, and the others are read. For one thread at a time.
 */
final class SuspectFiles {
    private static final int FEW_AFTER = 2;
    private static final int SINGLE_AFTER = 3;
    private static final int GUILTY_AFTER = 5;
    private static final int FEW = 8;

    private final SessionLosses losses;
    private final Set<FileFetch> open = new HashSet<>();
    private boolean single;

    SuspectFiles(SessionLosses losses) {
        this.losses = losses;
    }

    /** Whether it may be opened now. If so, it is taken for open. */
    boolean admits(FileFetch fetch) {
        int count = losses.count(fetch.file().remoteName());
        if (count < FEW_AFTER) {
            return true;
        }
        boolean alone = count >= SINGLE_AFTER;
        if (count >= GUILTY_AFTER || single || (alone ? !open.isEmpty() : open.size() >= FEW)) {
            return false;
        }
        open.add(fetch);
        single = alone;
        return true;
    }

    /** Why it is not to be opened at all, if so. */
    Optional<FileException> objection(RemoteFile file, String server) {
        int count = losses.count(file.remoteName());
        if (count < GUILTY_AFTER) {
            return Optional.empty();
        }
        losses.told(file.remoteName());
        return Optional.of(new FileException(
                ErrorCode.INTERNAL_ERROR,
                Remedy.LATER,
                "Cannot read " + Printable.escape(file.name()) + " on " + server + ": the session was lost each of the "
                        + count + " times that this was tried, at last with no other suspect"));
    }

    /** The session is lost while these are being read. */
    void lostWith(Set<RemoteName> files) {
        files.forEach(losses::lostWith);
    }

    /** It is no longer being read. Returns whether another suspect may be admitted now. */
    boolean left(FileFetch fetch) {
        if (fetch.isRead()) {
            losses.cleared(fetch.file().remoteName());
        }
        boolean wasOpen = open.remove(fetch);
        if (wasOpen) {
            single = false;
        }
        return wasOpen;
    }
}
