package org.genericsftp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file while it is read. */
final class Faults {
    private final Path file;
    private final List<ConfigurationError> errors = new ArrayList<>();

    Faults(Path file) {
        this.file = file;
    }

    void add(Position at, @Nullable String key, String message) {
        errors.add(new ConfigurationError(file, at.line(), at.column(), key, message));
    }

    /** Something is wrong with the file as a whole. */
    void add(String message) {
        errors.add(new ConfigurationError(file, 0, 0, null, message));
    }

    int count() {
        return errors.size();
    }

    void throwIfAny() throws ConfigurationException {
        if (!errors.isEmpty()) {
            throw toException();
        }
    }

    /** Everything noted so far, in the order of the file. */
    ConfigurationException toException() {
        return new ConfigurationException(errors.stream()
                .sorted(Comparator.comparingInt(ConfigurationError::line).thenComparingInt(ConfigurationError::column))
                .toList());
    }
}
