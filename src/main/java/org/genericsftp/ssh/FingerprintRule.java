package org.genericsftp.ssh;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/** Trusts the one key that has the configured fingerprint. */
final class FingerprintRule implements HostKeyRule {
    private static final String PREFIX = "SHA256:";

    private final String configured;

    /** @param configured {@code SHA256:} and Base64, with or without padding */
    FingerprintRule(String configured) {
        this.configured = configured.strip();
    }

    @Override
    public @Nullable String objectionTo(HostKeyBlob key) {
        byte[] expected = digest();
        if (expected == null) {
            return "the configured host key \"" + Printable.escape(configured)
                    + "\" is not a fingerprint as ssh-keygen -l prints it; that of the server's " + key.type()
                    + " key would be " + key.fingerprint();
        }
        if (MessageDigest.isEqual(expected, key.sha256())) {
            return null;
        }
        return "the server shows the " + key + ", and not the configured " + configured
                + "; if its operator confirms that key, configure it, else somebody may be in between";
    }

    private byte @Nullable [] digest() {
        if (!configured.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] digest = Base64.getDecoder().decode(configured.substring(PREFIX.length()));
            return digest.length == 32 ? digest : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Set<String> knownTypes() {
        return Set.of();
    }
}
