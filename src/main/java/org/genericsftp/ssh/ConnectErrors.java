package org.genericsftp.ssh;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Hop;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** Words the errors of connecting to one server, or to a jump host on the way there. */
final class ConnectErrors {
    private final Hop hop;
    private final String server;
    private final String username;

    /** @param server as it follows "Cannot connect to" */
    ConnectErrors(Hop hop, String server, String username) {
        this.hop = hop;
        this.server = server;
        this.username = username;
    }

    /** The same words, for what is the fault of another on the way there. */
    ConnectErrors of(Hop other) {
        return new ConnectErrors(other, server, username);
    }

    /** For what another attempt may not meet again. */
    FileException connectionFailed(String why, @Nullable Throwable cause) {
        return FileException.at(hop, ErrorCode.CONNECTION_FAILED, Remedy.LATER, cannotConnect(why), cause);
    }

    /** For what stays so until somebody changes something. */
    FileException connectionImpossible(String why, @Nullable Throwable cause) {
        return FileException.at(hop, ErrorCode.CONNECTION_FAILED, Remedy.NEVER, cannotConnect(why), cause);
    }

    FileException timeout(Duration limit, String doing, @Nullable Throwable cause) {
        String why = "not done within " + seconds(limit) + " s; the time ran out while " + doing;
        return FileException.at(hop, ErrorCode.TIMEOUT, Remedy.LATER, cannotConnect(why), cause);
    }

    FileException interrupted(Throwable cause) {
        return FileException.at(hop, ErrorCode.CANCELLED, Remedy.LATER, cannotConnect("interrupted"), cause);
    }

    FileException loginFailed(String why, @Nullable Throwable cause) {
        String message = "Cannot log in to " + server + " as " + username + ": " + why;
        return FileException.at(hop, ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, message, cause);
    }

    /** Says nothing of the server: other clients with this login are told the same. */
    static FileException loginFailedAtProxy(Way.Proxy proxy, String why, @Nullable Throwable cause) {
        String message = "Cannot log in to the proxy " + proxy + ": it " + why;
        return FileException.at(Hop.PROXY, ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, message, cause);
    }

    FileException hostKeyRejected(String why) {
        return hostKeyRejected(why, null);
    }

    FileException hostKeyRejected(String why, @Nullable Throwable cause) {
        String message = "The host key of " + server + " is rejected: " + why;
        return FileException.at(hop, ErrorCode.HOST_KEY_REJECTED, Remedy.NEVER, message, cause);
    }

    private String cannotConnect(String why) {
        return "Cannot connect to " + server + ": " + why;
    }

    private static String seconds(Duration limit) {
        String seconds = Double.toString(limit.toMillis() / 1000.0);
        return seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds;
    }
}
