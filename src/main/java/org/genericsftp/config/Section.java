package org.genericsftp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.genericsftp.config.Variables.Filled;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file, read by its table of keys. Reading it notes everything that is wrong with it; its values are
 * to be asked for after that.
 */
final class Section {
    private final String path;
    private final Node.Mapping mapping;
    private final Variables variables;
    private final Faults faults;
    private final int faultsBefore;
    private final Map<String, Filled> values = new HashMap<>();
    private final Set<String> meant = new HashSet<>();

    private Section(String path, Node.Mapping mapping, Variables variables, Faults faults) {
        this.path = path;
        this.mapping = mapping;
        this.variables = variables;
        this.faults = faults;
        this.faultsBefore = faults.count();
    }

    /** @param path of the mapping itself; empty for the root */
    static Section read(String path, Node.Mapping mapping, KeyTable table, Variables variables, Faults faults) {
        Section section = new Section(path, mapping, table.hasDates() ? variables.keepingDates() : variables, faults);
        mapping.entries().forEach((name, entry) -> section.check(name, entry, table));
        for (Key<?> key : table.keys()) {
            if (key.required() && section.lacks(key)) {
                section.fault(key, "is missing");
            }
        }
        return section;
    }

    /** Reads what stands below a key of this section; empty where nothing is there, or something else. */
    Optional<Section> section(Key<?> key, KeyTable table) {
        return mapping(key).map(below -> read(pathOf(key), below, table, variables, faults));
    }

    /** Reads what stands below a name that stands below a key of this section; empty where that is something else. */
    Optional<Section> sectionAt(Key<?> key, String name, Node.Entry entry, KeyTable table) {
        String where = pathOf(key) + "." + Printable.escape(name);
        if (entry.value() instanceof Node.Mapping below) {
            return Optional.of(read(where, below, table, variables, faults));
        }
        note(entry.value(), where, expected("keys with values", entry.value()));
        return Optional.empty();
    }

    /** What stands below a key whose own keys are names; empty where nothing is there, or something else. */
    Optional<Node.Mapping> mapping(Key<?> key) {
        return entry(key).flatMap(entry -> {
            if (entry.value() instanceof Node.Mapping below) {
                return Optional.of(below);
            }
            note(entry.value(), pathOf(key), expected("keys with values", entry.value()));
            return Optional.empty();
        });
    }

    /** Whether the key is in the file, be its value right or wrong. */
    boolean has(Key<?> key) {
        return mapping.entries().containsKey(key.name());
    }

    /** Whether the key is to be called missing: it is not in the file, nor is one that is taken for its misspelling. */
    boolean lacks(Key<?> key) {
        return !has(key) && !meant.contains(key.name());
    }

    Optional<Node.Entry> entry(Key<?> key) {
        return Optional.ofNullable(mapping.entries().get(key.name()));
    }

    /** The value in the file, or else the key's default; empty where there is neither, or the value is wrong. */
    <T> Optional<T> find(Key<T> key) {
        ValueType<T> type = key.type();
        if (type == null || !has(key)) {
            return Optional.ofNullable(key.usual());
        }
        return Optional.ofNullable(values.get(key.name())).map(Filled::text).flatMap(type.parse());
    }

    /** Like {@link #find}, for keys that are required or have a default, in a section without faults. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(pathOf(key) + " is not sound"));
    }

    /** What is in effect for the keys of a table, in its order, as far as it is sound. */
    List<Setting> settings(KeyTable table) {
        List<Setting> settings = new ArrayList<>();
        for (Key<?> key : table.keys()) {
            Node.Entry entry = entry(key).orElse(null);
            if (entry == null && !key.usualText().isEmpty()) {
                settings.add(Setting.usual(key.name(), key.usualText()));
            } else if (entry != null) {
                setting(key, entry).ifPresent(settings::add);
            }
        }
        return settings;
    }

    private Optional<Setting> setting(Key<?> key, Node.Entry entry) {
        ValueType<?> type = key.type();
        int line = entry.key().line();
        if (type == null) {
            String text = FlowText.of(entry.value());
            List<String> sources = key.secret() && text.contains("${") ? List.of("${…}") : List.of();
            return Optional.of(new Setting(
                    key.name(),
                    key.secret() ? null : text,
                    key.secret() ? shown(key, entry.value()) : text,
                    key.secret() ? Setting.Kind.SECRET : Setting.Kind.GIVEN,
                    faults.file(),
                    line,
                    sources));
        }
        return Optional.ofNullable(values.get(key.name())).map(value -> {
            Setting.Kind kind = key.secret() ? Setting.Kind.SECRET : Setting.Kind.GIVEN;
            String text = type.showable() ? value.text() : BrokerKeys.masked(value.text());
            String told = kind == Setting.Kind.SECRET ? null : text;
            return new Setting(key.name(), told, told, kind, faults.file(), line, value.sources());
        });
    }

