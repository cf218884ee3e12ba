package org.genericsftp.ssh;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/** Trusts the keys that have one of the configured fingerprints: several, while a server changes its key. */
final class FingerprintRule implements HostKeyRule {
    private static final String PREFIX = "SHA256:";

    private final List<String> configured;

    /** @param configured each {@code SHA256:} and Base64, with or without padding */
    FingerprintRule(List<String> configured) {
        this.configured = configured.stream().map(String::strip).toList();
    }

    @Override
    public @Nullable String objectionTo(HostKeyBlob key) {
        boolean trusted = false;
        for (String one : configured) {
            byte[] expected = digest(one);
            if (expected == null) {
                return "the configured host key \"" + Printable.escape(one)
                        + "\" is not a fingerprint as ssh-keygen -l prints it; that of the server's " + key.type()
                        + " key would be " + key.fingerprint();
            }
            trusted |= MessageDigest.isEqual(expected, key.sha256());
        }
        return trusted
                ? null
                : "the server shows the " + key + ", and not the configured " + String.join(" or ", configured)
                        + "; if its operator confirms that key, configure it, else somebody may be in between";
    }

    private static byte @Nullable [] digest(String configured) {
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
