package org.genericsftp.ssh;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the worker offers a server, best first: modern algorithms only, and only such as this JDK has itself. Since none of
 * them can be missing, JSch need not try them out, which takes longer than all the rest of a first connect.
 */
final class SshAlgorithms {
    private static final int FIRST_JDK_WITH_MLKEM = 24;

    private static final String KEY_EXCHANGES = Stream.of(
                    Runtime.version().feature() >= FIRST_JDK_WITH_MLKEM ? "mlkem768x25519-sha256" : "",
                    "curve25519-sha256",
                    "curve25519-sha256@libssh.org",
                    "ecdh-sha2-nistp256",
                    "ecdh-sha2-nistp384",
                    "ecdh-sha2-nistp521",
                    "diffie-hellman-group-exchange-sha256",
                    "diffie-hellman-group16-sha512",
                    "diffie-hellman-group18-sha512",
                    "diffie-hellman-group14-sha256")
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(","));

    // The JDK's AES-GCM does gigabytes a second.
    private static final String CIPHERS =
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";

    // For the ctr ciphers. Old appliances have SHA-1 only, which as HMAC is not broken.
    private static final String MACS = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
            + "hmac-sha2-256,hmac-sha2-512,hmac-sha1-etm@openssh.com,hmac-sha1";

    /** The signature algorithms by which a server may prove that it has its host key, best first. */
    static final List<String> HOST_KEYS = List.of(
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");

    private SshAlgorithms() {}

    /** As JSch's session configuration names them. */
    static Map<String, String> offering(List<String> hostKeyAlgorithms) {
        return Map.ofEntries(
                Map.entry("kex", KEY_EXCHANGES),
                Map.entry("server_host_key", String.join(",", hostKeyAlgorithms)),
                Map.entry("PubkeyAcceptedAlgorithms", String.join(",", HOST_KEYS)),
                Map.entry("cipher.c2s", CIPHERS),
                Map.entry("cipher.s2c", CIPHERS),
                Map.entry("mac.c2s", MACS),
                Map.entry("mac.s2c", MACS),
                Map.entry("compression.c2s", "none"),
                Map.entry("compression.s2c", "none"),
                Map.entry("CheckKexes", ""),
                Map.entry("CheckCiphers", ""),
                Map.entry("CheckMacs", ""),
                Map.entry("CheckSignatures", ""));
    }

    /** The type of key, as known_hosts files name it, that an algorithm signs with. */
    static String keyType(String hostKeyAlgorithm) {
        return hostKeyAlgorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : hostKeyAlgorithm;
    }
}
