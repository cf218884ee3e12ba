package org.genericsftp.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that one mapping of the file can have, in the order in which they are declared by it. */
final class KeyTable {
    private final List<Key<?>> keys = new ArrayList<>();

    /** One table of several, each of which has a heading of its own in the reference. */
    static KeyTable joined(KeyTable... tables) {
        KeyTable joined = new KeyTable();
        Stream.of(tables).forEach(table -> joined.keys.addAll(table.keys));
        return joined;
    }

    /** A key that must be there. */
    <T> Key<T> required(String name, ValueType<T> type, String description) {
        return add(new Key<>(name, type, true, null, "", description));
    }

    /** A key that may be left out. */
    <T> Key<T> optional(String name, ValueType<T> type, String description) {
        return add(new Key<>(name, type, false, null, "", description));
    }

    /** A key with a default. */
    <T> Key<T> usually(String name, ValueType<T> type, T usual, String description) {
        return add(new Key<>(name, type, false, usual, type.show().apply(usual), description));
    }

    /** A key whose default depends on something else, which is told in words. */
    <T> Key<T> derived(String name, ValueType<T> type, String usualText, String description) {
        return add(new Key<>(name, type, false, null, usualText, description));
    }

    /** A key that has more below it than a single value. */
    Key<Void> section(String name, String description) {
        return add(new Key<>(name, null, false, null, "", description));
    }

    private <T> Key<T> add(Key<T> key) {
        keys.add(key);
        return key;
    }

    List<Key<?>> keys() {
        return List.copyOf(keys);
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
