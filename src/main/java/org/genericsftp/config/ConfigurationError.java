package org.genericsftp.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration, and where. It never holds a secret.
 *
 * @param line counted from 1; 0 where the file as a whole is at fault
 * @param column counted from 1; 0 where the file as a whole is at fault
 * @param key the path of the key, such as {@code sftp-clients.plant-a.port}; null where no key is at fault
 */
public record ConfigurationError(
        Path file, int line, int column, @Nullable String key, String message) {
    /** As compilers write it: {@code worker.yaml:12:5: sftp-clients.plant-a.port: expected …}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line + ":" + column : "") + ": " + (key == null ? "" : key + ": ") + message;
    }
}
