package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationOverlapsTest {
    @TempDir
    Path folder;

    @Test
    void oneFolderByTwoPathsIsWarnedOf() throws Exception {
        Files.createDirectories(folder.resolve("releases/42"));
        Files.createSymbolicLink(folder.resolve("current"), Path.of("releases/42"));

        assertThat(warnings("current", "releases/42"))
                .containsExactly("The destination-directory of plant-a is the same folder as that of plant-b:"
                        + " files of the same path replace each other there");
    }

    @ParameterizedTest
    @CsvSource({
        "data/a, data, lies in that of plant-b",
        "data, data/a/deep, holds that of plant-b",
        "link/a, data, lies in that of plant-b",
        "link/missing/x, data/missing, lies in that of plant-b",
        "missing/../data, data, is the same folder as that of plant-b",
        "//files.plant.example/telemetry/a, smb://FILES.plant.example/Telemetry/a, is the same folder as that of plant-b",
        "smb://files/telemetry/a, smb://files/telemetry, lies in that of plant-b",
        "smb://files/telemetry, smb://files/telemetry/a/b, holds that of plant-b"
    })
    void foldersThatLieInEachOtherAreWarnedOf(String one, String other, String warning) throws Exception {
        layOut();

        assertThat(warnings(one, other)).singleElement().asString().contains(warning);
    }

    @ParameterizedTest
    @CsvSource({
        "data/a, data/ab",
        "data, link2",
        "data, smb://files/data",
        "smb://files/telemetry/a, smb://files/telemetry/ab",
        "smb://files/telemetry, smb://files/other",
        "smb://files/telemetry, smb://files:4450/telemetry"
    })
    void foldersThatAreApartAreNot(String one, String other) throws Exception {
        layOut();

        assertThat(warnings(one, other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data | { folder: a } | data | { folder: b }",
                "data | { folder: 'a/${date:yyyy}' } | data | { folder: 'ab/${date:yyyy}' }",
                "data | { folder: a } | data/b | {}",
                "smb://files/telemetry | { folder: a } | smb://files/telemetry | { folder: b }"
            })
    void layoutsPutThemApart(String one, String layout, String other, String otherLayout) throws Exception {
        layOut();

        assertThat(warnings(one, other)).hasSize(1);
        assertThat(warnings(one, layout, other, otherLayout)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data | { folder: a } | data/a | {} | The folder \"a\" of the destination-directory of plant-a is the same folder as that of plant-b:",
                "data | { folder: a/b } | data | { folder: a } | The folder \"a/b\" of the destination-directory of plant-a lies in the folder \"a\" of that of plant-b:",
                "data | { folder: '${date:yyyy}' } | data | { folder: a } | The destination-directory of plant-a holds the folder \"a\" of that of plant-b:",
                "smb://files/t | { folder: A } | smb://files/t/a | {} | The folder \"A\" of the destination-directory of plant-a is the same folder as that of"
            })
    void orTogether(String one, String layout, String other, String otherLayout, String warning) throws Exception {
        layOut();

        assertThat(warnings(one, layout, other, otherLayout))
                .singleElement()
                .asString()
                .startsWith(warning);
    }

    @Test
    void layoutsOfRequestsCountToo() throws Exception {
        layOut();

        String layouts = "{ folder: a }\n      layouts: { b: { folder: b } }";
        assertThat(warnings("data", layouts, "data", "{ folder: b }"))
                .singleElement()
                .asString()
                .startsWith("The folder \"b\" of");
    }

    private void layOut() throws IOException {
        Files.createDirectories(folder.resolve("data/a"));
        Files.createDirectories(folder.resolve("data/ab"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("data"));
        Files.createSymbolicLink(folder.resolve("link2"), Files.createDirectory(folder.resolve("apart")));
    }

    private List<String> warnings(String one, String other) throws ConfigurationException {
        return warnings(one, "{}", other, "{}");
    }

    private List<String> warnings(String one, String layout, String other, String otherLayout)
            throws ConfigurationException {
        String yaml = "sftp-clients:\n"
                + client("plant-a", one) + "      layout: " + layout + "\n"
                + client("plant-b", other) + "      layout: " + otherLayout + "\n";
        return DestinationOverlaps.warnings(
                new ConfigurationFiles(folder).read(yaml).clients());
    }

    private static String client(String name, String destination) {
        boolean share = destination.startsWith("smb:") || destination.startsWith("//");
        return """
                  %s:
                    host: sftp.example.net
                    username: dataminer
                    password: s3cret
                    known-hosts: known_hosts
                    source-directory: /outgoing
                    destination-directory: '%s'
                """.formatted(name, destination.startsWith("//") ? destination.replace('/', '\\') : destination)
                        .indent(2)
                + (share ? "    system-username: svc@plant.example\n    system-password: s3cret\n".indent(2) : "");
    }
}
