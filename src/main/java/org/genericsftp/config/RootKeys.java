package org.genericsftp.config;

/** What can stand at the top of the file. */
final class RootKeys {
    static final KeyTable TABLE = new KeyTable();

    static final Key<Void> BROKER = TABLE.section("broker", "The ActiveMQ broker; `apply` and `check` do without");

    static final Key<Void> WORKER = TABLE.section("worker", "What holds for the process as a whole");

    static final Key<Void> OPERATOR =
            TABLE.section("operator", "The operator page; without it none is served, and no port is opened");

    static final Key<Void> CLIENTS = TABLE.section(
            "sftp-clients",
            "The clients by name; names are made of a-z, 0-9 and -. More can stand in `clients.d/NAME.yaml`, each in a file of its own");

    private RootKeys() {}
}
