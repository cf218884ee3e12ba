package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SftpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "/outgoing, /outgoing",
        "outgoing, outgoing",
        "~, .",
        "~/, .",
        "~/outgoing/x, outgoing/x",
        "~//etc, etc",
        "~/~, ~",
        "./~, ./~",
        "~user/x, ~user/x",
        "/a/~/b, /a/~/b"
    })
    void beginsAtTheLoginDirectoryWhereTheSourceDirectoryDoes(String configured, String asked) {
        assertThat(TestSettings.withSourceDirectory(ModelLanes.SETTINGS, configured)
                        .sourcePath())
                .isEqualTo(asked);
    }
}
