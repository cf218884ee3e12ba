package org.genericsftp.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes the reference of all keys from the tables that the reader goes by. */
final class ConfigurationReference {
    /** Values that many keys take: explained once, and named in the tables. */
    private static final List<Kind> KINDS = List.of(
            new Kind("a duration", ValueType.DURATION),
            new Kind("a duration or 0", ValueType.DURATION_OR_ZERO),
            new Kind("a queue name", Objects.requireNonNull(QueueKeys.REQUESTS.type())));

    /** Keys that have other keys below them, by the path of those. */
    private static final Map<Key<?>, String> PATHS = Map.ofEntries(
            Map.entry(RootKeys.BROKER, "broker"),
            Map.entry(RootKeys.WORKER, "worker"),
            Map.entry(RootKeys.OPERATOR, "operator"),
            Map.entry(RootKeys.CLIENTS, "sftp-clients.<client>"),
            Map.entry(ClientKeys.LAYOUT, "sftp-clients.<client>.layout"),
            Map.entry(ClientKeys.LAYOUTS, "sftp-clients.<client>.layout"),
            Map.entry(ClientKeys.ALSO_TO, "sftp-clients.<client>.also-to"),
            Map.entry(ClientKeys.AFTERWARDS, "sftp-clients.<client>.afterwards"),
            Map.entry(ClientKeys.SYNC_FILTER, "sftp-clients.<client>.sync-filter"),
            Map.entry(SyncFilter.FILE_NAME, "sftp-clients.<client>.sync-filter.fileName"),
            Map.entry(SyncFilter.FILE_TIME, "sftp-clients.<client>.sync-filter.fileTime"),
            Map.entry(SyncFilter.FILE_SIZE, "sftp-clients.<client>.sync-filter.fileSize"),
            Map.entry(SyncFilter.DIRECTORY, "sftp-clients.<client>.sync-filter.directory"),
            Map.entry(ServingKeys.QUEUES, "sftp-clients.<client>.queues"));

    private ConfigurationReference() {}

    static String markdown() {
        return String.join(
                "\n",
                "## Values\n",
                kinds(),
                "## At the top of the file\n",
                table(RootKeys.TABLE),
                heading(RootKeys.BROKER),
                table(BrokerKeys.TABLE),
                "## `broker.tls`\n",
                table(BrokerTlsKeys.TABLE),
                heading(RootKeys.WORKER),
                table(WorkerKeys.TABLE),
                heading(RootKeys.OPERATOR),
                table(OperatorKeys.TABLE),
                heading(RootKeys.CLIENTS),
                "### The server\n",
                table(ClientKeys.SERVER),
                "### What leads to the server\n",
                table(WayKeys.TABLE),
                "### What is copied, and to where\n",
                table(ClientKeys.COPIES),
                "### How the server is used\n",
                table(ClientKeys.USE_OF_SERVER),
                "### What the server can do\n",
                table(ServerKeys.TABLE),
                "### Which algorithms are offered\n",
                "Without these keys, the first list of each, in its order, best first. `+ssh-rsa` adds one at the end,"
                        + " `^aes256-gcm@openssh.com` puts one first, `-*nistp*` leaves some out, as in OpenSSH's `ssh_config`;"
                        + " a list alone takes the place of all. What stands behind \"also\" is old or needs care: the worker"
                        + " warns of it at each start, and `check` does, too.\n",
                table(AlgorithmKeys.TABLE),
                "### How a local directory is used\n",
                table(LocalKeys.TABLE),
                "### How a share is used\n",
                table(ShareKeys.TABLE),
                "### How requests are served\n",
                table(ServingKeys.TABLE),
                heading(ClientKeys.LAYOUT),
                "The same stands below each name in `layouts`.\n",
                table(LayoutKeys.TABLE),
                heading(ClientKeys.ALSO_TO),
                "Below each name; as for the client itself.\n",
                table(AlsoToKeys.TABLE),
                heading(ClientKeys.AFTERWARDS),
                table(AfterwardsKeys.TABLE),
                heading(ClientKeys.SYNC_FILTER),
                table(SyncFilter.TABLE),
                heading(SyncFilter.FILE_NAME),
                table(SyncFilter.FILE_NAME_TABLE),
                heading(SyncFilter.FILE_TIME),
                table(SyncFilter.FILE_TIME_TABLE),
                heading(SyncFilter.FILE_SIZE),
                table(SyncFilter.FILE_SIZE_TABLE),
                heading(SyncFilter.DIRECTORY),
                table(SyncFilter.DIRECTORY_TABLE),
                heading(ServingKeys.QUEUES),
                table(QueueKeys.TABLE));
    }

    private static String kinds() {
        return "| in the tables | means |\n| --- | --- |\n"
                + KINDS.stream().map(Kind::row).collect(Collectors.joining());
    }

    private static String heading(Key<?> section) {
        return "## `" + PATHS.get(section) + "`\n";
    }

    private static String table(KeyTable table) {
        return "| key | value | default | meaning |\n| --- | --- | --- | --- |\n"
                + table.keys().stream().map(ConfigurationReference::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s |\n".formatted(key.name(), value(key), usual(key), cell(key.description()));
    }

    private static String value(Key<?> key) {
        if (key.type() != null) {
            return value(key.type());
        }
        String path = PATHS.get(key);
        return path == null ? "a list" : "[see there](#" + anchor(path) + ")";
    }

    private static String value(ValueType<?> type) {
        return KINDS.stream()
                .filter(kind -> kind.type().expectation().equals(type.expectation()))
                .findFirst()
                .map(Kind::name)
                .orElse(cell(type.expectation().replace(Durations.EXPECTATION, "a duration")));
    }

    /** What GitHub makes of a heading. */
    private static String anchor(String path) {
        return path.replaceAll("[.<>]", "").toLowerCase(Locale.ROOT);
    }

    private static String usual(Key<?> key) {
        if (key.required()) {
            return "required";
        }
        return key.usualText().isEmpty() ? "–" : "`" + cell(key.usualText()) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private record Kind(String name, ValueType<?> type) {
        String row() {
            return "| %s | %s |\n".formatted(name, cell(type.expectation()));
        }
    }
}
