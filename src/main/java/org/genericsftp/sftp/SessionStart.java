package org.genericsftp.sftp;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.Waiting;
import org.genericsftp.packets.Multiplexer;
import org.genericsftp.packets.ProtocolException;
import org.genericsftp.packets.ServerIntroduction;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.ssh.ConnectDeadline;
import org.genericsftp.ssh.SftpTransport;

/** Starts sessions: connects, learns what the server tells of itself, and finds out where the source directory really is. */
final class SessionStart {
    /** Opens the byte streams, the server's bytes going to the given one. */
    interface Connect {
        SftpTransport open(OutputStream incoming) throws FileException;
    }

    private SessionStart() {}

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
            profile.meet(introduction, transport.facts());
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
            return new SftpSession(errors, scheduler, multiplexer, transport, introduction, root);
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

    /** Asks and waits, until the answer comes or the session ends. */
    static SftpReply ask(Multiplexer multiplexer, SftpRequest request) throws FileException {
        return Waiting.await(multiplexer.ask(request));
    }

    static FileException unanswered(SftpSettings settings) {
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
}
