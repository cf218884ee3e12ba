package org.genericsftp.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the README's reference of all keys from the tables that the reader goes by. */
final class ConfigurationReference {
    private ConfigurationReference() {}

    static String markdown() {
        return String.join(
                "\n",
                part("At the top of the file", RootKeys.TABLE),
                part("`broker`", BrokerKeys.TABLE),
                part("`worker`", WorkerKeys.TABLE),
                part("`sftp-clients.<client>`", ClientKeys.TABLE),
                part("`sftp-clients.<client>.sync-filter`", SyncFilterKeys.TABLE),
                part("`sftp-clients.<client>.sync-filter.fileName`", SyncFilterKeys.FILE_NAME_TABLE),
                part("`sftp-clients.<client>.sync-filter.fileTime`", SyncFilterKeys.FILE_TIME_TABLE),
                part("`sftp-clients.<client>.queues`", QueueKeys.TABLE));
    }

    private static String part(String title, KeyTable table) {
        List<String> rows =
                table.keys().stream().map(ConfigurationReference::row).toList();
        return title + "\n\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n" + String.join("", rows);
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(key.name(), value(key.type()), usual(key), cell(key.description()));
    }

    private static String value(@Nullable ValueType<?> type) {
        return type == null ? "see there" : cell(type.expectation());
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
}
