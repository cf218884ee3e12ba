package org.genericsftp.sftp;

import java.nio.charset.Charset;
import java.time.Duration;
import org.genericsftp.ssh.SshSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where and how one client reaches its SFTP server.
 *
 * @param sourceDirectory absolute, or relative to the directory that the server logs the user in to; {@code ~} and what
 *     begins with {@code ~/} is relative to that as well
 * @param nameCharset how the server's file names are encoded
 */
public record SftpSettings(
        SshSettings ssh,
        String sourceDirectory,
        Charset nameCharset,
        boolean followLinks,
        Limits limits,
        Timing timing,
        Server server) {

    /**
     * The source directory as SFTP names it: a path that is not absolute begins where the server logs the user in
     * (draft-ietf-secsh-filexfer-02, 6.2), and {@code ~} means nothing to a server.
     */
    String sourcePath() {
        if (!sourceDirectory.equals("~") && !sourceDirectory.startsWith("~/")) {
            return sourceDirectory;
        }
        String below = sourceDirectory.substring(1).replaceFirst("^/+", "");
        return below.isEmpty() ? "." : below;
    }

    /** How long a session that was idle has for one answer: if it needs longer, a new one is sooner there. */
    Duration probe() {
        return ssh.timing().connect().dividedBy(4);
    }

    /** The same with another bound on its connections. */
    SftpSettings withMaxSessions(int most) {
        return new SftpSettings(
                ssh,
                sourceDirectory,
                nameCharset,
                followLinks,
                new Limits(most, limits.maxEntries(), limits.maxDepth(), limits.bandwidth()),
                timing,
                server);
    }

    /**
     * Bounds on what the server can make the worker do.
     *
     * @param maxSessions how many SSH connections at most
     * @param maxEntries how many entries one listing may have
     * @param maxDepth how many folders deep one listing goes
     * @param bandwidth how many bytes of files are asked for in a second, over all connections; null for no limit
     */
    public record Limits(
            int maxSessions,
            long maxEntries,
            int maxDepth,
            @Nullable Long bandwidth) {
        public static final Limits DEFAULT = new Limits(4, 10_000_000, 100);

        /** With no limit of bandwidth. */
        public Limits(int maxSessions, long maxEntries, int maxDepth) {
            this(maxSessions, maxEntries, maxDepth, null);
        }
    }

    /**
     * Bounds on how long things take once a session stands.
     *
     * @param stall how long the oldest outstanding request may be the oldest
     * @param idle how long a session is kept unused
     */
    public record Timing(Duration stall, Duration idle) {
        public static final Timing DEFAULT = new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /**
     * What the operator knows of the server; null for what is to be learnt.
     *
     * @param maxOpenFiles how many files and folders may be open at once on one connection
     * @param maxReadBytes how many bytes one READ brings at most
     * @param reliableHandles whether what is open has a handle of its own for as long as it is open
     * @param requestsInOrder whether requests on one file are carried out in their order
     * @param fstat whether it answers FSTAT
     * @param lstat whether it answers LSTAT
     * @param readlink whether it answers READLINK
     */
    public record Server(
            @Nullable Integer maxOpenFiles,
            @Nullable Integer maxReadBytes,
            @Nullable Boolean reliableHandles,
            @Nullable Boolean requestsInOrder,
            @Nullable Boolean fstat,
            @Nullable Boolean lstat,
            @Nullable Boolean readlink) {
        public static final Server UNKNOWN = new Server(null, null, null, null, null, null, null);
    }
}
