package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
    @ParameterizedTest
    @CsvSource({
        "*.done, in/a.csv, in/a.csv.done in/a.done",
        "*.done, a.tar.gz, a.tar.gz.done a.tar.done",
        "*.done, in/a, in/a.done",
        "*.done, .hidden, .hidden.done",
        "ok-*, in/a.csv, in/ok-a.csv in/ok-a",
        "_SUCCESS, in/a.csv, in/_SUCCESS",
        "_SUCCESS, a.csv, _SUCCESS"
    })
    void standsBesideTheFile(String marker, String file, String expected) {
        assertThat(new Marker(marker).of(new RelativePath(file)))
                .extracting(RelativePath::value)
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "*.done, in/a.csv.done, true",
        "*.done, in/.done, false",
        "*.done, in/a.csv, false",
        "a*a, a, false",
        "_SUCCESS, in/_SUCCESS, true",
        "_SUCCESS, in/_SUCCESS2, false"
    })
    void isKnownByItsName(String marker, String file, boolean expected) {
        assertThat(new Marker(marker).isMarker(new RelativePath(file))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.*", "done/*.ok", "..", "?.done", "[ab].done", "a\\b", "{a,b}"})
    void isTheNameOfAFile(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Marker(text));
    }

    @Test
    void ofAnEarlierVersionSaysNothing() {
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        FileStamp file = new FileStamp(10, noon);
        assertThat(Marker.marks(new FileStamp(0, noon.minusSeconds(1)), file)).isFalse();
        assertThat(Marker.marks(new FileStamp(0, noon), file)).isTrue();
        assertThat(Marker.marks(FileStamp.UNKNOWN, file)).isTrue();
    }
}
