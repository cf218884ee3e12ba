package org.genericsftp.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.genericsftp.operator.ClientEditing.FieldType;
import org.genericsftp.operator.ClientEditing.FormField;
import org.genericsftp.operator.ClientEditing.FormGroup;

/** The form that sets up a client: what its file can have, made from the tables that the reader goes by. */
public final class ClientForm {
    /** Where the words of a key are not those that people know. */
    private static final Map<Key<?>, String> LABELS = Map.of(
            ClientKeys.USERNAME, "User name",
            ClientKeys.SYSTEM_USERNAME, "System user name",
            ClientKeys.AUTOMATIC_SYNC, "Automatic SFTP File Sync");

    private static final List<Key<?>> FILES = List.of(
            ClientKeys.SOURCE_DIRECTORY,
            ClientKeys.DESTINATION_DIRECTORY,
            ClientKeys.SYSTEM_USERNAME,
            ClientKeys.SYSTEM_PASSWORD);

    private static final List<Key<?>> SYNC = List.of(ClientKeys.AUTOMATIC_SYNC, ClientKeys.SYNC_FILTER);

    private ClientForm() {}

    public static List<FormGroup> groups() {
        List<Key<?>> server = ClientKeys.SERVER.keys();
        Set<Key<?>> before =
                Set.copyOf(Stream.of(server, FILES, SYNC).flatMap(List::stream).toList());
        return List.of(
                new FormGroup("General", List.of()),
                group("SFTP Configuration", server),
                group("File Handling Overview", FILES),
                group("Configuration", SYNC),
                group(
                        "More",
                        ClientKeys.TABLE.keys().stream()
                                .<Key<?>>map(key -> key)
                                .filter(key -> !before.contains(key))
                                .toList()));
    }

    private static FormGroup group(String title, List<Key<?>> keys) {
        return new FormGroup(title, keys.stream().map(ClientForm::field).toList());
    }

    private static FormField field(Key<?> key) {
        ValueType<?> type = key.type();
        return new FormField(
                key.name(),
                LABELS.getOrDefault(key, label(key.name())),
                key.description().replace("`", "") + (type == null ? ". In one line, as JSON or YAML" : ""),
                type == null ? (key.secret() ? FieldType.SECRET : FieldType.TEXT) : type.field(),
                type == null ? List.of() : type.choices(),
                key.usualText().isEmpty() ? null : key.usualText(),
                key.required());
    }

    private static String label(String key) {
        String words = key.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
