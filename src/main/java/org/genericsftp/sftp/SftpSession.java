package org.genericsftp.sftp;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
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
import org.genericsftp.packets.ProtocolException;
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

    /** Opens the byte streams, the server's bytes going to the given one. */
    interface Connect {
        SftpTransport open(OutputStream incoming) throws FileException;
    }

    private final StatusErrors errors;
    private final FetchScheduler scheduler;
    private final Multiplexer multiplexer;
    private final SftpTransport transport;
    private final byte[] root;

    private SftpSession(
            StatusErrors errors,
            FetchScheduler scheduler,
            Multiplexer multiplexer,
            SftpTransport transport,
            byte[] root) {
        this.errors = errors;
        this.scheduler = scheduler;
        this.multiplexer = multiplexer;
        this.transport = transport;
        this.root = root;
    }

    /**
     * Connects, and looks the source directory up, all within the one deadline of the settings.
     *
     * @param profile what is known of the server; what this session learns goes there
     * @param history of the client's sessions
     * @throws FileException as connecting does; SOURCE_NOT_FOUND, PERMISSION_DENIED for the source directory
     */
    static SftpSession start(
            SftpSettings settings, Connect connect, ReadBuffers buffers, ServerProfile profile, SessionHistory history)
            throws FileException {
        String server = settings.ssh().endpoint().toString();
        StatusErrors errors = new StatusErrors(server);
        FetchScheduler scheduler = new FetchScheduler(buffers, profile, errors, history);
        Multiplexer multiplexer = new Multiplexer(server, scheduler, history.breaches());
        try (ConnectDeadline deadline =
                ConnectDeadline.startingNow(settings.ssh().timing().connect())) {
            SftpTransport transport = connect.open(multiplexer.incoming());
            // While the session starts, no watchdog watches it yet.
            deadline.whenOver(() -> multiplexer.fail(unanswered(settings)));
            ServerIntroduction introduction =
                    ServerIntroduction.read(transport.software(), multiplexer.start(transport));
            // Asked together with the limits, in one round trip.
            CompletableFuture<SftpReply> located = multiplexer.ask(
                    new SftpRequest.RealPath(settings.sourcePath().getBytes(settings.nameCharset())));
            if (introduction.announces(SftpRequest.AskLimits.EXTENSION)) {
                introduction = introduction.withLimits(ask(multiplexer, new SftpRequest.AskLimits()));
            }
            profile.meet(introduction);
            ServerLimits limits = introduction.limits().map(ServerLimits::of).orElse(ServerLimits.UNTOLD);
            synchronized (multiplexer) {
                scheduler.adopt(new SessionLimits(
                        profile,
                        limits,
                        multiplexer::answersInOrder,
                        history.caution().openAtFirst(System.nanoTime())));
                scheduler.order().watch(multiplexer::answersInOrder);
            }
            byte[] root = findRoot(Waiting.await(located), multiplexer, profile, errors, settings);
            return new SftpSession(errors, scheduler, multiplexer, transport, root);
        } catch (FileException e) {
            multiplexer.fail(e);
            throw e;
        } catch (ProtocolException e) {
            FileException failure = new FileException(
                    ErrorCode.CONNECTION_FAILED,
                    Remedy.NEVER,
                    "The SFTP server " + server + " broke the protocol: it sent " + e.getMessage(),
                    e);
            throw multiplexer.fail(failure);
        }
    }

    private static SftpReply ask(Multiplexer multiplexer, SftpRequest request) throws FileException {
        return Waiting.await(multiplexer.ask(request));
    }

    private static FileException unanswered(SftpSettings settings) {
        return new FileException(
                ErrorCode.TIMEOUT,
                Remedy.LATER,
                "The SFTP server " + settings.ssh().endpoint()
                        + " left a request unanswered; nothing is waited for longer than "
                        + settings.ssh().timing().connect().toSeconds()
                        + " s (connect-timeout) before a session is used");
    }

    /** @param real the answer to REALPATH */
    private static byte[] findRoot(
            SftpReply real, Multiplexer multiplexer, ServerProfile profile, StatusErrors errors, SftpSettings settings)
            throws FileException {
        String attempt = "find the source directory " + settings.sourceDirectory();
        byte[] asked = settings.sourcePath().getBytes(settings.nameCharset());
        byte[] told = SftpReply.onlyName(real)
                .or(() -> StatusErrors.isUnsupported(real) && RemotePath.isAbsolute(asked)
                        ? Optional.of(asked)
                        : Optional.empty())
                .orElseThrow(() -> errors.refused(real, ErrorCode.SOURCE_NOT_FOUND, attempt));
        try (ReplyLoop loop = new ReplyLoop(multiplexer::send, new Cancellation())) {
            RealPaths paths = new RealPaths(loop, RemotePath.TOP, profile, errors);
            Later<SftpReply> stat = paths.stat(told);
            Later<RealPaths.Place> place = paths.resolve(told);
            loop.finish();
            if (!(stat.value() instanceof SftpReply.Attrs found)) {
                throw errors.refused(stat.value(), ErrorCode.SOURCE_NOT_FOUND, attempt);
            }
            return switch (found.attributes().type()) {
                case FOLDER, UNKNOWN -> realRoot(told, place.value(), multiplexer);
                default ->
                    throw new FileException(
                            ErrorCode.SOURCE_NOT_FOUND,
                            Remedy.NEVER,
                            "Cannot " + attempt + " on " + settings.ssh().endpoint() + ": it is not a directory");
            };
        }
    }

    /** Links may lead where the server shows nothing, as one may that serves a part of its files; its word stands then. */
    private static byte[] realRoot(byte[] told, RealPaths.Place place, Multiplexer multiplexer) throws FileException {
        if (!(place instanceof RealPaths.Place.Inside inside) || Arrays.equals(inside.path(), told)) {
            return told;
        }
        SftpReply there = ask(multiplexer, new SftpRequest.Stat(inside.path()));
        return there instanceof SftpReply.Attrs ? inside.path() : told;
    }

    /** Where the source directory really is, links resolved. */
    byte[] root() {
        return root.clone();
    }

    StatusErrors errors() {
        return errors;
    }

    /** Where paths below the source directory really are, asked for through this loop. */
    RealPaths realPaths(ReplyLoop loop) {
        return new RealPaths(loop, root, scheduler.server(), errors);
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
            deadline.whenOver(() -> multiplexer.fail(unanswered(settings)));
            SftpReply opened = ask(multiplexer, new SftpRequest.OpenDir(root));
            if (!(opened instanceof SftpReply.Handle folder)) {
                throw errors.refused(opened, ErrorCode.SOURCE_NOT_FOUND, attempt);
            }
            SftpReply first = ask(multiplexer, new SftpRequest.ReadDir(folder.handle()));
            boolean empty = first instanceof SftpReply.Status status && status.code() == Protocol.EOF;
            if (!empty && !(first instanceof SftpReply.Names)) {
                throw errors.refused(first, ErrorCode.SOURCE_NOT_FOUND, attempt);
            }
            if (empty
                    && StatusErrors.isPermissionDenied(ask(multiplexer, new SftpRequest.Stat(RemotePath.self(root))))) {
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
