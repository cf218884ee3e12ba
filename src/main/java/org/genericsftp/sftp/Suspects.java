package org.genericsftp.sftp;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteName;

/**
 * A file or a folder may be what ends a session: a server may die of it. Those that sessions were lost with again and
 * again are suspects: few of them are open at once on a session, then one by one, until the one that is to blame stands
 * alone and fails, and the others are read. For one thread at a time.
 */
final class Suspects {
    private static final int FEW_AFTER = 2;
    private static final int SINGLE_AFTER = 3;
    private static final int GUILTY_AFTER = 5;
    private static final int FEW = 8;

    private final SessionLosses losses;
    private final Set<RemoteName> open = new HashSet<>();
    private final Set<RemoteName> folders = new HashSet<>();
    private boolean single;

    Suspects(SessionLosses losses) {
        this.losses = losses;
    }

    /** Whether it may be opened now. If so, it is taken for open. */
    boolean admits(RemoteName name) {
        int count = losses.count(name);
        if (count < FEW_AFTER) {
            return true;
        }
        boolean alone = count >= SINGLE_AFTER;
        if (count >= GUILTY_AFTER || single || (alone ? !open.isEmpty() : open.size() >= FEW)) {
            return false;
        }
        open.add(name);
        single = alone;
        return true;
    }

    /**
     * Why it is not to be opened at all, if so.
     *
     * @param attempt what it was to be opened for: {@code read a.csv on sftp.example}
     */
    Optional<FileException> objection(RemoteName name, Supplier<String> attempt) {
        int count = losses.count(name);
        if (count < GUILTY_AFTER) {
            return Optional.empty();
        }
        losses.told(name);
        return Optional.of(new FileException(
                ErrorCode.INTERNAL_ERROR,
                Remedy.LATER,
                "Cannot " + attempt.get() + ": the session was lost each of the " + count
                        + " times that this was tried, at last with no other suspect"));
    }

    /** Whether one of these is open as a suspect. */
    boolean holdsAny(Collection<RemoteName> names) {
        return !open.isEmpty() && names.stream().anyMatch(open::contains);
    }

    /** A folder is to be listed: it is asked for now, and open until {@link #folderEnded}. */
    void folderBegun(RemoteName folder) {
        folders.add(folder);
    }

    /** A folder was listed, or could not be opened. */
    void folderEnded(RemoteName folder) {
        folders.remove(folder);
        cleared(folder);
    }

    /** The session is lost while these files are being read, and the folders that have begun and not ended. */
    void sessionLost(Stream<RemoteName> files) {
        Set<RemoteName> names = files.collect(Collectors.toCollection(HashSet::new));
        names.addAll(folders);
        names.forEach(losses::lostWith);
    }

    /** The session is lost because of this one. */
    void lostWith(RemoteName name) {
        losses.lostWith(name);
    }

    /** It came to its end. */
    void cleared(RemoteName name) {
        losses.cleared(name);
    }

    /** It is no longer being read. Returns whether another suspect may be admitted now. */
    boolean left(RemoteName name) {
        boolean wasOpen = !open.isEmpty() && open.remove(name);
        if (wasOpen) {
            single = false;
        }
        return wasOpen;
    }
}
