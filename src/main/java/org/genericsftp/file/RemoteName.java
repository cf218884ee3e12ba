package org.genericsftp.file;

import java.util.Arrays;
import java.util.HexFormat;

/** A path as the server spells it: raw bytes, in which only {@code /} has a meaning. Never shown, never logged. */
public final class RemoteName {
    private final byte[] bytes;

    public RemoteName(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemoteName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