    private static @Nullable String shown(Key<?> secret, Node value) {
        Function<Node, String> withoutSecrets = secret.withoutSecrets();
        return withoutSecrets == null ? null : withoutSecrets.apply(value);
    }

    String pathOf(Key<?> key) {
        return childPath(key.name());
    }

    /** Whether anything that was read of this section, or below it, is wrong. */
    boolean hasFaults() {
        return faults.count() > faultsBefore;
    }

    /** Notes that a key is of no use without another, where that is missing. */
    void requireBeside(Key<?> key, Key<?> needed) {
        if (has(key) && lacks(needed)) {
            fault(key, "needs " + needed.name() + ", which is missing");
        }
    }

    /** A fault of the key as such; it stands where the key stands, or else where the section does. */
    void fault(Key<?> key, String message) {
        Position at = entry(key).map(Node.Entry::key).orElse(mapping.position());
        faults.add(at, pathOf(key), message);
    }

    /** A fault of what a JSON pointer leads to, counted from this section, or of as much of it as there is. */
    void faultAt(String pointer, String message) {
        Node node = mapping;
        StringBuilder where = new StringBuilder(path);
        for (String step : pointer.split("/", -1)) {
            Node below = below(node, step);
            if (below != null) {
                where.append(node instanceof Node.Sequence ? "[" + step + "]" : "." + step);
                node = below;
            }
        }
        note(node, where.toString(), message);
    }

    /** The text of a single value that stands anywhere below this section; null, and a fault, where it is none. */
    @Nullable
    String text(Node value, String where, String expectation) {
        Filled filled = fill(value, where, expectation);
        if (filled != null && filled.text().isEmpty()) {
            note(value, where, "expected " + expectation + found(ValueType.TEXT, filled));
            return null;
        }
        return filled == null ? null : filled.text();
    }

    private void check(String name, Node.Entry entry, KeyTable table) {
        Key<?> key = table.find(name).orElse(null);
        if (key == null) {
            Optional<String> similar = table.similarTo(name);
            similar.ifPresent(meant::add);
            faults.add(
                    entry.key(),
                    childPath(name),
                    "is not a known key" + similar.map(DidYouMean::hint).orElse(""));
        } else if (key.type() != null) {
            check(key.type(), name, entry.value());
        }
    }

    private void check(ValueType<?> type, String name, Node value) {
        Filled filled = fill(value, childPath(name), type.expectation());
        if (filled == null) {
            return;
        }
        if (type.showable() && Credentials.areIn(filled.text())) {
            note(value, childPath(name), Credentials.REFUSAL);
        } else if (type.parse().apply(filled.text()).isPresent()) {
            values.put(name, filled);
        } else {
            note(value, childPath(name), "expected " + type.expectation() + found(type, filled));
        }
    }

    private @Nullable Filled fill(Node value, String where, String expectation) {
        if (!(value instanceof Node.Scalar scalar)) {
            note(value, where, expected(expectation, value));
            return null;
        }
        try {
            return variables.fill(scalar.text());
        } catch (Variables.UnfilledException e) {
            note(value, where, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void note(Node at, String where, String message) {
        faults.add(at.position(), where, message);
    }

    private String childPath(String name) {
        return (path.isEmpty() ? "" : path + ".") + Printable.escape(name);
    }

    private static @Nullable Node below(Node node, String step) {
        if (node instanceof Node.Mapping keys) {
            Node.Entry entry = keys.entries().get(step);
            return entry == null ? null : entry.value();
        }
        if (node instanceof Node.Sequence list && step.matches("[0-9]{1,9}")) {
            int index = Integer.parseInt(step);
            return index < list.elements().size() ? list.elements().get(index) : null;
        }
        return null;
    }

    private static String expected(String expectation, Node found) {
        return "expected " + expectation + ", found " + found.kind();
    }

    /** What came from outside may be a secret that was put into the wrong place, so only its origin is told. */
    private static String found(ValueType<?> type, Filled filled) {
        String origin = filled.sources().isEmpty() ? "" : " in " + String.join(" and ", filled.sources());
        if (filled.text().isEmpty()) {
            return ", found an empty text" + origin;
        }
        return type.showable() && origin.isEmpty() && !Credentials.mayBeIn(filled.text())
                ? ", found \"" + Printable.escape(filled.text()) + "\""
                : ", found something else" + origin;
    }
}
