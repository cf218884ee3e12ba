package org.genericsftp.jms;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.activemq.command.CommandTypes;
import org.apache.activemq.command.TransactionInfo;

/**
 * Looks for the first commit in what one client sends to its broker. An OpenWire frame begins with its length and its type;
 * a TransactionInfo ends with what is to become of the transaction.
 */
final class FirstCommit implements Consumer<byte[]> {
    private final Runnable whenSeen;
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private boolean seen;

    FirstCommit(Runnable whenSeen) {
        this.whenSeen = whenSeen;
    }

    synchronized boolean isSeen() {
        return seen;
    }

    @Override
    public void accept(byte[] bytes) {
        if (read(bytes)) {
            whenSeen.run();
        }
    }

    private synchronized boolean read(byte[] bytes) {
        if (seen) {
            return false;
        }
        unread = ByteBuffer.allocate(unread.remaining() + bytes.length)
                .put(unread)
                .put(bytes)
                .flip();
        while (!seen && isFrameWhole()) {
            byte[] frame = new byte[unread.getInt()];
            unread.get(frame);
            seen = frame[0] == CommandTypes.TRANSACTION_INFO
                    && frame[frame.length - 1] == TransactionInfo.COMMIT_ONE_PHASE;
        }
        return seen;
    }

    private boolean isFrameWhole() {
        return unread.remaining() >= Integer.BYTES
                && unread.remaining() >= Integer.BYTES + unread.getInt(unread.position());
    }
}
