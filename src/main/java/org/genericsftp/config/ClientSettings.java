package org.genericsftp.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one client, for people to read.
 *
 * @param file the one that it stands in
 * @param settings in the order of the reference
 */
public record ClientSettings(String client, Path file, List<Setting> settings) {
    public ClientSettings {
        settings = List.copyOf(settings);
    }

    /** What the file says, by key; secrets are null. */
    public Map<String, @Nullable String> given() {
        Map<String, @Nullable String> given = new LinkedHashMap<>();
        for (Setting setting : settings) {
            if (setting.kind() != Setting.Kind.USUAL) {
                given.put(setting.key(), setting.value());
            }
        }
        return given;
    }
}
