package org.genericsftp.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownCAKeyException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Certificates by which an authority says that a key is a host's (OpenSSH's PROTOCOL.certkeys). JSch looks at their signature,
 * validity, principals and critical options; which authorities are trusted, and which keys are revoked, it is told.
 */
final class HostCertificates {
    private static final String REJECTED = "rejected HostKey: ";

    private HostCertificates() {}

    /** As JSch wants to be told, for the host that it asks about, whatever its name. */
    static HostKey[] asHostKeys(List<HostKeyBlob> authorities, List<HostKeyBlob> revoked) {
        return Stream.concat(
                        authorities.stream().map(key -> hostKey("@cert-authority", key)),
                        revoked.stream().map(key -> hostKey("@revoked", key)))
                .flatMap(Optional::stream)
                .toArray(HostKey[]::new);
    }

    private static Optional<HostKey> hostKey(String marker, HostKeyBlob key) {
        try {
            return Optional.of(new HostKey(marker, "*", HostKey.GUESS, key.toBytes(), null));
        } catch (JSchException | RuntimeException e) {
            // A kind of key that JSch does not know can't have signed what it reads.
            return Optional.empty();
        }
    }

    /** Why a certificate was not accepted; empty for other failures. */
    static Optional<String> refusal(Throwable e) {
        String text = String.valueOf(e.getMessage());
        // JSch throws what is wrong with principals without a type of its own.
        if (!(e instanceof JSchHostKeyException) && !text.startsWith(REJECTED)) {
            return Optional.empty();
        }
        if (isRevocation(e)) {
            return Optional.of("its key, or that of the authority that signed it, is revoked");
        }
        return Optional.of(
                e instanceof JSchUnknownCAKeyException
                        ? "no @cert-authority line for this host has the authority that signed it"
                        : Printable.escape(text.startsWith(REJECTED) ? text.substring(REJECTED.length()) : text));
    }

    static boolean isRevocation(@Nullable Throwable e) {
        return e instanceof JSchRevokedHostKeyException;
    }
}
