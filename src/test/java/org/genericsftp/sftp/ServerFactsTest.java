package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page on servers says, each server says itself. */
class ServerFactsTest {
    private static final Path PAGE = Path.of("src/site/markdown/servers.md");
    private static final String DESCRIPTORS = "1024";
    /** The first columns are the server and its version, the last says what is odd. */
    private static final int FIRST_FACT = 2;

    private static List<String> row(OtherServer server) throws Exception {
        return rows().filter(cells -> cells.get(0).equals(server.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no row for " + server));
    }

    private static Stream<List<String>> rows() throws Exception {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Stream.of(line.split("\\|", -1))
                        .skip(1)
                        .map(String::strip)
                        .toList());
    }

    /** For servers that were started without one: how many files they may open differs from machine to machine. */
    private static void limitDescriptors() {
        String prlimit = RealServers.require("prlimit").toString();
        ProcessHandle.current()
                .descendants()
                .forEach(process -> Command.printed(prlimit, "--pid", "" + process.pid(), "--nofile=" + DESCRIPTORS));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void doesWhatThePageSays(OtherServer kind) throws Exception {
        try (TestSftpServer server = kind.start()) {
            limitDescriptors();
            List<String> facts = ServerFacts.of(server, kind.standsHaste());
            assertThat(facts)
                    .as("| %s | %s |", kind, String.join(" | ", facts))
                    .isEqualTo(row(kind).subList(FIRST_FACT, FIRST_FACT + facts.size()));
        }
    }

    @Test
    void thePageHasARowForEachServer() throws Exception {
        assertThat(rows().map(cells -> cells.get(0)).toList())
                .containsAll(Stream.of(OtherServer.values())
                        .map(OtherServer::toString)
                        .toList());
    }
}
