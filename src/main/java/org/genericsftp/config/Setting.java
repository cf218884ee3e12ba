package org.genericsftp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting as it is in effect, and where it comes from.
 *
 * @param value as the file would have it; null for a secret
 * @param shown what people may see of it; null for a secret of which they see nothing
 * @param file null for a default
 * @param line of the key
 * @param sources what was filled in, as {@code ${NAME}}
 */
public record Setting(
        String key,
        @Nullable String value,
        @Nullable String shown,
        Kind kind,
        @Nullable Path file,
        int line,
        List<String> sources) {
    /** What stands for a secret. */
    public static final String HIDDEN = "********";

    /** How it comes about. */
    public enum Kind {
        USUAL,
        GIVEN,
        /** Given, and not to be shown. */
        SECRET
    }

    public Setting {
        sources = List.copyOf(sources);
    }

    static Setting usual(String key, String value) {
        return new Setting(key, value, value, Kind.USUAL, null, 0, List.of());
    }

    static Optional<Setting> find(List<Setting> settings, String key) {
        return settings.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    /** Such as {@code worker.yaml:12, ${PASSWORD}}, or {@code default}. */
    public String origin() {
        if (file == null) {
            return "default";
        }
        String place = file + ":" + line;
        return sources.isEmpty() ? place : place + ", " + String.join(", ", sources);
    }
}
