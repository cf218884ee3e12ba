package org.genericsftp.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What reads bytes that others made. Each has a class with a method {@code fuzzerTestOneInput(byte[])}, as Jazzer wants it,
 * in the package of what it tries; it throws when something is wrong. The inputs that are kept stand in
 * {@code src/fuzz/corpus}, in a folder for each.
 */
enum FuzzTarget {
    MESSAGE("org.genericsftp.message.MessageFuzz"),
    FILTER("org.genericsftp.filter.NameFilterFuzz"),
    PACKETS("org.genericsftp.packets.PacketsFuzz"),
    KNOWN_HOSTS("org.genericsftp.ssh.KnownHostsFuzz"),
    PRIVATE_KEY("org.genericsftp.ssh.PrivateKeyFuzz");

    private final String className;

    FuzzTarget(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    /** As it is called on the command line, and its folder in the corpus. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<FuzzTarget> titled(String title) {
        return Arrays.stream(values())
                .filter(each -> each.title().equals(title))
                .findFirst();
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(FuzzTarget::title).toList();
    }
}
