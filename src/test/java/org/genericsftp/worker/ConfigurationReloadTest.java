package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.genericsftp.config.ConfigurationSource;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.worker.ConfigurationReload.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigurationReloadTest {
    private static final String REST = """
            broker: { url: 'tcp://localhost:61616' }
            worker: { name: worker-7 }
            """;

    @TempDir
    private Path folder;

    private Path file;
    private ConfigurationReload reload;

    /** The names of all clients that were ever made, in that order. */
    private final List<String> made = new CopyOnWriteArrayList<>();

    private final RunningClients clients = new RunningClients(
            (settings, queues) -> {
                made.add(settings.name());
                return new FakeClient(settings.name());
            },
            Duration.ofMinutes(10));

    @BeforeEach
    void setUp() throws Exception {
        file = folder.resolve("worker.yaml");
        write(REST + clients("a", "b"));
        ConfigurationSource source = new ConfigurationSource(file, Map.of(), "worker");
        var configuration = source.read();
        clients.become(configuration.clients());
        reload = new ConfigurationReload(source, configuration, clients, Clock.systemUTC(), Duration.ofMillis(20));
    }

    @AfterEach
    void tearDown() {
        reload.close();
        clients.close(Duration.ZERO, Duration.ofMinutes(1));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    private static String clients(String... names) {
        StringBuilder yaml = new StringBuilder("sftp-clients:\n");
        for (String name : names) {
            yaml.append("""
                      %s:
                        host: sftp.example.net
                        username: dataminer
                        password: s3cret
                        known-hosts: known_hosts
                        source-directory: /outgoing
                        destination-directory: /data/%s
                    """.formatted(name, name).indent(2));
        }
        return yaml.toString();
    }

    @Test
    void hasTheClientsFollowWhatIsRead() throws Exception {
        write(REST + clients("a", "b", "c").replace("/data/b", "/elsewhere/b"));

        State state = reload.now();

        assertThat(made).containsExactly("a", "b", "b", "c");
        assertThat(state.faults()).isEmpty();
        assertThat(state.configuration().clients()).hasSize(3);
    }

    @Test
    void changesNothingWhereTheConfigurationIsFaulty() throws Exception {
        try (LogCapture log = LogCapture.of(ConfigurationReload.class.getName())) {
            write(REST + clients("c").replace("host:", "hst:"));

            State state = reload.now();
            reload.now();

            assertThat(made).containsExactly("a", "b");
            assertThat(clients.member("a")).isPresent();
            assertThat(state.configuration().clients()).hasSize(2);
            assertThat(state.faults()).extracting(fault -> fault.key()).containsExactly("sftp-clients.c.hst");
            assertThat(log.text()).containsOnlyOnce("is faulty").contains("sftp-clients.c.hst: is not a known key");
        }
    }

    @Test
    void forgetsTheFaultsWhenTheyAreMended() throws Exception {
        write("nonsense");
        assertThat(reload.now().faults()).hasSize(1);

        write(REST + clients("a", "b"));

        assertThat(reload.now().faults()).isEmpty();
        assertThat(made).containsExactly("a", "b");
    }

    @Test
    void saysOnceWhatNeedsARestart() throws Exception {
        try (LogCapture log = LogCapture.of(ConfigurationReload.class.getName())) {
            write(REST.replace("61616", "61617") + clients("a", "b"));
            reload.now();
            reload.now();
            write(REST.replace("61616", "61617") + clients("a", "b", "c"));
            reload.now();

            assertThat(log.text())
                    .containsOnlyOnce("The section broker was changed")
                    .doesNotContain("section worker");
        }
    }

    @Test
    void noticesThatAFileHasChanged() throws Exception {
        reload.start();
        write(REST + clients("a", "b", "c"));

        await().until(() -> made.contains("c"));

        Files.createDirectory(folder.resolve("clients.d"));
        Files.writeString(folder.resolve("clients.d/a.paused"), "");

        await().until(() -> clients.member("a").orElseThrow().client() == null);
    }

    @Test
    void readsAgainWhenAsked() throws Exception {
        try (LogCapture log = LogCapture.of(ConfigurationReload.class.getName())) {
            reload.start();
            reload.ask();

            await().until(() -> log.text().contains("is read again"));
        }
    }
}
