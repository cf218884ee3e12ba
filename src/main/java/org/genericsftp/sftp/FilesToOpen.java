package org.genericsftp.sftp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/** Which file a lane opens next. Under the session's lock. */
final class FilesToOpen {
    private final String server;
    private final Suspects suspects;
    private final Backlog backlog;
    private final Function<WantedFile, FileFetch> begin;

    /** Those that are to be opened again as soon as that may be. */
    private final Deque<FileFetch> again = new ArrayDeque<>();
    /** Those that were refused, perhaps for a reason of their own: they are tried again when all else is done. */
    private final Deque<FileFetch> refused = new ArrayDeque<>();
    /** Those that sessions were lost with, again and again. */
    private final Deque<FileFetch> suspected = new ArrayDeque<>();

    /** @param begin with a file of the backlog */
    FilesToOpen(String server, Suspects suspects, Backlog backlog, Function<WantedFile, FileFetch> begin) {
        this.server = server;
        this.suspects = suspects;
        this.backlog = backlog;
        this.begin = begin;
    }

    boolean isEmpty() {
        return again.isEmpty() && refused.isEmpty() && suspected.isEmpty() && backlog.isEmpty();
    }

    /** It was open, and goes before all others. */
    void addFirst(FileFetch fetch) {
        again.addFirst(fetch);
    }

    /** The server would not open it. */
    void add(FileFetch fetch, HandleLimit.Refusal why) {
        if (why == HandleLimit.Refusal.TOO_MANY) {
            again.addLast(fetch);
        } else if (why == HandleLimit.Refusal.UNCLEAR) {
            refused.addLast(fetch);
        }
    }

    /**
     * Takes the next file; null if there is none, or none that may be opened now.
     *
     * @param nothingOpen whether the lane has no other open
     * @param fresh whether it may be one that no session has begun with
     */
    @Nullable
    FileFetch next(boolean nothingOpen, boolean fresh) {
        if (!again.isEmpty()) {
            return again.remove();
        }
        FileFetch next = nextSuspect();
        if (next == null && fresh) {
            next = nextOfBacklog();
        }
        if (next == null && nothingOpen && !refused.isEmpty()) {
            again.addAll(refused);
            refused.clear();
            next = again.remove();
        }
        return next;
    }

    private @Nullable FileFetch nextSuspect() {
        while (!suspected.isEmpty()) {
            FileFetch suspect = suspected.element();
            if (!failsAsGuilty(suspect)) {
                return isAdmitted(suspect) ? suspected.remove() : null;
            }
            suspected.remove();
        }
        return null;
    }

    private boolean isAdmitted(FileFetch fetch) {
        return suspects.admits(fetch.file().remoteName());
    }

    private boolean failsAsGuilty(FileFetch fetch) {
        RemoteFile file = fetch.file();
        Optional<FileException> objection =
                suspects.objection(file.remoteName(), () -> "read " + Printable.escape(file.name()) + " on " + server);
        objection.ifPresent(fetch::fail);
        return objection.isPresent();
    }

    private @Nullable FileFetch nextOfBacklog() {
        for (WantedFile wanted = backlog.poll(); wanted != null; wanted = backlog.poll()) {
            FileFetch fetch = begin.apply(wanted);
            if (!failsAsGuilty(fetch)) {
                if (isAdmitted(fetch)) {
                    return fetch;
                }
                suspected.add(fetch);
            }
        }
        return null;
    }
}
