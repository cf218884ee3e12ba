package org.genericsftp.bench;

import org.jspecify.annotations.Nullable;

/** Closes what was opened, whatever of it there is. */
final class Closing {
    private Closing() {}

    static void all(@Nullable AutoCloseable... opened) throws Exception {
        for (AutoCloseable each : opened) {
            if (each != null) {
                each.close();
            }
        }
    }
}
