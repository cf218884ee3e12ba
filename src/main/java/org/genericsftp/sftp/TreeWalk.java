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
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RejectedName;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.packets.Attributes;
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

    private static final class Folder {
        private final RelativePath path;
        private final byte[] remote;
        private final int depth;
        private final boolean start;
        private final FolderEnd end = new FolderEnd();
        private byte @Nullable [] handle;
        private int reads;
        private int namesReplies;
        private boolean namesSeen;

        Folder(RelativePath path, byte[] remote, int depth, boolean start) {
            this.path = path;
            this.remote = remote;
            this.depth = depth;
            this.start = start;
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
    private final NameDecoder names;
    private final RealPaths paths;
    private final EntryResolver links;
    private final Predicate<RelativePath> descends;

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
        this.paths = paths;
        this.descends = descends;
        errors = session.errors();
        limits = settings.limits();
        names = new NameDecoder(settings.nameCharset());
        links = new EntryResolver(paths, settings.followLinks());
    }

    /**
     * @param remoteStart a path without links
     * @throws FileException when the start can't be listed, or the listing exceeds a limit
     */
    void walk(RelativePath start, byte[] remoteStart, BatchConsumer consumer) throws FileException {
        unvisited.push(new Folder(start, remoteStart, start.names().size(), true));
        try {
            walk(consumer);
        } finally {
            open.forEach(this::close);
        }
    }

    /** Until every CLOSE is answered, the server may turn out to have given a folder's handle to another one. */
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
            Optional<FileException> objection = handles.objection(next.remote, "list " + shown(next));
            if (objection.isPresent()) {
                unlisted(next, objection.get());
            } else if (handles.admits(next.remote, wake)) {
                open(next);
            } else {
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
        loop.ask(new SftpRequest.OpenDir(folder.remote), reply -> {
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
        if (handles.opensLater(folder.remote)) {
            unvisited.addLast(folder);
        } else {
            // One that was listed may have vanished, or the server may not find it by the name that it told.
            ErrorCode missing = folder.start ? ErrorCode.SOURCE_NOT_FOUND : ErrorCode.FILE_VANISHED;
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
            loop.ask(new SftpRequest.Stat(RemotePath.self(folder.remote)), reply -> {
                if (StatusErrors.isPermissionDenied(reply)) {
                    unlisted(folder, errors.notEntered(shown(folder)));
                }
            });
        }
    }

    private void close(Folder folder) {
        closing++;
        loop.ask(new SftpRequest.Close(Objects.requireNonNull(folder.handle)), closed -> closing--);
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
        List<SourceEntry> found = new ArrayList<>(some.size());
        for (SftpReply.Name name : some) {
            if (!RemotePath.isDots(name.name())) {
                classify(folder, name, found);
            }
        }
        emit(folder.path, found);
    }

    private void classify(Folder folder, SftpReply.Name name, List<SourceEntry> found) {
        Attributes attributes = name.attributes();
        Optional<RelativePath> safe = names.decode(name.name()).flatMap(text -> safeChild(folder.path, text));
        if (safe.isEmpty()) {
            found.add(rejected(folder, name));
            return;
        }
        RelativePath path = safe.get();
        byte[] remote = RemotePath.join(folder.remote, name.name());
        switch (attributes.type()) {
            case FILE -> found.add(new RemoteFile(path, attributes.stamp(), new RemoteName(remote)));
            case FOLDER -> visit(new Folder(path, remote, folder.depth + 1, false), found);
            case SPECIAL -> found.add(new SkippedEntry(path, attributes.stamp(), SkipReason.SPECIAL));
            case LINK -> resolve(folder, path, remote, attributes.stamp());
            case UNKNOWN -> look(folder, name, remote);
        }
    }

    private static Optional<RelativePath> safeChild(RelativePath folder, String name) {
        try {
            return Optional.of(folder.child(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SourceEntry rejected(Folder folder, SftpReply.Name name) {
        String shown = (folder.path.isRoot() ? "" : folder.path + "/") + NameDecoder.show(name.name());
        FileException why = new FileException(
                ErrorCode.NAME_REJECTED,
                Remedy.NEVER,
                "The server's name \"" + Printable.escape(shown) + "\" can't be used: it is not valid "
                        + names.charset() + ", or no plain name");
        return name.attributes().type() == Attributes.FileType.FOLDER
                ? new UnlistedFolder(shown, why)
                : new RejectedName(shown, name.attributes().stamp(), why);
    }

    private void visit(Folder folder, List<SourceEntry> found) {
        if (!descends.test(folder.path)) {
            return;
        }
        if (folder.depth > limits.maxDepth()) {
            found.add(new UnlistedFolder(
                    folder.path.toString(),
                    new FileException(
                            ErrorCode.TOO_MANY_FILES,
                            Remedy.NEVER,
                            "The folder " + shown(folder) + " is more than " + limits.maxDepth()
                                    + " folders deep (max-depth)")));
            return;
        }
        unvisited.push(folder);
    }

    /** Some servers leave out what kind of thing an entry is. */
    private void look(Folder folder, SftpReply.Name name, byte[] remote) {
        paths.look(remote).then(seen -> {
            if (!(seen.lstat() instanceof SftpReply.Attrs attrs)) {
                notSeen(folder, name, seen.lstat());
                return;
            }
            RelativePath path = folder.path.child(names.decode(name.name()).orElseThrow());
            List<SourceEntry> found = new ArrayList<>(1);
            if (seen.isLink()) {
                resolve(folder, path, remote, seen.stamp());
            } else if (seen.type() == Attributes.FileType.UNKNOWN) {
                found.add(new SkippedEntry(path, seen.stamp(), SkipReason.SPECIAL));
            } else {
                classify(folder, new SftpReply.Name(name.name(), attrs.attributes()), found);
            }
            emit(folder.path, found);
        });
    }

    /** It may be a folder: then all below it is missing. */
    private void notSeen(Folder folder, SftpReply.Name name, SftpReply refusal) {
        RelativePath path = folder.path.child(names.decode(name.name()).orElseThrow());
        FileException why =
                errors.refused(refusal, ErrorCode.FILE_VANISHED, "look up " + Printable.escape(path.toString()));
        emit(folder.path, List.of(new UnlistedFolder(path.toString(), why)));
    }

    private void resolve(Folder folder, RelativePath path, byte[] link, FileStamp ownStamp) {
        links.resolveLink(path, link, ownStamp, entry -> emit(folder.path, List.of(entry)));
    }

    private void unlisted(Folder folder, FileException why) throws FileException {
        if (folder.start) {
            throw why;
        }
        emit(folder.path, List.of(new UnlistedFolder(folder.path.toString(), why)));
    }

    private void emit(RelativePath folder, List<SourceEntry> found) {
        if (!found.isEmpty()) {
            buffered += found.size();
            ready.add(new Batch(folder, found));
        }
    }

    private static String shown(Folder folder) {
        return folder.path.isRoot() ? "the source directory" : Printable.escape(folder.path.toString());
    }
}
