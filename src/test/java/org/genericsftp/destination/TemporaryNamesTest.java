package org.genericsftp.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryNamesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private final TemporaryNames names = new TemporaryNames(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void areShortUniqueAndRecognised() {
        assertThat(Stream.generate(names::next).limit(1_000))
                .doesNotHaveDuplicates()
                .allMatch(TemporaryNames::isTemporary)
                .allMatch(name -> name.length() < 50);
    }

    @Test
    void differBetweenProcesses() {
        assertThat(new TemporaryNames(Clock.fixed(NOW, ZoneOffset.UTC)).next()).isNotEqualTo(names.next());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T00:00:00Z", "2026-11-01T10:00:00Z", "2038-01-19T03:14:08Z", "2106-02-07T06:28:15Z"})
    void tellWhenTheyWereGiven(Instant time) {
        String name = new TemporaryNames(Clock.fixed(time, ZoneOffset.UTC)).next();

        assertThat(TemporaryNames.begun(name)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".gsc-",
                "a.csv",
                "gsc-00000000-00000000-1.part",
                ".gsc-00000000-00000000-1.part.csv",
                "x.gsc-00000000-00000000-1.part",
                ".gsc-00000000-00000000-.part",
                ".gsc-0000000g-00000000-1.part",
                ".gsc-00000000-00000000-1.PART",
                ".GSC-00000000-00000000-1.part",
                ".gsc-00000000-00000000-1.part\n",
                ".gsc-00000000-00000000-12345678123456781.part",
                ".gsc-00000000-1.part"
            })
    void areNotMistaken(String other) {
        assertThat(TemporaryNames.isTemporary(other)).isFalse();
        assertThatThrownBy(() -> TemporaryNames.begun(other)).isInstanceOf(IllegalArgumentException.class);
    }
}
