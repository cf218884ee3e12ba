package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.ServerFact;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a source says of real servers, once it has looked a file up there. */
class ServerFactsOfSourceTest {
    private static Map<String, String> factsOf(OtherServer kind) throws Exception {
        try (TestSftpServer server = kind.start();
                SftpSource source = new SftpSource(server.settings(), new ReadBuffers(1 << 20))) {
            Files.writeString(server.rootDirectory().resolve("file"), "text");
            try (Lane lane = source.open(new Cancellation(), Runnable::run)) {
                lane.list(new Scope.Exact(List.of(new RelativePath("file"))), batch -> {});
            }
            return source.serverFacts().stream().collect(Collectors.toMap(ServerFact::name, ServerFact::value));
        }
    }

    @Test
    void openSshTellsWhatItIsAndCanDo() throws Exception {
        Map<String, String> facts = factsOf(OtherServer.OPENSSH);

        assertThat(facts)
                .containsOnlyKeys("software", "extensions", "limits", "key-exchange", "host-key-algorithms", "ciphers");
        assertThat(facts.get("software")).startsWith("SSH-2.0-OpenSSH_");
        assertThat(facts.get("extensions")).contains("limits@openssh.com, ");
        assertThat(facts.get("limits")).startsWith("a READ brings 261120 bytes, ");
    }

    /** ProFTPD is among them for answering that it does not support READLINK of what is no link. */
    @ParameterizedTest
    @EnumSource(names = {"PROFTPD", "RCLONE", "MINA_2_20"})
    void onlyRcloneLacksReadLink(OtherServer kind) throws Exception {
        Map<String, String> facts = factsOf(kind);

        assertThat(facts).containsKey("software");
        assertThat(facts.getOrDefault("readlink", "yes")).isEqualTo(kind == OtherServer.RCLONE ? "no" : "yes");
    }
}
