package org.genericsftp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.genericsftp.operator.ClientEditing.FieldType;

/** The keys that one mapping of the file can have, in the order in which they are declared by it. */
final class KeyTable {
    private final List<Key<?>> keys = new ArrayList<>();
    private boolean dates;

    /** One table of several, each of which has a heading of its own in the reference. */
    static KeyTable joined(KeyTable... tables) {
        KeyTable joined = new KeyTable();
        Stream.of(tables).forEach(table -> joined.keys.addAll(table.keys));
        return joined;
    }

    /** One of keys of other tables. */
    static KeyTable of(Key<?>... keys) {
        KeyTable chosen = new KeyTable();
        chosen.keys.addAll(List.of(keys));
        return chosen;
    }

    /** Has the texts below it keep their dates, such as <code>${date:yyyyMMdd}</code>, which are no variables. */
    KeyTable withDates() {
        dates = true;
        return this;
    }

    boolean hasDates() {
        return dates;
    }

    /** A key that must be there. */
    <T> Key<T> required(String name, ValueType<T> type, String description) {
        return add(new Key<>(name, type, true, null, "", description, isSecret(type)));
    }

    /** A key that may be left out. */
    <T> Key<T> optional(String name, ValueType<T> type, String description) {
        return add(new Key<>(name, type, false, null, "", description, isSecret(type)));
    }

    /** A key with a default. */
    <T> Key<T> usually(String name, ValueType<T> type, T usual, String description) {
        return add(new Key<>(name, type, false, usual, type.show().apply(usual), description, isSecret(type)));
    }

    /** A key whose default depends on something else, which is told in words. */
    <T> Key<T> derived(String name, ValueType<T> type, String usualText, String description) {
        return add(new Key<>(name, type, false, null, usualText, description, isSecret(type)));
    }

    /** A key that has more below it than a single value. */
    Key<Void> section(String name, String description) {
        return add(new Key<>(name, null, false, null, "", description, false));
    }

    /** The same, where what stands below it is not to be shown. */
    Key<Void> secretSection(String name, String description) {
        return add(new Key<>(name, null, false, null, "", description, true));
    }

    /** The same, where some of it is shown. */
    Key<Void> partlySecretSection(String name, String description, Function<Node, String> withoutSecrets) {
        return add(new Key<>(name, null, false, null, "", description, true, withoutSecrets));
    }

    private static boolean isSecret(ValueType<?> type) {
        return type.field() == FieldType.SECRET;
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
        return DidYouMean.among(keys.stream().map(Key::name).toList(), name);
    }
}
