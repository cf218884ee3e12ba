package org.genericsftp.sftp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.OwnDigest;
import org.genericsftp.source.Scope;
import org.jspecify.annotations.Nullable;

/** One job's lane: it joins each session that it comes to use as a party of its own, and outlives them. */
final class SftpLane implements Lane {
    private final SessionPool pool;
    private final SftpSettings settings;
    private final Cancellation cancellation;
    private final Executor deliveries;
    private final Cancellation.Registration registration;
    private final Backlog backlog = new Backlog(this::isServed);
    private final Map<SftpSession, LaneQueue> queues = new ConcurrentHashMap<>();
    private final Supplier<SessionPool> rereads;
    /** Ends what waits for the server's digests. */
    private final Cancellation over = new Cancellation();

    private final ServerDigests digests;
    private @Nullable SftpLane second;
    private volatile @Nullable FileException end;

    /** @param rereads the pool of sessions that files are read through once more, where that is asked for */
    SftpLane(
            SessionPool pool,
            Supplier<SessionPool> rereads,
            SftpSettings settings,
            Cancellation cancellation,
            Executor deliveries) {
        this.pool = pool;
        this.rereads = rereads;
        digests = new ServerDigests(pool, settings, over);
        this.settings = settings;
        this.cancellation = cancellation;
        this.deliveries = deliveries;
        pool.join(this);
        registration = cancellation.onCancel(this::cancel);
    }

    @Override
    public void list(Scope scope, BatchConsumer batches) throws FileException {
        SftpSession session = pool.session(cancellation);
        try (FolderHandles handles = session.folderHandles();
                ReplyLoop loop = new ReplyLoop(handles::send, cancellation)) {
            RealPaths paths = session.realPaths(loop);
            if (scope instanceof Scope.Tree tree) {
                byte[] start = find(tree.folder(), session, loop, paths);
                new TreeWalk(session, loop, handles, paths, settings, tree.descends())
                        .walk(tree.folder(), start, batches);
            } else if (scope instanceof Scope.Exact exact) {
                new ExactLookup(session, loop, paths, settings).lookUp(exact.paths(), batches);
            }
        }
    }

    /** Where a folder below the source directory really is; not outside of it, whatever links lie on the way. */
    private byte[] find(RelativePath folder, SftpSession session, ReplyLoop loop, RealPaths paths)
            throws FileException {
        if (folder.isRoot()) {
            return session.root();
        }
        String attempt = "find the directory " + Printable.escape(folder.toString());
        Optional<byte[]> name = new NameDecoder(settings.nameCharset()).encode(folder.value());
        if (name.isEmpty()) {
            throw new FileException(
                    ErrorCode.NAME_REJECTED,
                    Remedy.NEVER,
                    "Cannot " + attempt + ": its name can't be written in " + settings.nameCharset());
        }
        Later<RealPaths.Place> place = paths.folder(RemotePath.join(session.root(), name.get()));
        while (!place.isTold()) {
            loop.handleAnswers();
        }
        if (place.value() instanceof RealPaths.Place.Unknown unknown) {
            throw session.errors().refused(unknown.why(), ErrorCode.SOURCE_NOT_FOUND, attempt);
        }
        if (!(place.value() instanceof RealPaths.Place.Inside inside)) {
            throw new FileException(
                    ErrorCode.SOURCE_NOT_FOUND,
                    Remedy.NEVER,
                    "Cannot " + attempt + " on " + settings.ssh().endpoint()
                            + ": a link leads out of the source directory, or nowhere");
        }
        return inside.path();
    }

    @Override
    public void fetch(RemoteFile file, long from, FileSink sink) {
        WantedFile wanted = new WantedFile(file, from, sink, deliveries);
        try {
            SftpSession session = pool.session(cancellation);
            use(session);
            backlog.add(wanted);
            queues.keySet().forEach(SftpSession::wake);
            boolean served = isServed();
            FileException over = end; // which is set before no session serves any more for that
            if (over != null) {
                backlog.refuseAll(over);
            } else if (!served) {
                backlog.refuseAll(session.failure().orElseGet(SftpLane::noSession));
            }
        } catch (FileException e) {
            wanted.refuse(e);
        }
    }

    /** Has its files read through this session too. */
    synchronized void use(SftpSession session) {
        queues.keySet().removeIf(other -> !other.alive());
        if (end == null) {
            queues.computeIfAbsent(session, joined -> joined.join(backlog));
        }
    }

    /** A session takes no more files. */
    void sessionLost() {
        backlog.sessionLost(noSession());
    }

    boolean hasBacklog() {
        return !backlog.isEmpty();
    }

    private boolean isServed() {
        return queues.keySet().stream().anyMatch(SftpSession::takesFiles);
    }

    @Override
    public RemoteFile refresh(RemoteFile file) throws FileException {
        cancellation.check();
        SftpSession session = pool.session(cancellation);
        byte[] name = file.remoteName().toBytes();
        SftpReply reply = session.call(new SftpRequest.LStat(name), cancellation);
        if (StatusErrors.isUnsupported(reply)) {
            reply = session.call(new SftpRequest.Stat(name), cancellation);
        }
        if (reply instanceof SftpReply.Attrs attrs) {
            return file.with(attrs.attributes().stamp());
        }
        throw session.errors()
                .refused(reply, ErrorCode.FILE_VANISHED, "look again at " + Printable.escape(file.name()));
    }

    @Override
    public OwnDigest digest(RemoteFile file, boolean prefix) throws FileException {
        cancellation.check();
        return digests.digest(file, prefix);
    }

    @Override
    public void fetchAgain(RemoteFile file, FileSink sink) {
        secondLane().fetch(file, 0, sink);
    }

    private synchronized SftpLane secondLane() {
        SftpLane lane = second;
        if (lane == null) {
            lane = new SftpLane(rereads.get(), rereads, settings, cancellation, deliveries);
            second = lane;
            if (end != null) {
                lane.close();
            }
        }
        return lane;
    }

    private void cancel() {
        FileException why = cancellation.reason();
        end(why == null ? left() : why);
    }

    private void end(FileException why) {
        Map<SftpSession, LaneQueue> left;
        synchronized (this) {
            if (end == null) {
                end = why;
            }
            left = new HashMap<>(queues);
            queues.clear();
        }
        over.cancel(why);
        backlog.refuseAll(why);
        left.forEach((session, queue) -> session.locked(() -> queue.leave(why)));
    }

    private static FileException left() {
        return new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The job has ended");
    }

    private static FileException noSession() {
        return new FileException(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "The last session has ended");
    }

    @Override
    public void close() {
        registration.close();
        end(left());
        pool.leave(this);
        SftpLane also;
        synchronized (this) {
            also = second;
        }
        if (also != null) {
            also.close();
        }
    }
}
