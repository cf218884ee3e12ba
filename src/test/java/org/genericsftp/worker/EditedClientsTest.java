package org.genericsftp.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationSource;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.StageResult;
import org.genericsftp.operator.ClientDetails;
import org.genericsftp.operator.RefusedEditException;
import org.genericsftp.operator.RefusedEditException.FieldFault;
import org.genericsftp.operator.RefusedEditException.Reason;
import org.genericsftp.operator.ShownClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EditedClientsTest {
    private static final String PLANT_A = """
            host: a.example.net
            username: dataminer
            password: s3cret
            known-hosts: known_hosts
            source-directory: /outgoing
            destination-directory: /data/plant-a
            """;

    @TempDir
    private Path folder;

    private final List<FakeClient> made = new ArrayList<>();
    private final List<ClientConfiguration> tried = new ArrayList<>();
    private final RunningClients clients = new RunningClients(
            (settings, queues) -> {
                FakeClient client = new FakeClient(settings.name());
                made.add(client);
                return client;
            },
            Duration.ofMinutes(1));
    private Path file;
    private ConfigurationReload reload;
    private EditedClients edited;
    private ShownClients shown;

    @BeforeEach
    void setUp() throws Exception {
        file = folder.resolve("worker.yaml");
        Files.writeString(file, "sftp-clients:\n  plant-a:\n" + PLANT_A.indent(4) + "    automatic-sync: 15m\n");
        ConfigurationSource source = new ConfigurationSource(file, Map.of(), "worker");
        Configuration configuration = source.read();
        clients.become(configuration.clients());
        reload = new ConfigurationReload(source, configuration, clients, Clock.systemUTC());
        edited = new EditedClients(reload, clients, (client, stages) -> {
            tried.add(client);
            stages.accept(new StageResult(CheckStage.RESOLVE, Duration.ZERO, null));
        });
        shown = new ShownClients(clients, reload, true);
    }

    @AfterEach
    void tearDown() {
        clients.close(Duration.ZERO, Duration.ofMinutes(1));
    }

    private static Map<String, @Nullable String> settings() {
        return new HashMap<>(Map.of(
                "host", "b.example.net",
                "username", "dataminer",
                "password", "s3cret",
                "known-hosts", "known_hosts",
                "source-directory", "/outgoing",
                "destination-directory", "/data/plant-b"));
    }

    private static RefusedEditException refusal(Act act) {
        return requireNonNull(catchThrowableOfType(RefusedEditException.class, act::run), "No refusal");
    }

    private interface Act {
        void run() throws Exception;
    }

    private ClientDetails details(String client) {
        return shown.find(client).map(ShownClient::details).orElseThrow();
    }

    @Test
    void runsWhatWasSaved() throws Exception {
        edited.save("plant-b", settings());

        assertThat(made).extracting(FakeClient::name).containsExactly("plant-a", "plant-b");
        ClientDetails details = details("plant-b");
        assertThat(details.origin())
                .isEqualTo(folder.resolve("clients.d/plant-b.yaml").toString());
        assertThat(details.editable()).isTrue();
        assertThat(details.settings()).containsEntry("password", null).containsEntry("host", "b.example.net");
        assertThat(shown.configuration().faults()).isEmpty();
    }

    @Test
    void showsTheMainFilesClientsAsTheyAre() {
        ClientDetails details = details("plant-a");

        assertThat(details.origin()).isEqualTo(file.toString());
        assertThat(details.editable()).isFalse();
        assertThat(details.authentication()).isEqualTo(ClientDetails.CREDENTIALS);
        assertThat(details.automaticSync()).isEqualTo(Duration.ofMinutes(15));
        assertThat(refusal(() -> edited.save("plant-a", settings())).reason()).isEqualTo(Reason.NOT_EDITABLE);
    }

    @Test
    void replacesAndRemoves() throws Exception {
        edited.save("plant-b", settings());
        Map<String, @Nullable String> other = settings();
        other.put("handlers", "9");

        edited.save("plant-b", other);
        assertThat(made).hasSize(3);
        edited.remove("plant-b");

        await().until(() -> made.get(1).closedWith != null && made.get(2).closedWith != null);
        assertThat(shown.find("plant-b")).isEmpty();
    }

    @Test
    void changesNothingWhereSettingsAreWrong() {
        Map<String, @Nullable String> wrong = settings();
        wrong.put("port", "x");

        RefusedEditException refusal = refusal(() -> edited.save("plant-b", wrong));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTINGS);
        assertThat(refusal.fields()).extracting(FieldFault::key).containsExactly("port");
        assertThat(made).hasSize(1);
    }

    private @Nullable RunningClient running(String client) {
        return clients.member(client).orElseThrow().client();
    }

    @Test
    void pausesAndResumesAlsoWhileTheConfigurationIsFaulty() throws Exception {
        Files.writeString(folder.resolve("other.yaml"), Files.readString(file));
        Files.writeString(file, "nonsense");
        reload.now();
        assertThat(shown.configuration().faults()).hasSize(1);

        edited.pause("plant-a");
        assertThat(details("plant-a").paused()).isTrue();
        await().until(() -> made.get(0).closedWith != null);

        edited.resume("plant-a");
        assertThat(details("plant-a").paused()).isFalse();
        assertThat(running("plant-a")).isNotNull().isNotSameAs(made.get(0));
        assertThat(refusal(() -> edited.pause("plant-x")).reason()).isEqualTo(Reason.UNKNOWN_CLIENT);
    }

    @Test
    void staysPausedWhenTheConfigurationIsReadAgain() throws Exception {
        edited.pause("plant-a");

        reload.now();

        assertThat(details("plant-a").paused()).isTrue();
        assertThat(running("plant-a")).isNull();
    }

    @Test
    void triesWhatIsNotSaved() throws Exception {
        List<StageResult> stages = new ArrayList<>();

        edited.test("plant-b", settings(), stages::add);

        assertThat(tried).extracting(ClientConfiguration::name).containsExactly("plant-b");
        assertThat(stages).hasSize(1);
        assertThat(made).hasSize(1);
        assertThat(folder.resolve("clients.d")).doesNotExist();
    }
}
