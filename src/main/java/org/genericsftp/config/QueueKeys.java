package org.genericsftp.config;

/** What can stand below a client's {@code queues}. */
final class QueueKeys {
    /** No wildcards, no lists, no options, and nothing of the broker's own. */
    private static final ValueType<String> NAME = ValueType.text(
            "a name of letters, digits and . _ - / that does not begin with ActiveMQ.",
            "(?!(?i)ActiveMQ\\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");

    static final KeyTable TABLE = new KeyTable();

    static final Key<String> REQUESTS = name("requests", "Queue that takes requests");
    static final Key<String> SYNC = name("sync", "Queue that takes sync triggers");
    static final Key<String> CONTROL = name("control", "Topic that takes cancel and status requests");
    static final Key<String> EVENTS = name("events", "Topic that tells what happened");
    static final Key<String> INVALID = name("invalid", "Queue for what can't be answered");

    static final Key<String> WAITING = name("waiting", "Queue in which requests lie that wait");
    static final Key<String> ARRIVALS = name("arrivals", "Queue that tells a worker of requests that come to wait");

    private QueueKeys() {}

    private static Key<String> name(String name, String description) {
        return TABLE.derived(name, NAME, "sftp.<client>." + name, description);
    }
}
