package org.genericsftp.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of the file, and where it stands. */
sealed interface Node {
    Position position();

    /** What errors call it when something else was expected. */
    String kind();

    /** A single value, as text: quotes are undone, variables are not. */
    record Scalar(String text, Position position) implements Node {
        @Override
        public String kind() {
            return "a single value";
        }
    }

    /** A key without a value. */
    record Nothing(Position position) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    record Sequence(List<Node> elements, Position position) implements Node {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with their values, in the order of the file. */
    record Mapping(Map<String, Entry> entries, Position position) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /** The value of a key, and where the key itself stands. */
    record Entry(Position key, Node value) {}
}
