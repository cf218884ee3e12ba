package org.genericsftp.packets;

import java.util.regex.Pattern;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;

/** Says what a server's refusal means, and what may help (draft-ietf-secsh-filexfer-02, 7). */
public final class StatusErrors {
    private static final Pattern UNKNOWN_HANDLE =
            Pattern.compile("(invalid|unknown|no such|bad|not a valid)\\s.*handle", Pattern.CASE_INSENSITIVE);

    private final String server;

    public StatusErrors(String server) {
        this.server = server;
    }

    /**
     * An answer that is not the one that was hoped for.
     *
     * @param missing the code where there is nothing by that name
     * @param attempt what was tried: {@code read cmts/a.csv}
     */
    public FileException refused(SftpReply reply, ErrorCode missing, String attempt) {
        if (!(reply instanceof SftpReply.Status status)) {
            return new FileException(
                    ErrorCode.CONNECTION_FAILED,
                    Remedy.NEW_SESSION,
                    cannot(attempt) + "the server answered with "
                            + reply.getClass().getSimpleName());
        }
        return switch (status.code()) {
            case Protocol.NO_SUCH_FILE ->
                new FileException(missing, Remedy.NEVER, cannot(attempt) + reason(status, "no such file or directory"));
            case Protocol.PERMISSION_DENIED ->
                new FileException(
                        ErrorCode.PERMISSION_DENIED,
                        Remedy.NEVER,
                        cannot(attempt) + reason(status, "permission denied"));
            case Protocol.NO_CONNECTION, Protocol.CONNECTION_LOST ->
                new FileException(
                        ErrorCode.CONNECTION_FAILED,
                        Remedy.NEW_SESSION,
                        cannot(attempt) + reason(status, "the server lost its connection"));
            // OpenSSH answers so where its system finds a name too long or an operation invalid: that is about this
            // file.
            case Protocol.BAD_MESSAGE ->
                new FileException(
                        ErrorCode.INTERNAL_ERROR,
                        Remedy.NEVER,
                        cannot(attempt) + reason(status, "the server finds this invalid"));
            case Protocol.OP_UNSUPPORTED ->
                new FileException(
                        ErrorCode.INTERNAL_ERROR,
                        Remedy.NEVER,
                        cannot(attempt) + reason(status, "the server does not support this"));
            default ->
                new FileException(
                        ErrorCode.INTERNAL_ERROR,
                        Remedy.SAME_SESSION,
                        cannot(attempt) + reason(status, "the server answered status " + status.code()));
        };
    }

    /**
     * An answer to a request on a handle that is not the one that was hoped for. That it is not known, in whatever words,
     * does not say that the file is gone.
     */
    public FileException refusedForHandle(SftpReply reply, String attempt) {
        if (reply instanceof SftpReply.Status status && status.code() == Protocol.NO_SUCH_FILE) {
            return new FileException(
                    ErrorCode.INTERNAL_ERROR,
                    Remedy.SAME_SESSION,
                    cannot(attempt) + reason(status, "the server no longer knows the handle that it gave for it"));
        }
        return refused(reply, ErrorCode.INTERNAL_ERROR, attempt);
    }

    /** Whether the server says that it does not know the handle; a "stale" one is the file's trouble, not the server's. */
    public static boolean deniesHandle(SftpReply reply) {
        return reply instanceof SftpReply.Status status
                && UNKNOWN_HANDLE.matcher(status.text()).find();
    }

    public static boolean isOk(SftpReply reply) {
        return hasStatus(reply, Protocol.OK);
    }

    public static boolean isMissing(SftpReply reply) {
        return hasStatus(reply, Protocol.NO_SUCH_FILE);
    }

    public static boolean isUnsupported(SftpReply reply) {
        return hasStatus(reply, Protocol.OP_UNSUPPORTED);
    }

    private static boolean hasStatus(SftpReply reply, int code) {
        return reply instanceof SftpReply.Status status && status.code() == code;
    }

    /** What was answered to a kind of request, for people to read. */
    public String answered(String request, SftpReply reply) {
        return reply instanceof SftpReply.Status status
                ? "it answered " + request + " with status " + status.code() + quoted(status)
                : "it answered " + request + " with " + reply.getClass().getSimpleName();
    }

    private static String quoted(SftpReply.Status status) {
        String text = Printable.escape(status.text().strip());
        return text.isEmpty() ? "" : " (\"" + text + "\")";
    }

    public static boolean isPermissionDenied(SftpReply reply) {
        return reply instanceof SftpReply.Status status && status.code() == Protocol.PERMISSION_DENIED;
    }

    /** A folder that has entries perhaps, of which the server tells none. */
    public FileException notEntered(String folder) {
        return new FileException(
                ErrorCode.PERMISSION_DENIED,
                Remedy.NEVER,
                cannot("list " + folder)
                        + "the account may read the folder but not enter it (it has r without x), so the server leaves out all"
                        + " that is in it");
    }

    private String cannot(String attempt) {
        return "Cannot " + attempt + " on " + server + ": ";
    }

    private static String reason(SftpReply.Status status, String meaning) {
        String text = Printable.escape(status.text().strip());
        return text.isEmpty() || text.equalsIgnoreCase(meaning) ? meaning : meaning + " (\"" + text + "\")";
    }
}
