package org.genericsftp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file while it is read, and with those that are read together with it. */
final class Faults {
    private static final Comparator<ConfigurationError> ORDER = Comparator.comparing(ConfigurationError::file)
            .thenComparingInt(ConfigurationError::line)
            .thenComparingInt(ConfigurationError::column);

    private final Path mainFile;
    private final Path file;
    private final List<ConfigurationError> errors;

    Faults(Path file) {
        this(file, file, new ArrayList<>());
    }

    private Faults(Path mainFile, Path file, List<ConfigurationError> errors) {
        this.mainFile = mainFile;
        this.file = file;
        this.errors = errors;
    }

    /** Those of another file, which are told together with these. */
    Faults of(Path other) {
        return new Faults(mainFile, other, errors);
    }

    Path file() {
        return file;
    }

    void add(Position at, @Nullable String key, String message) {
        errors.add(new ConfigurationError(file, at.line(), at.column(), key, message));
    }

    /** Something is wrong with the file as a whole. */
    void add(String message) {
        errors.add(new ConfigurationError(file, 0, 0, null, message));
    }

    /** How many there are, in all files. */
    int count() {
        return errors.size();
    }

    /** Those of all files, as they were noted. */
    List<ConfigurationError> errors() {
        return List.copyOf(errors);
    }

    void throwIfAny() throws ConfigurationException {
        if (!errors.isEmpty()) {
            throw toException();
        }
    }

    /** Everything noted so far: the main file's first, in the order of each file. */
    ConfigurationException toException() {
        return new ConfigurationException(errors.stream()
                .sorted(Comparator.<ConfigurationError, Boolean>comparing(
                                error -> !error.file().equals(mainFile))
                        .thenComparing(ORDER))
                .toList());
    }
}
