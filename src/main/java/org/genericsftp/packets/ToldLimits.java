package org.genericsftp.packets;

import java.util.Optional;

/**
 * What a server tells of its limits with {@code limits@openssh.com} (OpenSSH PROTOCOL, 4.8).
 *
 * @param readBytes how much it answers a READ with at most; not positive for unlimited
 * @param openHandles how many may be open at once; not positive for unlimited
 */
public record ToldLimits(long readBytes, long openHandles) {
    static Optional<ToldLimits> read(SftpReply reply) throws ProtocolException {
        if (!(reply instanceof SftpReply.Extended limits)) {
            return Optional.empty();
        }
        Fields.readLong(limits.body()); // max-packet-length
        long readBytes = Fields.readLong(limits.body());
        Fields.readLong(limits.body()); // max-write-length
        long openHandles = limits.body().hasRemaining() ? Fields.readLong(limits.body()) : 0;
        return Optional.of(new ToldLimits(readBytes, openHandles));
    }

    @Override
    public String toString() {
        return "a READ brings " + (readBytes > 0 ? readBytes + " bytes" : "any number of bytes") + ", "
                + (openHandles > 0 ? openHandles : "any number of") + " files may be open";
    }
}
