package org.genericsftp.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one attempt to connect offers a server.
 *
 * @param strict whether a server is refused that does not keep to strict key exchange (OpenSSH's PROTOCOL, 1.10)
 * @param certificates whether a server may show a certificate, where authorities are known that may sign it
 */
record Offer(SshAlgorithms algorithms, boolean strict, boolean certificates) {
    /** What the settings say, as far as this Java can do it. */
    static Offer first(SshAlgorithms configured) {
        return new Offer(configured.possible(), false, true);
    }

    /**
     * What to offer a server that has no cipher in common but ChaCha20: that one, which without strict key exchange lets
     * somebody in between drop what comes first (CVE-2023-48795). Empty where that is not the case, or the ciphers were chosen.
     */
    Optional<Offer> forServerWithOnly(JSchAlgoNegoFailException negotiation) {
        boolean usual = algorithms.of(AlgorithmKind.CIPHER).equals(AlgorithmKind.CIPHER.usual());
        boolean has = String.valueOf(negotiation.getAlgorithmName()).startsWith("cipher")
                && Arrays.asList(negotiation.getServerProposal().split(",", -1)).contains(AlgorithmKind.CHACHA20);
        return usual && has
                ? Optional.of(new Offer(
                        algorithms.with(AlgorithmKind.CIPHER, List.of(AlgorithmKind.CHACHA20)), true, certificates))
                : Optional.empty();
    }

    /** The same without host keys of a type. */
    Offer without(String keyType) {
        return new Offer(algorithms.without(keyType), strict, certificates);
    }

    boolean hasHostKeys() {
        return !algorithms.of(AlgorithmKind.HOST_KEY).isEmpty();
    }

    /** The same with these host keys, too, behind those that it has. */
    Offer andThen(List<String> hostKeys) {
        List<String> all = Stream.concat(algorithms.of(AlgorithmKind.HOST_KEY).stream(), hostKeys.stream())
                .distinct()
                .toList();
        return new Offer(algorithms.with(AlgorithmKind.HOST_KEY, all), strict, certificates);
    }

    Offer withoutCertificates() {
        return new Offer(algorithms, strict, false);
    }

    /**
     * As JSch's session configuration has it.
     *
     * @param rule says whether there are authorities
     */
    Map<String, String> asConfiguration(HostKeyRule rule) {
        Map<String, String> configuration = new HashMap<>(algorithms.asConfiguration());
        if (certificates && !rule.authorities().isEmpty()) {
            List<String> plain = algorithms.of(AlgorithmKind.HOST_KEY);
            List<String> signed = UserCertificate.algorithms(plain);
            configuration.put("server_host_key", String.join(",", signed) + "," + String.join(",", plain));
        }
        configuration.put("host_certificate_to_key_fallback", "no");
        configuration.put("require_strict_kex", strict ? "yes" : "no");
        return configuration;
    }
}
