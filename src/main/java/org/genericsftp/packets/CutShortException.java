package org.genericsftp.packets;

/** A packet ends before its fields do. */
final class CutShortException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    CutShortException() {
        super("a packet that is shorter than its fields");
    }
}
