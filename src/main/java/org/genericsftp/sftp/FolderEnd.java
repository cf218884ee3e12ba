package org.genericsftp.sftp;

import java.util.Optional;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.SftpReply;
import org.jspecify.annotations.Nullable;

/**
 * How a folder's listing ended, of which several READDIRs are in flight: with EOF and nothing else. Those asked behind
 * the end may be refused in any way, and be answered first. For one thread.
 */
final class FolderEnd {
    private static final int NONE = Integer.MAX_VALUE;

    private int asked;
    private int firstEof = NONE;
    private int firstRefused = NONE;
    private @Nullable SftpReply refusal;

    /** Another READDIR is asked: returns its number. */
    int ask() {
        return ++asked;
    }

    /** @param reply no names */
    void answered(int read, SftpReply reply) {
        if (reply instanceof SftpReply.Status status && status.code() == Protocol.EOF) {
            firstEof = Math.min(firstEof, read);
        } else if (read < firstRefused) {
            firstRefused = read;
            refusal = reply;
        }
    }

    /** Whether there is no use in asking for more. */
    boolean isKnown() {
        return firstEof != NONE || firstRefused != NONE;
    }

    /** Once all that was asked is answered: why entries may be missing; empty when none are. */
    Optional<SftpReply> brokenOffBy() {
        return firstRefused < firstEof ? Optional.ofNullable(refusal) : Optional.empty();
    }
}
