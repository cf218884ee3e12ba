package org.genericsftp.sftp;

import java.util.function.BooleanSupplier;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.sftp.HandleLimit.Refusal;

/**
 * What one session may ask for at once: what the server told, less what is known of it, and less what it turns out to
 * refuse. That is noted for the sessions after it. For one thread at a time.
 */
final class SessionLimits {
    /** The longest READ that OpenSSH answers whole: its packets of 256 KiB, less 1 KiB. */
    private static final int LONGEST_READ = 255 * 1024;

    private final ServerProfile server;
    private final BooleanSupplier inOrder;
    private final ReadLength readLength;
    private final int mostReadBytes;
    private final HandleLimit handles;
    private boolean mixesHandles;

    /**
     * @param told by the server
     * @param inOrder whether the server has answered in the order in which it was asked so far
     * @param first how many to have open at first, at most
     */
    SessionLimits(ServerProfile server, ServerLimits told, BooleanSupplier inOrder, int first) {
        this.server = server;
        this.inOrder = inOrder;
        mostReadBytes = Math.min(server.set(ServerTrait.MAX_READ_BYTES).orElse(told.readBytes()), LONGEST_READ);
        readLength = new ReadLength(
                mostReadBytes, server.number(ServerTrait.MAX_READ_BYTES).orElse(LONGEST_READ));
        boolean reliable = server.does(ServerTrait.RELIABLE_HANDLES);
        int open = server.number(ServerTrait.MAX_OPEN_FILES).orElse(reliable ? told.openHandles() : 1);
        int most = reliable ? server.set(ServerTrait.MAX_OPEN_FILES).orElse(told.openHandles()) : open;
        handles = new HandleLimit(Math.min(most, told.openHandles()), open, first);
    }

    ReadLength readLength() {
        return readLength;
    }

    HandleLimit handles() {
        return handles;
    }

    /** What was asked for is open. */
    void given(Refusals refusals) {
        boolean certain = handles.isCertain();
        int before = handles.limit();
        handles.given(refusals.takeTicket(), refusals.openAtLast());
        refusals.over();
        if (handles.isCertain() && (!certain || handles.limit() < before)) {
            learnLimit();
        }
    }

    private void learnLimit() {
        int limit = handles.limit();
        server.learn(
                ServerTrait.MAX_OPEN_FILES,
                limit,
                "it would not open another file beside " + limit + " open ones, and did so later");
    }

    /** What was asked for is not open. */
    Refusal refused(Refusals refusals, SftpReply reply) {
        int status = reply instanceof SftpReply.Status refusal ? refusal.code() : Protocol.OK;
        if (status != Protocol.FAILURE && status != Protocol.PERMISSION_DENIED) {
            handles.notGiven(refusals.takeTicket());
            return Refusal.OWN;
        }
        refusals.refused(handles.open());
        return handles.refused(
                refusals.takeTicket(), inOrder.getAsBoolean(), status == Protocol.FAILURE, refusals.count() - 1);
    }

    /** The server mixed up what is open, with so many of them. */
    void handlesNotReliable(int open, String why) {
        mixesHandles = true;
        String reason = why + ", with " + open + " open";
        server.lacks(ServerTrait.RELIABLE_HANDLES, reason);
        server.learn(ServerTrait.MAX_OPEN_FILES, fewerThan(open), reason);
    }

    /** Many fewer, but two if it may be: one file can then be opened while another is read. */
    private int fewerThan(int open) {
        return open < 2 || handles.limit() == 2 ? 1 : Math.max(2, Math.min(open / 2, handles.limit() / 8));
    }

    boolean mixesHandles() {
        return mixesHandles;
    }

    /** The session was lost. A server that mixes up what is open may have died of that. */
    void lost() {
        if (!server.does(ServerTrait.RELIABLE_HANDLES) && !mixesHandles && handles.limit() > 1) {
            server.learn(
                    ServerTrait.MAX_OPEN_FILES, 1, "it closed the connection with up to " + handles.limit() + " open");
        }
    }

    /** The session ends: what it has found of the limits is kept. */
    void keep() {
        if (readLength.bytes() < mostReadBytes) {
            server.learn(ServerTrait.MAX_READ_BYTES, readLength.bytes(), "it brought no more when more was asked for");
        }
        if (handles.isCertain() && server.does(ServerTrait.RELIABLE_HANDLES)) {
            learnLimit();
        }
    }
}
