package org.genericsftp.operator;

import java.time.Instant;
import java.util.List;

/**
 * The configuration that holds, and why a newer one may not.
 *
 * @param file the main file
 * @param loadedAt when what holds was read
 * @param faults of the files as they are now, a line each: {@code file:line:column: key: message}; none where they hold
 */
public record ConfigurationState(String file, Instant loadedAt, List<String> faults) {
    public ConfigurationState {
        faults = List.copyOf(faults);
    }
}
