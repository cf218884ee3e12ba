package org.genericsftp.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key that the file can have: the reader reads by it, and the reference of all keys is made from it.
 *
 * @param type null where below the key stands more than a single value
 * @param usual the value where the file has none; null where there is no such value, or {@code usualText} tells how it
 *     comes about
 * @param usualText the default as the reference shows it; empty for a key without one
 * @param description one line for the reference
 * @param secret whether what stands there is never shown
 * @param withoutSecrets what of that may be shown all the same; null for nothing
 */
record Key<T>(
        String name,
        @Nullable ValueType<T> type,
        boolean required,
        @Nullable T usual,
        String usualText,
        String description,
        boolean secret,
        @Nullable Function<Node, String> withoutSecrets) {
    Key(
            String name,
            @Nullable ValueType<T> type,
            boolean required,
            @Nullable T usual,
            String usualText,
            String description,
            boolean secret) {
        this(name, type, required, usual, usualText, description, secret, null);
    }
}
