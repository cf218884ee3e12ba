package org.genericsftp.sftp;

import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.ToldLimits;

/** What a server is taken to have for limits. */
record ServerLimits(int readBytes, int openHandles) {
    static final ServerLimits UNTOLD = new ServerLimits(Protocol.SAFE_READ, HandleLimit.USUAL);

    /** As far as the worker makes use of them. */
    static ServerLimits of(ToldLimits told) {
        return new ServerLimits(
                told.readBytes() > 0 ? (int) Math.min(told.readBytes(), 1 << 20) : UNTOLD.readBytes(),
                told.openHandles() > 0
                        ? (int) Math.min(told.openHandles(), UNTOLD.openHandles())
                        : UNTOLD.openHandles());
    }
}
