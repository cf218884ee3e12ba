package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.genericsftp.operator.ClientEditing.FieldType;
import org.genericsftp.operator.ClientEditing.FormField;
import org.genericsftp.operator.ClientEditing.FormGroup;
import org.junit.jupiter.api.Test;

class ClientFormTest {
    private static final List<FormField> FIELDS = ClientForm.groups().stream()
            .flatMap(group -> group.fields().stream())
            .toList();

    private static FormField field(String key) {
        return FIELDS.stream()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasTheGroupsOfTheModel() {
        assertThat(ClientForm.groups())
                .extracting(FormGroup::title)
                .containsExactly("General", "SFTP Configuration", "File Handling Overview", "Configuration", "More");
    }

    @Test
    void hasEachKeyOnce() {
        Set<String> keys = new HashSet<>();
        FIELDS.forEach(
                field -> assertThat(keys.add(field.key())).as(field.key()).isTrue());
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        ClientKeys.TABLE.keys().stream().map(Key::name).toList());
    }

    @Test
    void knowsWhatEachFieldTakes() {
        assertThat(field("host"))
                .isEqualTo(new FormField(
                        "host",
                        "Host",
                        "The SFTP server: a name or an address",
                        FieldType.TEXT,
                        List.of(),
                        null,
                        true));
        assertThat(field("port").type()).isEqualTo(FieldType.NUMBER);
        assertThat(field("port").usual()).isEqualTo("22");
        assertThat(field("username").label()).isEqualTo("User name");
        assertThat(field("password").type()).isEqualTo(FieldType.SECRET);
        assertThat(field("system-password").type()).isEqualTo(FieldType.SECRET);
        assertThat(field("key-pair-passphrase").type()).isEqualTo(FieldType.SECRET);
        assertThat(field("automatic-sync").type()).isEqualTo(FieldType.DURATION);
        assertThat(field("automatic-sync").usual()).isEqualTo("n/a");
        assertThat(field("stall-timeout").type()).isEqualTo(FieldType.DURATION);
        assertThat(field("durable").type()).isEqualTo(FieldType.BOOLEAN);
        assertThat(field("verify").choices()).containsExactly("none", "server", "server-if-offered", "reread");
        assertThat(field("known-hosts").hint()).doesNotContain("`");
    }
}
