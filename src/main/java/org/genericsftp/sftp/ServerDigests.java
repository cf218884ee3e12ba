package org.genericsftp.sftp;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.Verified;
import org.genericsftp.packets.CheckFileReply;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.source.OwnDigest;

/**
 * Has the server compute digests of its files: by the extension check-file, else by sha256sum. What it does not offer is
 * not asked for again by the same lane. Safe for use by many threads.
 */
final class ServerDigests {
    private static final long SLOWEST_BYTES_PER_SECOND = 10 << 20;

    private static final long LONGEST_WORK_SECONDS = 24 * 60 * 60;

    /** So often, and without having worked before, a means may fail until it counts as not offered. */
    private static final int MOST_FAILURES = 3;

    private final SessionPool pool;
    private final SftpSettings settings;
    private final Cancellation cancellation;
    private final Means checkFile = new Means();
    private final Means commands = new Means();
    private volatile PosixShell shell = PosixShell.UNTRIED;

    private enum PosixShell {
        UNTRIED,
        YES,
        NO
    }

    /** One way to a digest: given up once it has been refused, unless it has worked before. */
    private static final class Means {
        private boolean proven;
        private int failures;

        synchronized boolean isWorthTrying() {
            return proven || failures < MOST_FAILURES;
        }

        synchronized void worked() {
            proven = true;
        }

        synchronized void failed() {
            failures++;
        }

        synchronized void isNotOffered() {
            failures = MOST_FAILURES;
        }
    }

    /** @param cancellation the lane's end */
    ServerDigests(SessionPool pool, SftpSettings settings, Cancellation cancellation) {
        this.pool = pool;
        this.settings = settings;
        this.cancellation = cancellation;
    }

    /** As {@link org.genericsftp.source.Lane#digest}. */
    OwnDigest digest(RemoteFile file, boolean prefix) throws FileException {
        SftpSession session = pool.session(cancellation);
        if (!prefix && checkFile.isWorthTrying()) {
            Optional<OwnDigest> digest = byCheckFile(session, file);
            if (digest.isPresent()) {
                return digest.get();
            }
        }
        if (commands.isWorthTrying() && canBeNamed(session, file)) {
            Optional<OwnDigest> digest = bySha256sum(session, file, prefix);
            if (digest.isPresent()) {
                return digest.get();
            }
        }
        throw new FileException(
                ErrorCode.NOT_VERIFIED,
                Remedy.NEVER,
                "Cannot verify the copy of " + Printable.escape(file.name()) + ": "
                        + settings.ssh().endpoint()
                        + " computes no SHA-256 digest of it, neither by check-file nor by the command sha256sum");
    }

    private Optional<OwnDigest> byCheckFile(SftpSession session, RemoteFile file) throws FileException {
        SftpReply reply;
        try {
            // Asked without looking whether it is announced: ProFTPD has it, and does not say so in version 3.
            reply = session.call(new SftpRequest.CheckFile(file.remoteName().toBytes(), work(file)), cancellation);
        } catch (FileException e) {
            if (!session.alive()) {
                // It may have been this that ended the session.
                checkFile.isNotOffered();
            }
            throw e;
        }
        if (reply instanceof SftpReply.Extended digest) {
            Optional<byte[]> bytes = CheckFileReply.sha256(digest.body());
            bytes.ifPresentOrElse(known -> checkFile.worked(), checkFile::failed);
            return bytes.map(known -> told(HexFormat.of().formatHex(known), Verified.CHECK_FILE));
        }
        if (reply instanceof SftpReply.Status status
                && (status.code() == Protocol.NO_SUCH_FILE || status.code() == Protocol.PERMISSION_DENIED)) {
            throw session.errors()
                    .refused(
                            reply,
                            ErrorCode.FILE_VANISHED,
                            "have a digest computed of " + Printable.escape(file.name()));
        }
        // ProFTPD refuses an empty file with the same status as an extension that it does not have.
        boolean empty = file.stamp().sizeBytes() == 0;
        if (!empty && reply instanceof SftpReply.Status status && status.code() == Protocol.OP_UNSUPPORTED) {
            checkFile.isNotOffered();
        }
        return Optional.empty();
    }

    /** Whether the shell will take the file's name as it is. */
    private boolean canBeNamed(SftpSession session, RemoteFile file) throws FileException {
        byte[] path = file.remoteName().toBytes();
        if (Sha256sum.isPlain(path)) {
            return true;
        }
        if (Sha256sum.hasControls(path)) {
            return false;
        }
        if (shell == PosixShell.UNTRIED) {
            byte[] sample = Sha256sum.sample();
            boolean understands = run(session, Sha256sum.probe(), sample.length, Duration.ZERO)
                    .filter(output -> Arrays.equals(output, sample))
                    .isPresent();
            shell = understands ? PosixShell.YES : PosixShell.NO;
        }
        return shell == PosixShell.YES;
    }

    private Optional<OwnDigest> bySha256sum(SftpSession session, RemoteFile file, boolean prefix) throws FileException {
        byte[] path = file.remoteName().toBytes();
        byte[] command = prefix ? Sha256sum.command(path, file.stamp().sizeBytes()) : Sha256sum.command(path);
        Optional<String> digest = run(session, command, Sha256sum.mostBytes(path), work(file))
                .flatMap(output -> prefix ? Sha256sum.digestOfInput(output) : Sha256sum.digestOf(output, path));
        digest.ifPresentOrElse(known -> commands.worked(), commands::failed);
        return digest.map(known -> told(known, Verified.SHA256SUM));
    }

    private Optional<byte[]> run(SftpSession session, byte[] command, int mostBytes, Duration work)
            throws FileException {
        Duration patience = settings.timing().stall().plus(work);
        Optional<byte[]> output = session.run(command, mostBytes, patience, cancellation);
        Optional<FileException> lost = session.failure();
        if (output.isEmpty() && lost.isPresent()) {
            throw lost.get();
        }
        return output;
    }

    /** A server that reads and digests less than 10 MiB a second counts as one that does not answer. */
    private static Duration work(RemoteFile file) {
        long seconds = Math.max(0, file.stamp().sizeBytes()) / SLOWEST_BYTES_PER_SECOND;
        return Duration.ofSeconds(Math.min(seconds, LONGEST_WORK_SECONDS));
    }

    private static OwnDigest told(String hexadecimal, Verified by) {
        String algorithm = DigestAlgorithm.SHA_256.standardName().toLowerCase(Locale.ROOT);
        return new OwnDigest(algorithm + ":" + hexadecimal, by);
    }
}
