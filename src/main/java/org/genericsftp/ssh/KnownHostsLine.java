package org.genericsftp.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One line of a known_hosts file: {@code [@marker] names type key [comment]}. */
record KnownHostsLine(int number, Marker marker, String names, String type, HostKeyBlob key) {
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final String HASHED = "|1|";

    enum Marker {
        NONE,
        CERT_AUTHORITY,
        REVOKED;

        /** Empty for one that is not known. */
        private static Optional<Marker> of(String word) {
            return switch (word) {
                case "@revoked" -> Optional.of(REVOKED);
                case "@cert-authority" -> Optional.of(CERT_AUTHORITY);
                default -> word.startsWith("@") ? Optional.empty() : Optional.of(NONE);
            };
        }
    }

    /** Empty for a comment, for a line with another marker, and for what is no such line. */
    static Optional<KnownHostsLine> parse(int number, String line) {
        String[] words = BLANKS.split(line.strip(), -1);
        Optional<Marker> marker = Marker.of(words[0]);
        int first = words[0].startsWith("@") ? 1 : 0;
        if (words[0].startsWith("#") || marker.isEmpty() || words.length < first + 3) {
            return Optional.empty();
        }
        try {
            HostKeyBlob key = new HostKeyBlob(Base64.getDecoder().decode(words[first + 2]));
            return Optional.of(new KnownHostsLine(number, marker.get(), words[first], words[first + 1], key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param name in lower case, with brackets and port where the port is not 22 */
    boolean isAbout(String name) {
        if (names.startsWith(HASHED)) {
            return isHashOf(name);
        }
        boolean matches = false;
        for (String pattern : List.of(names.split(",", -1))) {
            boolean denied = pattern.startsWith("!");
            if (matches(denied ? pattern.substring(1) : pattern, name)) {
                if (denied) {
                    return false;
                }
                matches = true;
            }
        }
        return matches;
    }

    private static boolean matches(String pattern, String name) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                .matcher(name)
                .matches();
    }

    /** {@code |1|salt|hash}: the name's HMAC-SHA1 with the salt as key. */
    private boolean isHashOf(String name) {
        String[] saltAndHash = names.substring(HASHED.length()).split("\\|", -1);
        if (saltAndHash.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(saltAndHash[0]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(saltAndHash[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
