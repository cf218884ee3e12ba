package org.genericsftp.sftp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;

/** One job's lane: it joins each session that it comes to use as a party of its own, and outlives them. */
final class SftpLane implements Lane {
    private final SessionPool pool;
    private final SftpSettings settings;
    private final Cancellation cancellation;
    private final Executor deliveries;
    private final Cancellation.Registration registration;
    private final Map<SftpSession, FetchScheduler.LaneQueue> queues = new HashMap<>();
    private boolean closed;

    SftpLane(SessionPool pool, SftpSettings settings, Cancellation cancellation, Executor deliveries) {
        this.pool = pool;
        this.settings = settings;
        this.cancellation = cancellation;
        this.deliveries = deliveries;
        pool.joined();
        registration = cancellation.onCancel(this::cancel);
    }

    @Override
    public void list(Scope scope, BatchConsumer batches) throws FileException {
        try (ReplyLoop loop = new ReplyLoop(pool.session(cancellation), cancellation)) {
            if (scope instanceof Scope.Tree tree) {
                new TreeWalk(loop, settings, tree.descends())
                        .walk(tree.folder(), find(loop.session(), tree.folder()), batches);
            } else if (scope instanceof Scope.Exact exact) {
                new ExactLookup(loop, settings).lookUp(exact.paths(), batches);
            }
        }
    }

    /** Where a folder below the source directory really is; not outside of it, whatever links lie on the way. */
    private byte[] find(SftpSession session, RelativePath folder) throws FileException {
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
        byte[] remote = RemotePath.join(session.root(), name.get());
        SftpReply real = session.call(new SftpRequest.RealPath(remote), cancellation);
        if (!(real instanceof SftpReply.Names names) || names.names().size() != 1) {
            throw session.errors().refused(real, ErrorCode.SOURCE_NOT_FOUND, attempt);
        }
        if (!RemotePath.isIn(names.names().get(0).name(), session.root())) {
            throw new FileException(
                    ErrorCode.SOURCE_NOT_FOUND,
                    Remedy.NEVER,
                    "Cannot " + attempt + " on " + settings.endpoint() + ": a link leads out of the source directory");
        }
        return remote;
    }

    @Override
    public void fetch(RemoteFile file, long from, FileSink sink) {
        try {
            SftpSession session = pool.session(cancellation);
            FetchScheduler.LaneQueue queue = queueOn(session);
            session.locked(() -> queue.add(file, from, sink, deliveries));
        } catch (FileException e) {
            try {
                deliveries.execute(() -> sink.failed(e));
            } catch (RejectedExecutionException stopping) {
                sink.failed(e);
            }
        }
    }

    private synchronized FetchScheduler.LaneQueue queueOn(SftpSession session) throws FileException {
        cancellation.check();
        if (closed) {
            throw left();
        }
        queues.keySet().removeIf(other -> !other.alive());
        return queues.computeIfAbsent(session, SftpSession::join);
    }

    @Override
    public RemoteFile refresh(RemoteFile file) throws FileException {
        cancellation.check();
        SftpSession session = pool.session(cancellation);
        SftpReply reply = session.call(new SftpRequest.LStat(file.remoteName().toBytes()), cancellation);
        if (reply instanceof SftpReply.Attrs attrs) {
            return new RemoteFile(file.path(), attrs.attributes().stamp(), file.remoteName());
        }
        throw session.errors()
                .refused(reply, ErrorCode.FILE_VANISHED, "look again at " + Printable.escape(file.name()));
    }

    private void cancel() {
        FileException why = cancellation.reason();
        leaveAll(why == null ? left() : why);
    }

    private void leaveAll(FileException why) {
        Map<SftpSession, FetchScheduler.LaneQueue> left;
        synchronized (this) {
            left = new HashMap<>(queues);
            queues.clear();
        }
        left.forEach((session, queue) -> session.locked(() -> queue.leave(why)));
    }

    private static FileException left() {
        return new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The job has ended");
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        registration.close();
        leaveAll(left());
        pool.left();
    }
}
