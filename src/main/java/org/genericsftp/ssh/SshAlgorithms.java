package org.genericsftp.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a client offers its server, best first; immutable.
 *
 * @param byKind has every kind
 */
public record SshAlgorithms(Map<AlgorithmKind, List<String>> byKind) {
    /** Modern algorithms only. */
    public static final SshAlgorithms USUAL = new SshAlgorithms(Map.of());

    /** @param byKind the usual ones are taken for a kind that is not in it */
    public SshAlgorithms {
        Map<AlgorithmKind, List<String>> all = new EnumMap<>(AlgorithmKind.class);
        for (AlgorithmKind kind : AlgorithmKind.values()) {
            all.put(kind, List.copyOf(byKind.getOrDefault(kind, kind.usual())));
        }
        byKind = Map.copyOf(all);
    }

    List<String> of(AlgorithmKind kind) {
        return byKind.getOrDefault(kind, kind.usual());
    }

    SshAlgorithms with(AlgorithmKind kind, List<String> names) {
        Map<AlgorithmKind, List<String>> changed = new EnumMap<>(byKind);
        changed.put(kind, names);
        return new SshAlgorithms(changed);
    }

    /** Without those that this Java lacks. */
    SshAlgorithms possible() {
        Map<AlgorithmKind, List<String>> possible = new EnumMap<>(AlgorithmKind.class);
        byKind.forEach((kind, names) ->
                possible.put(kind, names.stream().filter(JavaAlgorithms::has).toList()));
        return new SshAlgorithms(possible);
    }

    /** A warning for each that is better not used; none for the usual ones. */
    public List<String> warnings() {
        return Arrays.stream(AlgorithmKind.values())
                .flatMap(kind -> of(kind).stream()
                        .flatMap(name -> kind.cautionOn(name).stream()
                                .map(why -> kind.setting() + " has " + name + ", and " + why)))
                .toList();
    }

    /** The same without host keys of this type. */
    SshAlgorithms without(String keyType) {
        return with(
                AlgorithmKind.HOST_KEY,
                of(AlgorithmKind.HOST_KEY).stream()
                        .filter(algorithm -> !keyType(algorithm).equals(keyType))
                        .toList());
    }

    /** The type of key, as known_hosts files name it, that an algorithm signs with. */
    static String keyType(String hostKeyAlgorithm) {
        return hostKeyAlgorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : hostKeyAlgorithm;
    }

    /**
     * As JSch's session configuration names them. Since none of them is missing, JSch need not try them out, which takes longer
     * than all the rest of a first connect. It loads the classes of an algorithm when it is agreed on.
     */
    Map<String, String> asConfiguration() {
        List<String> publicKeys = new ArrayList<>(UserCertificate.algorithms(of(AlgorithmKind.PUBLIC_KEY)));
        publicKeys.addAll(of(AlgorithmKind.PUBLIC_KEY));
        String ciphers = String.join(",", of(AlgorithmKind.CIPHER));
        String macs = String.join(",", of(AlgorithmKind.MAC));
        return Map.ofEntries(
                Map.entry("kex", String.join(",", of(AlgorithmKind.KEY_EXCHANGE))),
                Map.entry("server_host_key", String.join(",", of(AlgorithmKind.HOST_KEY))),
                Map.entry("PubkeyAcceptedAlgorithms", String.join(",", publicKeys)),
                Map.entry("cipher.c2s", ciphers),
                Map.entry("cipher.s2c", ciphers),
                Map.entry("mac.c2s", macs),
                Map.entry("mac.s2c", macs),
                Map.entry("compression.c2s", "none"),
                Map.entry("compression.s2c", "none"),
                Map.entry("sntrup761", Sntrup761.class.getName()),
                Map.entry("CheckKexes", ""),
                Map.entry("CheckCiphers", ""),
                Map.entry("CheckMacs", ""),
                Map.entry("CheckSignatures", ""));
    }
}
