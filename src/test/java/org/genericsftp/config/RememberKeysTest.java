package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberKeysTest {
    @TempDir
    private Path folder;

    private ClientConfiguration client(String more) throws ConfigurationException {
        return new ConfigurationFiles(folder)
                .read(ConfigurationFiles.MINIMAL + more)
                .clients()
                .get(0);
    }

    @Test
    void nothingIsRememberedWithoutIt() throws ConfigurationException {
        assertThat(client("").job().remember()).isNull();
        assertThat(client("").sync().selection().remember()).isFalse();
        assertThat(client("    sync-filter: { remember: false }\n")
                        .sync()
                        .selection()
                        .remember())
                .isFalse();
    }

    @Test
    void syncsLeaveOutWhatWasDeliveredUnlessTheFilterSaysOtherwise() throws ConfigurationException {
        assertThat(client("    remember: 30d\n").job().remember()).isEqualTo(Duration.ofDays(30));
        assertThat(client("    remember: 30d\n").sync().selection().remember()).isTrue();
        ClientConfiguration otherwise = client("    remember: 12h\n    sync-filter: { remember: false }\n");
        assertThat(otherwise.job().remember()).isEqualTo(Duration.ofHours(12));
        assertThat(otherwise.sync().selection().remember()).isFalse();
    }

    @Test
    void doesNotGoWithSeveralDestinations() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> client(
                        "    remember: 30d\n    also-to: { backup: { destination-directory: /somewhere/else } }\n"))
                .withMessageContaining("remember: does not go with also-to");
    }

    @Test
    void aFilterCantSayItWhereTheClientDoesNotRemember() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> client("    sync-filter: { remember: true }\n"))
                .withMessageContaining("sync-filter.remember: needs remember in the client");
    }
}
