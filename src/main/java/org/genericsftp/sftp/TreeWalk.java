package org.genericsftp.sftp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.source.Batch;
import org.genericsftp.source.BatchConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists a folder and everything below it, with many folders and several READDIRs of each in flight. Depth first, so that
 * what is still to be visited stays small; links to folders are not followed. While the consumer is busy no more is
 * asked for than {@link #MOST_BUFFERED} entries. For one thread.
 */
final class TreeWalk {
    private static final int MOST_BUFFERED = 20_000;
    private static final int MOST_READS = 384;
    private static final int MOST_READS_OF_FOLDER = 32;

    /** OpenSSH tells 100 names at a time: up to 198 files of a folder, and that there are no more, in one round trip. */
    private static final int FIRST_READS = 3;

    /** One that is about to be listed. */
    private static final class Folder {
        private final FoundFolder found;
        private final FolderEnd end = new FolderEnd();
        private byte @Nullable [] handle;
        private int reads;
        private int namesReplies;
        private boolean namesSeen;

        Folder(FoundFolder found) {
            this.found = found;
        }

        /** Whether another READDIR is worth its while: few are in vain at the end of the folder, and few round trips. */
        boolean wantsRead() {
            int most = namesReplies < FIRST_READS ? FIRST_READS - namesReplies : namesReplies;
            return !end.isKnown() && reads < Math.min(MOST_READS_OF_FOLDER, most);
        }
    }

    private final ReplyLoop loop;
    private final FolderHandles handles;
    private final Runnable wake;
    private final StatusErrors errors;
    private final SftpSettings.Limits limits;
    private final FolderNames names;

    private final Deque<Folder> unvisited = new ArrayDeque<>();
    private final List<Folder> open = new ArrayList<>();
    private final Deque<Batch> ready = new ArrayDeque<>();
    private int opening;
    private int closing;
    private int reads;
    private int buffered;
    private long entries;

    TreeWalk(
            SftpSession session,
            ReplyLoop loop,
            FolderHandles handles,
            RealPaths paths,
            SftpSettings settings,
            Predicate<RelativePath> descends) {
        this.loop = loop;
        this.handles = handles;
        wake = loop::wake;
        errors = session.errors();
        limits = settings.limits();
        names = new FolderNames(paths, session.leftAside(), settings, errors, descends, this);
    }

    /**
     * @param remoteStart a path without links
     * @throws FileException when the start can't be listed, or the listing exceeds a limit
     */
    void walk(RelativePath start, byte[] remoteStart, BatchConsumer consumer) throws FileException {
        unvisited.push(
                new Folder(new FoundFolder(start, remoteStart, start.names().size(), true)));
        try {
            walk(consumer);
        } finally {
            open.forEach(this::close);
        }
    }

    /**
     * Until its CLOSE is answered, the server may turn out to have given a folder's handle to another one that was being opened:
     * that is waited for.
     */
    private void walk(BatchConsumer consumer) throws FileException {
        while (true) {
            loop.handleArrived();
            boolean enough = buffered >= MOST_BUFFERED && mayPassOn();
            if (!enough) {
                askForMore();
            }
            Batch next = enough || mayPassOn() ? ready.poll() : null;
            if (next != null) {
                buffered -= next.entries().size();
                // Files that the consumer waits for must not wait for a folder that is not about to be opened.
                handles.waitNoMore();
                consumer.accept(next);
            } else if (loop.inFlight() > 0 || !unvisited.isEmpty() || !ready.isEmpty()) {
                loop.handleAnswers();
            } else {
                return;
            }
        }
    }

    /**
     * Whoever takes a batch may wait long, for files to be read for instance: none can be where the folder has the only
     * handle, or is the one suspect that may be open, and other listings can't go on where it has the only one for folders.
     */
    private boolean mayPassOn() {
        return (opening == 0 && open.isEmpty() && closing == 0)
                || (!handles.onlyOneForFolders() && !handles.holdsSuspect());
    }

    private void askForMore() throws FileException {
        int postponed = 0;
        while (buffered < MOST_BUFFERED && postponed < unvisited.size() && handles.admits(wake)) {
            Folder next = unvisited.pop();
            Optional<FileException> objection = handles.objection(next.found.remote(), () -> "list " + shown(next));
            if (objection.isPresent()) {
                handles.waitNoMore();
                unlisted(next, objection.get());
            } else if (handles.admits(next.found.remote(), wake)) {
                open(next);
            } else {
                handles.waitNoMore();
                unvisited.addLast(next);
                postponed++;
            }
        }
        for (Folder folder : open) {
            while (folder.wantsRead() && reads < MOST_READS) {
                read(folder);
            }
        }
    }

    private void open(Folder folder) {
        opening++;
        loop.ask(new SftpRequest.OpenDir(folder.found.remote()), reply -> {
            opening--;
            if (reply instanceof SftpReply.Handle opened) {
                folder.handle = opened.handle();
                open.add(folder);
            } else {
                notOpened(folder, reply);
            }
        });
    }

    private void notOpened(Folder folder, SftpReply reply) throws FileException {
        if (handles.opensLater(folder.found.remote())) {
            unvisited.addLast(folder);
        } else {
            // One that was listed may have vanished, or the server may not find it by the name that it told.
            ErrorCode missing = folder.found.start() ? ErrorCode.SOURCE_NOT_FOUND : ErrorCode.FILE_VANISHED;
            unlisted(folder, errors.refused(reply, missing, "list " + shown(folder)));
        }
    }

    private void read(Folder folder) {
        int read = folder.end.ask();
        folder.reads++;
        reads++;
        loop.ask(new SftpRequest.ReadDir(Objects.requireNonNull(folder.handle)), reply -> {
            if (reply.isLast()) {
                folder.reads--;
                reads--;
            }
            if (reply instanceof SftpReply.Names some) {
                folder.namesReplies += reply.isLast() ? 1 : 0;
                folder.namesSeen |= !some.names().isEmpty();
                take(folder, some.names());
            } else {
                folder.end.answered(read, reply);
            }
            if (folder.end.isKnown() && folder.reads == 0) {
                open.remove(folder);
                close(folder);
                ended(folder);
            }
        });
    }

    private void ended(Folder folder) throws FileException {
        Optional<SftpReply> refusal = folder.end.brokenOffBy();
        if (refusal.isPresent()) {
            unlisted(folder, errors.refused(refusal.get(), ErrorCode.SOURCE_NOT_FOUND, "list " + shown(folder)));
        } else if (!folder.namesSeen) {
            // Servers that look at each entry leave out those that they may not look at, "." among them.
            loop.ask(new SftpRequest.Stat(RemotePath.self(folder.found.remote())), reply -> {
                if (StatusErrors.isPermissionDenied(reply)) {
                    unlisted(folder, errors.notEntered(shown(folder)));
                }
            });
        }
    }

    private void close(Folder folder) {
        SftpRequest close = new SftpRequest.Close(Objects.requireNonNull(folder.handle));
        if (folder.reads == 0 && handles.closesSurely()) {
            loop.tell(close);
        } else {
            closing++;
            loop.ask(close, closed -> closing--);
        }
    }

    private void take(Folder folder, List<SftpReply.Name> some) throws FileException {
        // An answer without names counts as one, so that a server can't send them for ever.
        entries += Math.max(1, some.size());
        if (entries > limits.maxEntries()) {
            throw new FileException(
                    ErrorCode.TOO_MANY_FILES,
                    Remedy.NEVER,
                    "The listing of " + shown(folder) + " has more than " + limits.maxEntries()
                            + " entries (max-entries)");
        }
        names.take(folder.found, some);
    }

    private void unlisted(Folder folder, FileException why) throws FileException {
        if (folder.found.start()) {
            throw why;
        }
        emit(folder.found.path(), List.of(new UnlistedFolder(folder.found.path().toString(), why)));
    }

    /** Has the folder listed, too. */
    void visit(FoundFolder folder) {
        unvisited.push(new Folder(folder));
    }

    /** Passes on what is in a folder. */
    void emit(RelativePath folder, List<SourceEntry> found) {
        if (!found.isEmpty()) {
            buffered += found.size();
            ready.add(new Batch(folder, found));
        }
    }

    private static String shown(Folder folder) {
        return folder.found.shown();
    }
}
