package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names of a NAME packet of any length while it arrives: some servers answer READDIR with all that a folder
 * holds. Only a window of the packet is kept. For one thread.
 */
final class NameStream {
    /** Also the most that one name, its long name and its attributes may take together. */
    static final int WINDOW_BYTES = 256 * 1024;

    private static final int UNTOLD = -1;

    private final ByteBuffer window;
    private int bytesToCome;
    private int namesToCome = UNTOLD;

    /** @param bodyLength what follows the packet's id */
    NameStream(int bodyLength) {
        bytesToCome = bodyLength;
        window = ByteBuffer.allocate(Math.min(bodyLength, WINDOW_BYTES));
        expectMore();
    }

    private void expectMore() {
        int next = Math.min(window.remaining(), bytesToCome);
        window.limit(window.position() + next);
        bytesToCome -= next;
    }

    /** Where the packet's next bytes go; once it is full, {@link #take} makes room again. */
    ByteBuffer window() {
        return window;
    }

    /** The names that the window holds to their end, and whether there are more to come. */
    SftpReply.Names take() throws ProtocolException {
        window.flip();
        if (namesToCome == UNTOLD) {
            namesToCome = SftpReply.readCount(window, bytesToCome);
        }
        List<SftpReply.Name> names = new ArrayList<>();
        while (namesToCome > 0 && readName(names)) {
            namesToCome--;
        }
        if (namesToCome == 0) {
            // What follows the last name has no meaning, as in shorter packets.
            window.position(window.limit());
        }
        window.compact();
        boolean more = bytesToCome > 0;
        expectMore();
        return new SftpReply.Names(names, more);
    }

    private boolean readName(List<SftpReply.Name> names) throws ProtocolException {
        int start = window.position();
        try {
            names.add(SftpReply.readName(window));
            return true;
        } catch (CutShortException e) {
            if (bytesToCome == 0) {
                throw e;
            }
            if (start == 0 && window.limit() == window.capacity()) {
                throw new ProtocolException("a name that takes more than " + WINDOW_BYTES + " bytes", e);
            }
            window.position(start);
            return false;
        }
    }
}
