package org.genericsftp.sftp;

import java.util.function.BooleanSupplier;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.StatusErrors;

/**
 * Whether a server carries out the requests on one file in the order in which it gets them, as it must
 * (draft-ietf-secsh-filexfer-02, 6.1). Some work on many at once, so that a CLOSE overtakes READs. The first
 * refusal behind a CLOSE that was sent ahead is suspected to be of that kind; it is certain when the same is answered
 * while the file is still open. For one thread at a time.
 */
final class RequestOrder {
    private final ServerProfile server;
    private final StatusErrors errors;
    private BooleanSupplier answersInOrder = () -> true;
    private boolean suspected;
    private String suspicion = "";

    RequestOrder(ServerProfile server, StatusErrors errors) {
        this.server = server;
        this.errors = errors;
    }

    /** Has the order of this session's answers watched: where they come in any, requests may be carried out in any. */
    void watch(BooleanSupplier newAnswersInOrder) {
        answersInOrder = newAnswersInOrder;
    }

    /** Whether CLOSE may be sent before all that was asked of the file is answered. */
    boolean isKept() {
        if (suspected || !server.does(ServerTrait.REQUESTS_IN_ORDER)) {
            return false;
        }
        boolean kept = answersInOrder.getAsBoolean();
        if (!kept) {
            server.lacks(ServerTrait.REQUESTS_IN_ORDER, "it answered a later request before an earlier one");
        }
        return kept || server.set(ServerTrait.REQUESTS_IN_ORDER).isPresent();
    }

    /**
     * A READ was refused of a file whose CLOSE had been sent.
     *
     * @return whether it is to be asked again, the other way
     */
    boolean brokenBy(SftpReply refusal) {
        if (!(refusal instanceof SftpReply.Status status)
                || status.code() == Protocol.NO_CONNECTION
                || status.code() == Protocol.CONNECTION_LOST) {
            return false;
        }
        if (!suspected) {
            suspected = true;
            suspicion = errors.answered("a request that was sent before CLOSE", refusal);
        }
        return true;
    }

    /** The same was answered while the file was open. */
    void proven() {
        if (suspected) {
            server.lacks(ServerTrait.REQUESTS_IN_ORDER, suspicion);
        }
    }

    /** The same was refused while the file was open: it was not for the order. */
    void cleared() {
        suspected = false;
    }
}
