package org.genericsftp.config;

import org.jspecify.annotations.Nullable;

/**
 * One key that the file can have: the reader reads by it, and the reference of all keys is made from it.
 *
 * @param type null where below the key stands more than a single value
 * @param usual the value where the file has none; null where there is no such value, or {@code usualText} tells how it
 *     comes about
 * @param usualText the default as the reference shows it; empty for a key without one
 * @param description one line for the reference
 */
record Key<T>(
        String name,
        @Nullable ValueType<T> type,
        boolean required,
        @Nullable T usual,
        String usualText,
        String description) {

    /** A key that must be there. */
    static <T> Key<T> required(String name, ValueType<T> type, String description) {
        return new Key<>(name, type, true, null, "", description);
    }

    /** A key that may be left out. */
    static <T> Key<T> optional(String name, ValueType<T> type, String description) {
        return new Key<>(name, type, false, null, "", description);
    }

    /** A key with a default. */
    static <T> Key<T> usually(String name, ValueType<T> type, T usual, String description) {
        return new Key<>(name, type, false, usual, type.show().apply(usual), description);
    }

    /** A key whose default depends on something else, which is told in words. */
    static <T> Key<T> derived(String name, ValueType<T> type, String usualText, String description) {
        return new Key<>(name, type, false, null, usualText, description);
    }

    /** A key that has more below it than a single value. */
    static Key<Void> section(String name, String description) {
        return new Key<>(name, null, false, null, "", description);
    }
}
