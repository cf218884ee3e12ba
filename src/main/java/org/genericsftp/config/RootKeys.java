package org.genericsftp.config;

/** What can stand at the top of the file. */
final class RootKeys {
    static final Key<Void> BROKER = Key.section("broker", "The ActiveMQ broker; `apply` and `check` do without");

    static final Key<Void> WORKER = Key.section("worker", "What holds for the process as a whole");

    static final Key<Void> CLIENTS =
            Key.section("sftp-clients", "The clients by name; names are made of a-z, 0-9 and -");

    static final KeyTable TABLE = KeyTable.of(BROKER, WORKER, CLIENTS);

    private RootKeys() {}
}
