package org.genericsftp.config;

import java.time.Duration;

/** What can stand below {@code worker}. */
final class WorkerKeys {
    static final Duration USUAL_GRACE = Duration.ofSeconds(30);
    static final Duration USUAL_CHANGE_GRACE = Duration.ofMinutes(10);

    static final KeyTable TABLE = new KeyTable();

    static final Key<String> NAME = TABLE.derived(
            "name",
            ValueType.text("a name of letters, digits and . _ - /", "[A-Za-z0-9._/-]{1,100}"),
            "host/process id",
            "What replies and reports call this process");

    static final Key<Duration> SHUTDOWN_GRACE = TABLE.usually(
            "shutdown-grace",
            ValueType.DURATION_OR_ZERO,
            USUAL_GRACE,
            "How long running requests may take to finish when the worker is stopped; then they are rolled back");

    static final Key<Duration> CHANGE_GRACE = TABLE.usually(
            "change-grace",
            ValueType.DURATION_OR_ZERO,
            USUAL_CHANGE_GRACE,
            "How long the running requests of a client whose settings were changed, or that was removed, may take to finish"
                    + " with the old settings; then they are rolled back, and the broker delivers them again");

    private WorkerKeys() {}
}
