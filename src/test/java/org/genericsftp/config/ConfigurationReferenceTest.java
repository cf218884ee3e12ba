package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=ConfigurationReferenceTest -Dreference.write} brings the page up to date. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
    private static final String BEGIN = "<!-- configuration-reference -->\n";
    private static final String END = "<!-- /configuration-reference -->";

    @Test
    void describesEveryKeyInOneLine() {
        assertThat(ConfigurationReference.markdown())
                .contains("| `host` | a host name or an IP address, without a port | required | The SFTP server:")
                .contains("| `port` | a whole number from 1 to 65535 | `22` | Its port |")
                .contains("| a duration | a duration such as 30s, 15m, 1h30m, 2d or PT15M, not zero and up to 365d |")
                .contains("| `stall-timeout` | a duration | `30s` |")
                .contains("| `automatic-sync` | a duration of at least 1s, a cron expression of six fields")
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

    @Test
    void isWhatThePageSays() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).containsSubsequence(BEGIN, END);

        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));
        String expected = before + "\n" + ConfigurationReference.markdown() + "\n" + after;
        if (System.getProperty("reference.write") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }
}
