package org.genericsftp.jms;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.activemq.command.CommandTypes;
import org.apache.activemq.command.TransactionInfo;

/**
 * Looks for the first commit in what clients send to their broker, on whichever connection. An OpenWire frame begins with its
 * length and its type; a TransactionInfo ends with what is to become of the transaction.
 */
final class FirstCommit implements Supplier<Consumer<byte[]>> {
    private final Runnable whenSeen;
    private final AtomicBoolean seen = new AtomicBoolean();

    FirstCommit(Runnable whenSeen) {
        this.whenSeen = whenSeen;
    }

    boolean isSeen() {
        return seen.get();
    }

    @Override
    public Consumer<byte[]> get() {
        return new Frames();
    }

    /** Of one connection. */
    private final class Frames implements Consumer<byte[]> {
        private ByteBuffer unread = ByteBuffer.allocate(0);

        @Override
        public void accept(byte[] bytes) {
            unread = ByteBuffer.allocate(unread.remaining() + bytes.length)
                    .put(unread)
                    .put(bytes)
                    .flip();
            while (isFrameWhole()) {
                byte[] frame = new byte[unread.getInt()];
                unread.get(frame);
                if (isCommit(frame) && seen.compareAndSet(false, true)) {
                    whenSeen.run();
                }
            }
        }

        private boolean isFrameWhole() {
            return unread.remaining() >= Integer.BYTES
                    && unread.remaining() >= Integer.BYTES + unread.getInt(unread.position());
        }

        private static boolean isCommit(byte[] frame) {
            return frame[0] == CommandTypes.TRANSACTION_INFO
                    && frame[frame.length - 1] == TransactionInfo.COMMIT_ONE_PHASE;
        }
    }
}
