package org.genericsftp.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The digests that a request may ask for. */
public enum DigestAlgorithm {
    SHA_256("SHA-256");

    private final String standardName;

    DigestAlgorithm(String standardName) {
        this.standardName = standardName;
    }

    /** As messages spell it. */
    public String standardName() {
        return standardName;
    }

    public MessageDigest start() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + standardName, e);
        }
    }

    /** The finished digest as replies spell it: {@code sha-256:9f86d0…}. */
    public String finish(MessageDigest digest) {
        return standardName.toLowerCase(Locale.ROOT) + ":" + HexFormat.of().formatHex(digest.digest());
    }
}
