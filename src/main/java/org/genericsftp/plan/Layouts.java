package org.genericsftp.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The layouts of one client.
 *
 * @param own of its syncs, and of requests that name none
 * @param named those that requests may choose from
 */
public record Layouts(Layout own, Map<String, Layout> named) {
    /** As at the source, and no other. */
    public static final Layouts PLAIN = new Layouts(Layout.PLAIN, Map.of());

    public Layouts {
        named = Collections.unmodifiableMap(new TreeMap<>(named));
    }

    /** The client's own first. */
    public List<Layout> all() {
        return Stream.concat(Stream.of(own), named.values().stream()).toList();
    }

    /** What requests may choose from, in alphabetical order. */
    public Set<String> names() {
        return named.keySet();
    }

    /** @param name null for the client's own */
    public Layout of(@Nullable String name) {
        Layout layout = name == null ? own : named.get(name);
        if (layout == null) {
            throw new IllegalArgumentException("There is no layout " + name);
        }
        return layout;
    }
}
