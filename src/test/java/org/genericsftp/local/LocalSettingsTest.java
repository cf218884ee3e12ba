package org.genericsftp.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
    private static final Path DIRECTORY = Path.of("/data/plant-a");

    @Test
    void areDurableByDefault() {
        assertThat(LocalSettings.of(DIRECTORY)).isEqualTo(new LocalSettings(DIRECTORY, true, 8, Duration.ofHours(24)));
    }

    @Test
    void refuseWhatMakesNoSense() {
        assertThatThrownBy(() -> new LocalSettings(DIRECTORY, true, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalSettings(DIRECTORY, true, 1, Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
