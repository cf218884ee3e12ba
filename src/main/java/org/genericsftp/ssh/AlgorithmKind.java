package org.genericsftp.ssh;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What both sides agree on when a connection begins (RFC 4253, 7.1), and the algorithms that the worker has for it, best first. */
@SuppressWarnings("ImmutableEnumChecker") // its lists can't be changed
public enum AlgorithmKind {
    KEY_EXCHANGE(
            "key-exchange",
            "keyExchange",
            "key exchange",
            // As OpenSSH has them: the first three also keep from whoever records a connection today what a quantum
            // computer
            // may find out later.
            List.of(
                    "mlkem768x25519-sha256",
                    "sntrup761x25519-sha512",
                    "sntrup761x25519-sha512@openssh.com",
                    "curve25519-sha256",
                    "curve25519-sha256@libssh.org",
                    "ecdh-sha2-nistp256",
                    "ecdh-sha2-nistp384",
                    "ecdh-sha2-nistp521",
                    "diffie-hellman-group-exchange-sha256",
                    "diffie-hellman-group16-sha512",
                    "diffie-hellman-group18-sha512",
                    "diffie-hellman-group14-sha256"),
            Map.of(),
            Map.of(
                    "diffie-hellman-group14-sha1", Weakness.SHA1,
                    "diffie-hellman-group-exchange-sha1", Weakness.SHA1,
                    "diffie-hellman-group1-sha1", Weakness.SHORT_GROUP)),

    HOST_KEY(
            "host-key-algorithms",
            "hostKeyAlgorithm",
            "host key",
            Names.SIGNATURES,
            Map.of(),
            Map.of("ssh-rsa", Weakness.SHA1)),

    /** By which the worker proves that it has its own key. */
    PUBLIC_KEY(
            "public-key-algorithms",
            "publicKeyAlgorithm",
            "public key",
            Names.SIGNATURES,
            Map.of(),
            Map.of("ssh-rsa", Weakness.SHA1)),

    CIPHER(
            "ciphers",
            "cipher",
            "cipher",
            // The JDK's AES-GCM does gigabytes a second.
            List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"),
            Map.of(
                    Names.CHACHA20,
                    "with servers that lack strict key exchange, as OpenSSH before 9.6 does, somebody in between can drop what"
                            + " comes first (CVE-2023-48795)"),
            Map.of(
                    "aes128-cbc", Weakness.CBC,
                    "aes192-cbc", Weakness.CBC,
                    "aes256-cbc", Weakness.CBC,
                    "3des-cbc", Weakness.CBC)),

    MAC(
            "macs",
            "mac",
            "MAC",
            // For the ctr ciphers. Old appliances have SHA-1 only, which as HMAC is not broken.
            List.of(
                    "hmac-sha2-256-etm@openssh.com",
                    "hmac-sha2-512-etm@openssh.com",
                    "hmac-sha2-256",
                    "hmac-sha2-512",
                    "hmac-sha1-etm@openssh.com",
                    "hmac-sha1"),
            Map.of(),
            Map.of("hmac-sha1-96", Weakness.SHORT_MAC, "hmac-md5", Weakness.MD5, "hmac-md5-96", Weakness.MD5));

    private static final class Names {
        static final String CHACHA20 = "chacha20-poly1305@openssh.com";

        static final List<String> SIGNATURES = List.of(
                "ssh-ed25519",
                "ecdsa-sha2-nistp256",
                "ecdsa-sha2-nistp384",
                "ecdsa-sha2-nistp521",
                "rsa-sha2-512",
                "rsa-sha2-256");
    }

    /** Why an algorithm is not offered unless it is asked for. */
    private static final class Weakness {
        static final String SHA1 = "SHA-1 signatures and hashes can be forged";
        static final String SHORT_GROUP = "numbers of 1024 bits are too short";
        static final String CBC = "CBC ciphers let parts of a connection be guessed";
        static final String MD5 = "MD5 is broken";
        static final String SHORT_MAC = "it is cut short";
    }

    static final String CHACHA20 = Names.CHACHA20;

    private static final Set<String> POST_QUANTUM_PREFIXES = Set.of("mlkem", "sntrup");

    private final String setting;
    private final String found;
    private final String words;
    private final List<String> usual;
    private final Map<String, String> others;
    private final Map<String, String> weak;

    AlgorithmKind(
            String setting,
            String found,
            String words,
            List<String> usual,
            Map<String, String> others,
            Map<String, String> weak) {
        this.setting = setting;
        this.found = found;
        this.words = words;
        this.usual = usual;
        this.others = others;
        this.weak = weak;
    }

    /** The key of the configuration that chooses among them. */
    public String setting() {
        return setting;
    }

    /** What reports call it: {@code keyExchange}. */
    String found() {
        return found;
    }

    /** What people call it. */
    String words() {
        return words;
    }

    /** Those that are offered where nothing else is asked for. */
    public List<String> usual() {
        return usual;
    }

    /** Those that are offered only where they are asked for, in the order of their names. */
    public List<String> onRequest() {
        return Stream.concat(others.keySet().stream(), weak.keySet().stream())
                .sorted()
                .toList();
    }

    boolean knows(String name) {
        return usual.contains(name) || others.containsKey(name) || weak.containsKey(name);
    }

    /** Why it is better not used. */
    Optional<String> weaknessOf(String name) {
        return Optional.ofNullable(weak.get(name));
    }

    /** What is to be known by who asks for it. */
    Optional<String> cautionOn(String name) {
        return weaknessOf(name).map(why -> "it is weak: " + why).or(() -> Optional.ofNullable(others.get(name)));
    }

    static boolean isPostQuantum(String keyExchange) {
        return POST_QUANTUM_PREFIXES.stream().anyMatch(keyExchange::startsWith);
    }

    /**
     * A list as OpenSSH writes them (ssh_config(5), Ciphers): names with commas between them instead of the usual ones; or
     * behind {@code +} besides them, behind {@code ^} before them; or behind {@code -} those, or the patterns of those, that
     * are left out.
     *
     * @return empty where a name is not known, or none is left
     */
    public Optional<List<String>> choose(String list) {
        String how = list.isEmpty() ? "" : list.substring(0, 1);
        boolean changes = "+-^".contains(how) && !how.isEmpty();
        List<String> named = Stream.of((changes ? list.substring(1) : list).split(",", -1))
                .map(String::strip)
                .toList();
        boolean known = named.stream().allMatch(how.equals("-") ? name -> anyMatches(name) : this::knows);
        if (!known) {
            return Optional.empty();
        }
        List<String> chosen = switch (how) {
            case "+" -> distinct(Stream.concat(usual.stream(), named.stream()));
            case "^" -> distinct(Stream.concat(named.stream(), usual.stream()));
            case "-" ->
                usual.stream()
                        .filter(name -> named.stream()
                                .noneMatch(pattern -> matcher(pattern).test(name)))
                        .toList();
            default -> distinct(named.stream());
        };
        return Optional.of(chosen).filter(left -> !left.isEmpty());
    }

    private boolean anyMatches(String pattern) {
        return usual.stream().anyMatch(matcher(pattern));
    }

    private static Predicate<String> matcher(String pattern) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(expression).asMatchPredicate();
    }

    private static List<String> distinct(Stream<String> names) {
        return List.copyOf(names.collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}
