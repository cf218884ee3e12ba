package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.RemoteName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsideNameTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void tellsWhoseNameItIsAndSinceWhen() {
        byte[] path = "/out/\u00fc\n.csv".getBytes(ISO_8859_1);
        AsideName aside = AsideName.parse(AsideName.of(path, NOW)).orElseThrow();
        assertThat(aside.original()).isEqualTo(path);
        assertThat(aside.since()).isEqualTo(NOW);
        assertThat(AsideName.of(path, NOW)).isNotEqualTo(AsideName.of(path, NOW));
        assertThat(new String(AsideName.of(path, NOW), ISO_8859_1))
                .startsWith("/out/\u00fc\n.csv.sftp-client-removes-6ae70da0-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv",
                "",
                "a-12345678",
                ".sftp-client-removes-69053060-01234567",
                "/out/.sftp-client-removes-69053060-01234567",
                "a.sftp-client-removes-69053060-0123456",
                "a.sftp-client-removes-6905306g-01234567",
                "a.sftp-client-removes-69053060-01234567.csv",
            })
    void othersAreNone(String name) {
        assertThat(AsideName.parse(name.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void onlyThoseGetTheirNamesBackThatNobodyIsAbout() {
        LeftAside left = new LeftAside();
        byte[] old = AsideName.of(new byte[] {'a'}, Instant.now().minus(Duration.ofMinutes(16)));
        assertThat(left.takes(old)).isTrue();
        assertThat(left.takes(AsideName.of(new byte[] {'b'}, Instant.now()))).isTrue();
        assertThat(left.takes("c".getBytes(UTF_8))).isFalse();
        assertThat(left.drain()).isEqualTo(List.of(new RemoteName(old)));
        assertThat(left.drain()).isEmpty();
    }
}
