package org.genericsftp.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The value of {@code host-key}.
 *
 * @param fingerprints none where a new key is accepted
 */
record HostKeys(List<String> fingerprints) {
    static final ValueType<HostKeys> TYPE = new ValueType<>(
            "fingerprints such as ssh-keygen -l prints, SHA256:…, with commas between them, or accept-new",
            true,
            HostKeys::parse,
            HostKeys::toString);

    private static final String ACCEPT_NEW = "accept-new";
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

    static Optional<HostKeys> parse(String text) {
        if (text.equals(ACCEPT_NEW)) {
            return Optional.of(new HostKeys(List.of()));
        }
        List<String> parts = Stream.of(text.split(",", -1)).map(String::strip).toList();
        return parts.stream().allMatch(FINGERPRINT.asMatchPredicate())
                ? Optional.of(new HostKeys(
                        parts.stream().map(part -> part.replace("=", "")).toList()))
                : Optional.empty();
    }

    boolean acceptsNew() {
        return fingerprints.isEmpty();
    }

    @Override
    public String toString() {
        return acceptsNew() ? ACCEPT_NEW : String.join(",", fingerprints);
    }
}
