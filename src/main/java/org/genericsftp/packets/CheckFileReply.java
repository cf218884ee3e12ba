package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what {@link SftpRequest.CheckFile} is answered with. Servers do not agree on it: the draft has the name of the
 * algorithm and the digest; some put the name of the extension before that, and MINA SSHD the digest's length between.
 */
public final class CheckFileReply {
    private static final String EXTENSION = "check-file";
    private static final int DIGEST_BYTES = 32;

    private CheckFileReply() {}

    /** The one SHA-256 digest; empty for anything else. */
    public static Optional<byte[]> sha256(ByteBuffer body) {
        try {
            String algorithm = readText(body);
            if (algorithm.equals(EXTENSION)) {
                algorithm = readText(body);
            }
            if (!algorithm.equals(SftpRequest.CheckFile.ALGORITHM)) {
                return Optional.empty();
            }
            byte[] digest = body.remaining() == Integer.BYTES + DIGEST_BYTES ? Fields.readString(body) : rest(body);
            return Optional.of(digest).filter(bytes -> bytes.length == DIGEST_BYTES && !body.hasRemaining());
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static String readText(ByteBuffer body) throws ProtocolException {
        return new String(Fields.readString(body), StandardCharsets.US_ASCII);
    }

    private static byte[] rest(ByteBuffer body) {
        byte[] rest = new byte[body.remaining()];
        body.get(rest);
        return rest;
    }
}
