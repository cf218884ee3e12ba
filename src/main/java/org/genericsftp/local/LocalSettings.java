package org.genericsftp.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param directory where the copies go; it has to exist: it is not made, lest a missing mount fill the disk below it
 * @param durable whether files and folders are forced to the disk
 * @param writers how many threads write
 * @param leftoverAge how old a temporary file must be to count as left behind by a killed worker
 * @param permissions of files and folders that are made
 */
public record LocalSettings(
        Path directory, boolean durable, int writers, Duration leftoverAge, Permissions permissions) {
    public static final int DEFAULT_WRITERS = 8;
    /** How long one operation of the file system may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public static final Duration DEFAULT_LEFTOVER_AGE = Duration.ofHours(24);

    public LocalSettings {
        if (writers < 1) {
            throw new IllegalArgumentException(writers + " writers");
        }
        if (leftoverAge.isNegative()) {
            throw new IllegalArgumentException("A leftover age of " + leftoverAge);
        }
    }

    /** With the permissions that the system gives. */
    public LocalSettings(Path directory, boolean durable, int writers, Duration leftoverAge) {
        this(directory, durable, writers, leftoverAge, Permissions.USUAL);
    }

    /** The same, with other permissions of what is made. */
    public LocalSettings withPermissions(Permissions other) {
        return new LocalSettings(directory, durable, writers, leftoverAge, other);
    }

    /** Durable, and with the defaults. */
    public static LocalSettings of(Path directory) {
        return new LocalSettings(directory, true, DEFAULT_WRITERS, DEFAULT_LEFTOVER_AGE);
    }
}
