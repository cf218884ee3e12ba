package org.genericsftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.activemq.ActiveMQConnectionMetaData;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationReader;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code docker-compose.yml} takes for granted of the program, and can be seen without Docker. */
class DockerComposeTest {
    /** A dollar that Docker Compose would not take for one, and that is no port with a default. */
    private static final Pattern STRAY_DOLLAR = Pattern.compile("(?<!\\$)(\\$\\$)*\\$(?!\\$|\\{[A-Z_]+:-\\d+\\})\\S*");

    private static final String TEXT = read(Path.of("docker-compose.yml"));
    private static final JsonNode COMPOSE = new YAMLMapper().readTree(TEXT);

    @TempDir
    private Path folder;

    @Test
    void runsTheBrokerThatTheProgramIsTestedWith() {
        assertThat(COMPOSE.at("/services/broker/image").stringValue())
                .isEqualTo("apache/activemq-classic:" + ActiveMQConnectionMetaData.PROVIDER_VERSION);
    }

    @Test
    void givesTheWorkerAConfigurationThatItCanRead() throws Exception {
        Path keys = Files.createDirectory(folder.resolve("keys"));
        Files.writeString(keys.resolve("broker-password"), "s3cret\n");
        String yaml = COMPOSE.at("/configs/worker.yaml/content")
                .stringValue()
                .replace("$$", "$")
                .replace("/keys/", keys + "/");

        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("worker.yaml"), yaml), Map.of(), "worker");

        assertThat(configuration.requireBroker().password()).isEqualTo("s3cret");
        assertThat(configuration.clients()).singleElement().satisfies(this::logsInByKeyAtAKnownHost);
    }

    private void logsInByKeyAtAKnownHost(ClientConfiguration client) {
        assertThat(client.name()).isEqualTo("sample");
        assertThat(client.source().ssh().endpoint().host()).isEqualTo("sftp");
        assertThat(client.source().ssh().authentication())
                .isEqualTo(new Authentication.KeyPair(folder.resolve("keys/id_ed25519"), null));
        assertThat(client.source().ssh().hostKeyTrust())
                .isEqualTo(new HostKeyTrust.KnownHosts(folder.resolve("keys/known_hosts")));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1"})
    void takesTheWorkerForHealthyWhileItSaysThatItIsReady(int answer, int exitCode) throws Exception {
        String bash = RealServers.require("bash").toString();
        HttpServer worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        worker.start();
        try {
            String script = COMPOSE.at("/services/worker/healthcheck/test/3").stringValue();
            assertThat(script).contains("/127.0.0.1/8080");
            String here =
                    script.replace("8080", String.valueOf(worker.getAddress().getPort()));
            assertThat(new ProcessBuilder(bash, "-c", here).inheritIO().start().waitFor())
                    .isEqualTo(exitCode);
        } finally {
            worker.stop(0);
        }
    }

    @Test
    void asksTheWorkerWhereItAnswers() throws Exception {
        assertThat(COMPOSE.at("/configs/worker.yaml/content").stringValue()).contains("port: 8080");
    }

    @Test
    void leavesNoDollarToDockerComposeThatIsMeantForAScript() {
        assertThat(STRAY_DOLLAR.matcher(TEXT).results().map(MatchResult::group)).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The tests run in the project's folder", e);
        }
    }
}
