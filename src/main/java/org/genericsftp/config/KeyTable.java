package org.genericsftp.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that one mapping of the file can have. */
record KeyTable(List<Key<?>> keys) {
    KeyTable {
        keys = List.copyOf(keys);
    }

    static KeyTable of(Key<?>... keys) {
        return new KeyTable(List.of(keys));
    }

    /** One table of several, each of which has a heading of its own in the reference. */
    static KeyTable joined(KeyTable... tables) {
        return new KeyTable(
                Stream.of(tables).flatMap(table -> table.keys().stream()).toList());
    }

    Optional<Key<?>> find(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .<Key<?>>map(key -> key)
                .findFirst();
    }

    /** The key that was probably meant by a name that is none. */
    Optional<String> similarTo(String name) {
        String plain = plain(name);
        return keys.stream()
                .map(Key::name)
                .filter(key ->
                        distance(plain, plain(key)) <= Math.max(1, plain(key).length() / 3))
                .min(Comparator.comparingInt(key -> distance(plain, plain(key))));
    }

    /** Without what differs between {@code key-pair-path}, {@code key_pair_path} and {@code keyPairPath}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** How many letters must be added, dropped or changed to make one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
