package org.genericsftp.sftp;

/** What a server tells of its limits with {@code limits@openssh.com} (OpenSSH PROTOCOL, 4.8), or is taken to have. */
record ServerLimits(int readBytes, int openHandles) {
    static final ServerLimits UNTOLD = new ServerLimits(Protocol.SAFE_READ, HandleLimit.USUAL);

    static final ServerLimits UNBOUNDED = new ServerLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    static ServerLimits read(SftpReply reply) throws ProtocolException {
        if (!(reply instanceof SftpReply.Extended limits)) {
            return UNTOLD;
        }
        Fields.readLong(limits.body()); // max-packet-length
        long readBytes = Fields.readLong(limits.body());
        Fields.readLong(limits.body()); // max-write-length
        long openHandles = limits.body().hasRemaining() ? Fields.readLong(limits.body()) : 0;
        return new ServerLimits(
                readBytes > 0 ? (int) Math.min(readBytes, 1 << 20) : UNTOLD.readBytes(),
                openHandles > 0 ? (int) Math.min(openHandles, UNTOLD.openHandles()) : UNTOLD.openHandles());
    }
}
