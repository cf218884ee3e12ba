package org.genericsftp.sftp;

import java.util.Optional;

/** What a server is taken to have for limits. */
record ServerLimits(int readBytes, int openHandles) {
    static final ServerLimits UNTOLD = new ServerLimits(Protocol.SAFE_READ, HandleLimit.USUAL);

    /**
     * What a server tells of its limits with {@code limits@openssh.com} (OpenSSH PROTOCOL, 4.8).
     *
     * @param readBytes how much it answers a READ with at most; not positive for unlimited
     * @param openHandles how many may be open at once; not positive for unlimited
     */
    record Told(long readBytes, long openHandles) {
        static Optional<Told> read(SftpReply reply) throws ProtocolException {
            if (!(reply instanceof SftpReply.Extended limits)) {
                return Optional.empty();
            }
            Fields.readLong(limits.body()); // max-packet-length
            long readBytes = Fields.readLong(limits.body());
            Fields.readLong(limits.body()); // max-write-length
            long openHandles = limits.body().hasRemaining() ? Fields.readLong(limits.body()) : 0;
            return Optional.of(new Told(readBytes, openHandles));
        }

        /** As far as the worker makes use of it. */
        ServerLimits bounded() {
            return new ServerLimits(
                    readBytes > 0 ? (int) Math.min(readBytes, 1 << 20) : UNTOLD.readBytes(),
                    openHandles > 0 ? (int) Math.min(openHandles, UNTOLD.openHandles()) : UNTOLD.openHandles());
        }

        @Override
        public String toString() {
            return "a READ brings " + (readBytes > 0 ? readBytes + " bytes" : "any number of bytes") + ", "
                    + (openHandles > 0 ? openHandles : "any number of") + " files may be open";
        }
    }
}
