package org.genericsftp.config;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;

/** A client's {@code layout} and {@code layouts}: what can stand there, and where copies then go. */
final class LayoutKeys {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    static final KeyTable TABLE = new KeyTable().withDates();

    static final Key<String> FOLDER = TABLE.optional(
            "folder",
            ValueType.TEXT,
            "The folder of the destination directory in which all copies lie; it may hold dates, such as"
                    + " `${date:yyyy/MM/dd}`, which are those of each file's modification time");

    static final Key<ZoneId> TIME_ZONE =
            TABLE.usually("time-zone", SyncFilter.TIME_ZONE, TimeZones.UTC, "Whose days those of the dates are");

    static final Key<Integer> STRIP = TABLE.usually(
            "strip",
            ValueType.count(0, 100),
            0,
            "How many of its folders, from the outermost on, each file leaves behind; one that has fewer leaves all");

    static final Key<Boolean> FLAT =
            TABLE.usually("flat", ValueType.YES_OR_NO, false, "Whether each file leaves all its folders behind");

    static final Key<Boolean> REPLACE = TABLE.usually(
            "replace",
            ValueType.YES_OR_NO,
            false,
            "With `flat` or `strip`: whether a copy of another size or time is replaced, which may be another file's; else it is"
                    + " NAME_COLLISION");

    private LayoutKeys() {}

    /** The layouts of a client; of use only where its section has no faults. */
    static Layouts read(Section client) {
        Layout own = client.section(ClientKeys.LAYOUT, TABLE)
                .flatMap(LayoutKeys::layout)
                .orElse(Layout.PLAIN);
        Map<String, Layout> named = new TreeMap<>();
        client.mapping(ClientKeys.LAYOUTS)
                .ifPresent(all -> all.entries().forEach((name, entry) -> {
                    if (!NAME.matcher(name).matches()) {
                        client.fault(
                                ClientKeys.LAYOUTS,
                                "has a layout whose name is not made of lower-case letters, digits and hyphens");
                    }
                    client.sectionAt(ClientKeys.LAYOUTS, name, entry, TABLE)
                            .flatMap(LayoutKeys::layout)
                            .ifPresent(layout -> named.put(name, layout));
                }));
        return new Layouts(own, named);
    }

    private static Optional<Layout> layout(Section section) {
        boolean flat = section.find(FLAT).orElse(false);
        int strip = section.find(STRIP).orElse(0);
        if (flat && section.has(STRIP)) {
            section.fault(STRIP, "can't be given beside flat, which strips all folders");
        }
        if (section.has(REPLACE) && !flat && strip == 0) {
            section.fault(REPLACE, "is for flat or strip: else no two files can have one place");
        }
        if (section.hasFaults()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Layout(
                    section.find(FOLDER).orElse(""), section.get(TIME_ZONE), strip, flat, section.get(REPLACE)));
        } catch (IllegalArgumentException e) {
            section.fault(FOLDER, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
