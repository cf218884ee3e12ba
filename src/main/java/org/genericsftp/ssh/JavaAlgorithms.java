package org.genericsftp.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import javax.crypto.KeyAgreement;

/** What a Java runtime may lack, such as one that keeps to FIPS 140: curves. All others that are offered each one has. */
final class JavaAlgorithms {
    private JavaAlgorithms() {}

    /** Whether SSH's algorithm of that name can be used. */
    static boolean has(String name) {
        if (name.contains("25519")) {
            return name.startsWith("ssh-") ? Ed25519.THERE : X25519.THERE;
        }
        return !name.startsWith("ec") || EllipticCurves.THERE;
    }

    // Each is looked for once, and only when it is asked for.

    private static final class X25519 {
        static final boolean THERE = isThere(() -> KeyAgreement.getInstance("X25519"));
    }

    private static final class Ed25519 {
        static final boolean THERE = isThere(() -> KeyFactory.getInstance("Ed25519"));
    }

    private static final class EllipticCurves {
        static final boolean THERE = isThere(() -> KeyAgreement.getInstance("ECDH"));
    }

    private interface Look {
        Object at() throws GeneralSecurityException;
    }

    private static boolean isThere(Look look) {
        try {
            return look.at() != null;
        } catch (GeneralSecurityException missing) {
            return false;
        }
    }
}
