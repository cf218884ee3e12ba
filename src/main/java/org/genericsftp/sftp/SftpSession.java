package org.genericsftp.sftp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.Waiting;
import org.genericsftp.packets.Multiplexer;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.ServerIntroduction;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.ssh.ConnectDeadline;
import org.genericsftp.ssh.SftpTransport;

/**
 * An SFTP session: one channel with many requests in flight. Started, it knows the server's limits and where the source
 * directory really is.
 */
final class SftpSession {
    /** A session that has work to do and does nothing for so long waits for itself. */
    private static final Duration AT_REST = Duration.ofSeconds(1);

    private final StatusErrors errors;
    private final FetchScheduler scheduler;
    private final Multiplexer multiplexer;
    private final SftpTransport transport;
    private final ServerIntroduction introduction;
    private final byte[] root;

    SftpSession(
            StatusErrors errors,
            FetchScheduler scheduler,
            Multiplexer multiplexer,
            SftpTransport transport,
            ServerIntroduction introduction,
            byte[] root) {
        this.errors = errors;
        this.scheduler = scheduler;
        this.multiplexer = multiplexer;
        this.transport = transport;
        this.introduction = introduction;
        this.root = root;
    }

    /** Where the source directory really is, links resolved. */
    byte[] root() {
        return root.clone();
    }

    StatusErrors errors() {
        return errors;
    }

    /** How files get other names, asked for through this loop. */
    Renaming renaming(ReplyLoop loop, RealPaths paths) {
        return new Renaming(loop, paths, introduction);
    }

    /** Where paths below the source directory really are, asked for through this loop. */
    RealPaths realPaths(ReplyLoop loop) {
        return new RealPaths(loop, root, scheduler.server(), errors);
    }

    /** For requests that are no part of a listing. Nothing cancels it. */
    ReplyLoop replyLoop() {
        return new ReplyLoop(multiplexer::send, new Cancellation());
    }

    /** What listings of the client have met of what a worker left. */
    LeftAside leftAside() {
        return scheduler.server().leftAside();
    }

    /** The folders of one new listing, which sends its requests through it. */
    FolderHandles folderHandles() {
        return new FolderHandles(multiplexer, scheduler);
    }

    /** Takes files from this backlog too, from now on. */
    LaneQueue join(Backlog backlog) {
        synchronized (multiplexer) {
            return scheduler.join(multiplexer, errors, backlog);
        }
    }

    /** A backlog has a file that it had not before. */
    void wake() {
        multiplexer.wake();
    }

    /** Takes no more files; those that it has begun with it ends. */
    void retire() {
        synchronized (multiplexer) {
            scheduler.retire();
        }
    }

    /** Whether it takes files. */
    boolean takesFiles() {
        return multiplexer.alive() && !scheduler.retired();
    }

    /** What it has done so far: {@link FetchScheduler#workDone}. */
    long workDone() {
        synchronized (multiplexer) {
            return scheduler.workDone();
        }
    }

    boolean hasFetches() {
        synchronized (multiplexer) {
            return scheduler.hasFetches();
        }
    }

    /** Has what it has found of the server's limits kept for sessions after it. */
    void keepWhatItLearnt() {
        synchronized (multiplexer) {
            scheduler.limits().keep();
        }
    }

    /** Whether it has done enough for its end not to count as a failure to get anything done. */
    boolean hasAchievedSomething() {
        synchronized (multiplexer) {
            return scheduler.hasAchievedSomething();
        }
    }

    /** Sends this and waits for the answer; the watchdog bounds how long. */
    SftpReply call(SftpRequest request, Cancellation cancellation) throws FileException {
        return Waiting.await(multiplexer.ask(request), cancellation);
    }

    /** As {@link SftpTransport#run}. */
    Optional<byte[]> run(byte[] command, int mostBytes, Duration patience, Cancellation cancellation)
            throws FileException {
        return transport.run(command, mostBytes, patience, cancellation);
    }

    /** One round trip; ends the session if it takes longer than this. */
    void probe(Duration patience, Cancellation cancellation) throws FileException {
        CompletableFuture<SftpReply> answer = multiplexer.ask(new SftpRequest.Stat(root));
        var unused = answer.copy()
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(e -> {
                    if (e instanceof TimeoutException) {
                        multiplexer.fail(new FileException(
                                ErrorCode.TIMEOUT, Remedy.NEW_SESSION, "The idle session did not answer any more", e));
                    }
                    return null;
                });
        Waiting.await(answer, cancellation);
    }

    /** Reads the first entries of the source directory: enough to know that it can be listed. */
    void listOnce(SftpSettings settings) throws FileException {
        String attempt = "list the source directory " + settings.sourceDirectory();
        try (ConnectDeadline deadline =
                ConnectDeadline.startingNow(settings.ssh().timing().connect())) {
            deadline.whenOver(() -> multiplexer.fail(SessionStart.unanswered(settings)));
            SftpReply opened = SessionStart.ask(multiplexer, new SftpRequest.OpenDir(root));
            if (!(opened instanceof SftpReply.Handle folder)) {
                throw errors.refused(opened, ErrorCode.SOURCE_NOT_FOUND, attempt);
            }
            SftpReply first = SessionStart.ask(multiplexer, new SftpRequest.ReadDir(folder.handle()));
            boolean empty = first instanceof SftpReply.Status status && status.code() == Protocol.EOF;
            if (!empty && !(first instanceof SftpReply.Names)) {
                throw errors.refused(first, ErrorCode.SOURCE_NOT_FOUND, attempt);
            }
            if (empty
                    && StatusErrors.isPermissionDenied(
                            SessionStart.ask(multiplexer, new SftpRequest.Stat(RemotePath.self(root))))) {
                throw errors.notEntered("the source directory " + settings.sourceDirectory());
            }
            var unused = multiplexer.ask(new SftpRequest.Close(folder.handle()));
        }
    }

    void close() {
        multiplexer.fail(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The session was closed"));
    }

    /** Runs something under the session's lock. */
    void locked(Runnable action) {
        synchronized (multiplexer) {
            action.run();
        }
    }

    Optional<FileException> failure() {
        return Optional.ofNullable(multiplexer.failure());
    }

    boolean alive() {
        return multiplexer.alive();
    }

    Duration idle() {
        return multiplexer.idle();
    }

    void failIfStalled(Duration stallTimeout) {
        multiplexer.failIfStalled(stallTimeout);
        boolean stuck;
        synchronized (multiplexer) {
            stuck = multiplexer.alive() && multiplexer.idle().compareTo(AT_REST) > 0 && scheduler.isStuck();
        }
        if (stuck) {
            multiplexer.fail(
                    new FileException(
                            ErrorCode.CONNECTION_FAILED,
                            Remedy.NEW_SESSION,
                            "The SFTP server opens no file while a folder is open; it is listed and read by turns from now on"));
        }
    }
}
