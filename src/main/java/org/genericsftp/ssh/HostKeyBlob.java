package org.genericsftp.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A public host key as SSH writes it: its type, then its numbers (RFC 4253, 6.6). */
final class HostKeyBlob {
    private static final int LONGEST_TYPE = 64;

    private final byte[] bytes;

    HostKeyBlob(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** @param parts that follow the type, each a string of RFC 4251, 5 */
    static HostKeyBlob of(String type, byte[]... parts) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        putString(blob, type.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            putString(blob, part);
        }
        return new HostKeyBlob(blob.toByteArray());
    }

    private static void putString(ByteArrayOutputStream blob, byte[] bytes) {
        blob.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        blob.writeBytes(bytes);
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    /** As known_hosts files name it, such as {@code ssh-ed25519}. */
    String type() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (length < 0 || length > Math.min(LONGEST_TYPE, buffer.remaining())) {
            return "unknown";
        }
        return new String(bytes, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }

    /** As {@code ssh-keygen -l} prints it. */
    String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256());
    }

    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostKeyBlob key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return type() + " key " + fingerprint();
    }
}
