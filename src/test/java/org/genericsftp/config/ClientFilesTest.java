package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.config.ConfigurationFiles.MINIMAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.ssh.SshSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have a file of their own. */
class ClientFilesTest {
    private static final String WITHOUT_CLIENTS = "worker: { name: worker-7 }\n";
    private static final String PLANT_B = """
            host: b.example.net
            username: dataminer
            password: ${file:secrets/plant-b.password}
            known-hosts: known_hosts
            source-directory: /outgoing
            destination-directory: copies
            """;

    @TempDir
    private Path folder;

    private ConfigurationFiles files;
    private Path clients;

    @BeforeEach
    void setUp() throws IOException {
        files = new ConfigurationFiles(folder);
        clients = Files.createDirectory(folder.resolve("clients.d"));
        Files.createDirectory(clients.resolve("secrets"));
        Files.writeString(clients.resolve("secrets/plant-b.password"), "s3cret\n");
    }

    @Test
    void standBesideThoseOfTheMainFile() throws Exception {
        write("plant-c.yaml", PLANT_B);
        write("plant-b.yaml", PLANT_B);

        assertThat(namesOf(files.read(MINIMAL))).containsExactly("plant-a", "plant-b", "plant-c");
    }

    @Test
    void mayBeAllThatThereAre() throws Exception {
        write("plant-b.yaml", PLANT_B);

        assertThat(namesOf(files.read(WITHOUT_CLIENTS))).containsExactly("plant-b");
    }

    @Test
    void canBeSetUpLaterWhereThereIsAPageThatDoes() throws Exception {
        assertThat(files.read("operator: { port: 8080 }\n").clients()).isEmpty();
        assertThat(files.errorsOf("operator: { port: 8080, editing: false }\n")).hasSize(1);
    }

    @Test
    void meanPathsFromTheirOwnFolder() throws Exception {
        write("plant-b.yaml", PLANT_B);

        ClientConfiguration client = files.read(WITHOUT_CLIENTS).clients().get(0);

        assertThat(client.source().ssh().authentication()).isEqualTo(new SshSettings.Authentication.Password("s3cret"));
        assertThat(client.source().ssh().hostKeyTrust())
                .isEqualTo(new SshSettings.HostKeyTrust.KnownHosts(clients.resolve("known_hosts")));
        assertThat(((DestinationSettings.Local) client.destination()).settings().directory())
                .isEqualTo(clients.resolve("copies"));
    }

    @Test
    void areReadTogetherSoThatAllFaultsAreToldAtOnce() throws Exception {
        write("plant-b.yaml", PLANT_B.replace("host:", "hst:"));
        write("plant-c.yaml", PLANT_B + "port: 0\n");
        write("plant-d.yaml", "");
        write("plant-e.yaml", PLANT_B.replace("secrets/plant-b", "secrets/plant-e"));

        assertThat(errorsOf(MINIMAL + "    prt: 22\n"))
                .containsExactly(
                        "worker.yaml:9:5: sftp-clients.plant-a.prt: is not a known key; did you mean \"port\"?",
                        "clients.d/plant-b.yaml:1:1: hst: is not a known key; did you mean \"host\"?",
                        "clients.d/plant-c.yaml:7:7: port: expected a whole number from 1 to 65535, found \"0\"",
                        "clients.d/plant-d.yaml: is empty",
                        "clients.d/plant-e.yaml:3:11: password: the file secrets/plant-e.password does not exist");
    }

    @Test
    void mayNotBeInTheMainFileToo() throws Exception {
        write("plant-a.yaml", PLANT_B);

        assertThat(errorsOf(MINIMAL))
                .contains("clients.d/plant-a.yaml: is about the client plant-a, which stands in worker.yaml:2 too");
    }

    @Test
    void haveQueuesOfTheirOwn() throws Exception {
        write("plant-b.yaml", PLANT_B + "queues: { requests: sftp.plant-a.requests, sync: mine }\n");
        write("plant-c.yaml", PLANT_B + "queues: { sync: mine }\n");

        assertThat(errorsOf(MINIMAL))
                .containsExactly(
                        "clients.d/plant-b.yaml:1:1: queues.requests: is \"sftp.plant-a.requests\", as is"
                                + " sftp-clients.plant-a.queues.requests",
                        "clients.d/plant-c.yaml:1:1: queues.sync: is \"mine\", as is"
                                + " clients.d/plant-b.yaml: queues.sync");
    }

    @Test
    void areNamedAsClientsAre() throws Exception {
        write("Plant_B.yaml", PLANT_B);
        write("plant-c.yml", PLANT_B);

        assertThat(errorsOf(MINIMAL))
                .containsExactly(
                        "clients.d/Plant_B.yaml: is named for no client: a client's name is made of a-z, 0-9 and -,"
                                + " at most 100 of them",
                        "clients.d/plant-c.yml: is not read: the name of a client's file ends in .yaml");
    }

    @Test
    void areNotWhatEditorsAndKubernetesKeepBesideThem() throws Exception {
        write("plant-b.yaml", PLANT_B);
        write(".plant-b.yaml.swp", "x");
        write("plant-b.yaml~", "x");
        write(".#plant-b.yaml", "x");
        Files.createDirectory(clients.resolve("..data"));

        assertThat(namesOf(files.read(MINIMAL))).containsExactly("plant-a", "plant-b");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(clients.resolve(name), yaml);
    }

    private List<String> errorsOf(String yaml) {
        return files.errorsOf(yaml).stream()
                .map(error -> error.replace(folder + "/", ""))
                .toList();
    }

    private static List<String> namesOf(Configuration configuration) {
        return configuration.clients().stream().map(ClientConfiguration::name).toList();
    }
}
