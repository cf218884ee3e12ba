package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=ConfigurationReferenceTest -Dreference.write} brings the README up to date. */
class ConfigurationReferenceTest {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- configuration-reference -->\n";
    private static final String END = "<!-- /configuration-reference -->";

    @Test
    void describesEveryKeyInOneLine() {
        assertThat(ConfigurationReference.markdown())
                .contains("| `host` | a host name or an IP address, without a port | required | The SFTP server:")
                .contains("| `port` | a whole number from 1 to 65535 | `22` | Its port |")
                .contains("| a duration | a duration such as 30s, 15m, 1h30m, 2d or PT15M, not zero and up to 365d |")
                .contains("| `stall-timeout` | a duration | `30s` |")
                .contains("| `automatic-sync` | a duration of at least 1s, or n/a | `n/a` |")
                .contains("| `sync-filter` | [see there](#sftp-clientsclientsync-filter) |")
                .contains("| `requests` |")
                .contains("`sftp.<client>.requests`");
    }

    @Test
    void hasEveryKeyOfAClient() {
        assertThat(ClientKeys.TABLE.keys())
                .doesNotHaveDuplicates()
                .allSatisfy(
                        key -> assertThat(ConfigurationReference.markdown()).contains("\n| `" + key.name() + "` |"));
    }

    /** The README belongs to the whole project; a source tree without its reference has nothing to compare. */
    @Test
    void isWhatTheReadmeSays() throws IOException {
        String readme = Files.exists(README) ? Files.readString(README) : "";
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        assumeTrue(begin >= 0 && end > begin, "README.md has no reference");

        String expected = "\n" + ConfigurationReference.markdown() + "\n";
        if (System.getProperty("reference.write") != null) {
            readme = readme.substring(0, begin + BEGIN.length()) + expected + readme.substring(end);
            Files.writeString(README, readme);
            end = readme.indexOf(END);
        }
        assertThat(readme.substring(begin + BEGIN.length(), end)).isEqualTo(expected);
    }
}
