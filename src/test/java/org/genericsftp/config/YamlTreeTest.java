package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void keepsEveryValueAsItIsWritten() {
        Node.Mapping tree =
                YamlTree.parse("""
                a: 0123
                b: 1_000
                c: 1.50
                d: "quoted \\t text"
                e: yes
                f: 0x1F
                g: |
                  two
                  lines
                """, new Faults(Path.of("worker.yaml"))).orElseThrow();

        assertThat(tree.entries().values().stream().map(Node.Entry::value))
                .extracting(node -> ((Node.Scalar) node).text())
                .containsExactly("0123", "1_000", "1.50", "quoted \t text", "yes", "0x1F", "two\nlines\n");
    }

    @Test
    void saysWhereTheFileIsNoYaml() {
        assertThat(files.errorsOf("broker:\n  url: a: b\n"))
                .containsExactly("worker.yaml:2:9: is not valid YAML: mapping values are not allowed here");
        assertThat(files.errorsOf("broker:\n\turl: a\n"))
                .containsExactly("worker.yaml:2:1: is not valid YAML: found character '\\t(TAB)' that cannot start any"
                        + " token. (Do not use \\t(TAB) for indentation)");
        assertThat(files.errorsOf("broker: [\n")).hasSize(1).first().asString().startsWith("worker.yaml:2:1: is not");
        assertThat(files.errorsOf("? [a]\n: b\n")).hasSize(1).first().asString().contains("is not valid YAML");
        assertThat(files.errorsOf("a: \u0001\n")).hasSize(1).first().asString().contains("is not valid YAML");
    }

    @Test
    void refusesWhatIsNoConfigurationAtAll() {
        assertThat(files.errorsOf("")).containsExactly("worker.yaml: is empty");
        assertThat(files.errorsOf("# only a comment\n")).containsExactly("worker.yaml: is empty");
        assertThat(files.errorsOf("- a\n- b\n"))
                .containsExactly("worker.yaml:1:1: expected keys with values, found a list");
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + "---\nbroker:\n"))
                .containsExactly("worker.yaml:10:1: a second document begins here, but a configuration is one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*s3cret | begins with *, which makes it a YAML alias; that is not supported, and text needs quotes",
                "&s3cret x | begins with &, which makes it a YAML anchor; that is not supported, and text needs quotes",
                "!s3cret | begins with !, which makes it a YAML tag; that is not supported, and text needs quotes",
                "!!s3cret x | begins with !, which makes it a YAML tag; that is not supported, and text needs quotes"
            })
    void takesTextThatBeginsLikeAnIndirectionForAMistake(String password, String message) {
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL.replace("s3cret", password)))
                .contains("worker.yaml:5:15: sftp-clients.plant-a.password: " + message)
                .noneMatch(error -> error.contains("s3cret"));
    }

    @Test
    void countsCharactersNotSurrogatesToFindThem() {
        assertThat(files.errorsOf("# \uD83D\uDE00\uD83D\uDE00\n&a broker: { url: '*\uD83D\uDE00' }\n"
                        + ConfigurationFiles.MINIMAL))
                .containsExactly(
                        "worker.yaml:2:1: broker: begins with &, which makes it a YAML anchor; that is not supported, and text"
                                + " needs quotes",
                        "worker.yaml:2:19: broker.url: expected a broker URL such as failover:(tcp://host:61616),"
                                + " found something else");
    }

    @Test
    void refusesFilesThatUnfold() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(files.errorsOf(bomb.toString()))
                .hasSizeBetween(40, 1000)
                .anyMatch(error -> error.contains("makes it a YAML alias"));
    }

    @Test
    void refusesDepthsWithoutEnd() {
        assertThat(files.errorsOf("a: " + "[".repeat(200) + "]".repeat(200)))
                .anyMatch(error -> error.endsWith("is nested deeper than any setting"));
        assertThat(files.errorsOf("a: " + "[".repeat(100_000))).isNotEmpty();
    }

    @Test
    void refusesFilesThatAreNoConfigurationBySize() {
        assertThat(files.errorsOf("#".repeat((1 << 20) + 1)))
                .containsExactly("worker.yaml: is larger than 1048576 bytes");
    }
}
