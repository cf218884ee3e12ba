package org.genericsftp.packets;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Why a session ends, in words. All but a breach that repeats may be mended by another session.
 *
 * @param server for people to read
 */
record SessionEnd(String server) {
    private FileException because(ErrorCode code, String what, @Nullable Throwable cause) {
        return new FileException(code, Remedy.NEW_SESSION, "The SFTP server " + server + " " + what, cause);
    }

    /** The connection is gone, or no longer to be used. */
    FileException lost(String what, @Nullable Throwable cause) {
        return because(ErrorCode.CONNECTION_FAILED, what, cause);
    }

    FileException broken(ProtocolException breach) {
        return lost("broke the protocol: it sent " + breach.getMessage(), breach);
    }

    FileException brokenAgain(ProtocolException breach) {
        return new FileException(
                ErrorCode.CONNECTION_FAILED,
                Remedy.NEVER,
                "The SFTP server " + server + " broke the protocol again, on a new session: it sent "
                        + breach.getMessage(),
                breach);
    }

    FileException stalled(Duration patience) {
        return because(ErrorCode.TIMEOUT, "left a request unanswered for " + patience.toSeconds() + " s", null);
    }

    FileException mixesHandles(String why) {
        return because(
                ErrorCode.INTERNAL_ERROR, "mixes up open files: " + why + "; nothing that came of them is used", null);
    }

    /** @param doing what failed for a reason of the program's own: {@code Sending to} */
    FileException failed(String doing, Throwable cause) {
        return new FileException(
                ErrorCode.INTERNAL_ERROR, Remedy.NEW_SESSION, doing + " " + server + " failed: " + cause, cause);
    }
}
