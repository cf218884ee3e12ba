package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {
    private static final List<String> KEYS = List.of("host", "port", "username", "key-pair-path", "known-hosts");

    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "por, port",
        "ports, port",
        "hsot, host",
        "userName, username",
        "usrename, username",
        "keyPairPath, key-pair-path",
        "known_host, known-hosts"
    })
    void findsWhatWasMistyped(String mistyped, String meant) {
        assertThat(DidYouMean.among(KEYS, mistyped)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "trop", "operator", "user", "sftp"})
    void findsNothingInWhatIsLikeNone(String name) {
        assertThat(DidYouMean.among(KEYS, name)).isEmpty();
    }

    @Test
    void takesTheMostAlike() {
        assertThat(DidYouMean.among(List.of("post", "port"), "prot")).contains("port");
    }
}
