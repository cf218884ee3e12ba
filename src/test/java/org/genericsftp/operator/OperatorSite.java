package org.genericsftp.operator;

import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationSource;
import org.genericsftp.config.DestinationSettings;
import org.genericsftp.jms.BrokerConnections;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.JmsBroker;
import org.genericsftp.jms.JmsMailbox;
import org.genericsftp.job.CopyFiles;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.Requester;
import org.genericsftp.serve.ServedClient;
import org.genericsftp.serve.ServiceThreads;
import org.genericsftp.sftp.ReadBuffers;
import org.genericsftp.sftp.SftpSource;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.JmsClient;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;
import org.genericsftp.worker.ClientLifecycle;
import org.genericsftp.worker.ConfigurationReload;
import org.genericsftp.worker.EditedClients;
import org.genericsftp.worker.OperatorPage;
import org.genericsftp.worker.RunningClient;
import org.genericsftp.worker.RunningClients;
import org.genericsftp.worker.ShownClients;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A broker, an SFTP server, a worker of one client {@value #CLIENT}, and its page. */
final class OperatorSite implements AutoCloseable {
    static final String CLIENT = "plant-a";
    static final String TOKEN = "token-of-the-test";
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final MinaSftpServer server = MinaSftpServer.started();
    private final HttpClient http = HttpClient.newHttpClient();
    private final MessageCodec codec = new MessageCodec();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path destination;
    private final int port = FreePort.find();
    private @Nullable OperatorPage page;
    private @Nullable ConfigurationReload reader;
    private volatile @Nullable ClientService service;

    private OperatorSite(Path folder) throws Exception {
        this.destination = Files.createDirectory(folder.resolve("destination"));
    }

    /** @param folder to be used by it alone */
    static OperatorSite start(Path folder) throws Exception {
        return start(folder, UnaryOperator.identity());
    }

    /** @param changed more settings of the page, and others */
    static OperatorSite start(Path folder, UnaryOperator<WorkerConfiguration> changed) throws Exception {
        OperatorSite site = new OperatorSite(folder);
        try {
            site.startWorker(folder, changed);
            return site;
        } catch (Exception e) {
            site.close();
            throw e;
        }
    }

    private void startWorker(Path folder, UnaryOperator<WorkerConfiguration> changed) throws Exception {
        WorkerConfiguration written = WorkerConfiguration.at(broker.url())
                .operator("port", port)
                .operator("token", TOKEN)
                .client(CLIENT, server, destination)
                .and();
        ConfigurationSource source =
                new ConfigurationSource(changed.apply(written).writeTo(folder), Map.of(), "host-1/1");
        Configuration configuration = source.read();
        OperatorSettings settings = configuration.operator().orElseThrow();
        RunningClients clients = new RunningClients((client, queues) -> run(client, configuration), GRACE);
        ConfigurationReload reload = new ConfigurationReload(source, configuration, clients, Clock.systemUTC());
        OperatorPage served = new OperatorPage(
                settings,
                configuration,
                new ShownClients(clients, reload, settings.editing()),
                new EditedClients(reload, clients, (client, stages) -> {}),
                codec,
                Clock.systemUTC());
        page = served;
        open.add(served);
        reload.whenTakenOver(served::renewCertificate);
        reader = reload;
        open.add(reload);
        clients.become(configuration.clients());
        served.start();
        await().until(() -> service != null
                && service().connection().status().valid() != null
                && service().isConnected());
    }

    private RunningClient run(ClientConfiguration client, Configuration configuration) {
        ClientService made = serve(client, configuration, "host-1/1");
        if (client.name().equals(CLIENT)) {
            service = made;
        }
        Objects.requireNonNull(page).add(made);
        return new ClientLifecycle(client.name(), made, made::start, grace -> true, List.of());
    }

    private ClientService serve(ClientConfiguration client, Configuration configuration, String worker) {
        SftpSource source = new SftpSource(client.source(), new ReadBuffers(8 << 20));
        LocalDestination local =
                new LocalDestination(((DestinationSettings.Local) client.destination()).settings(), Clock.systemUTC());
        Copier copier = new Copier(local, new RetryPolicy(client.job().retryFor()));
        CopyFiles job = new CopyFiles(client.job(), source, local, copier, Clock.systemUTC());
        ServedClient served = new ServedClient(client.service(), client.sync(), job, codec, worker, Clock.systemUTC());
        JmsBroker connection = new JmsBroker(
                new BrokerConnections(configuration.broker().orElseThrow(), new ClockDifference(Clock.systemUTC())),
                client.service(),
                worker,
                Set::of);
        ClientService made = new ClientService(served, connection, new ServiceThreads());
        open.add(local);
        open.add(copier);
        open.add(source);
        open.add(() -> made.close(GRACE));
        return made;
    }

    ClientService service() {
        return Objects.requireNonNull(service);
    }

    /** From now on it takes over what changes in its files. */
    void followFiles() {
        Objects.requireNonNull(reader).start();
    }

    /** Asks the worker, and waits for its answer. */
    FileReply ask(FileRequest request) throws Exception {
        try (JmsMailbox mailbox = JmsMailbox.open(new BrokerSettings(broker.url(), null, null))) {
            List<FileReply> pages = new Requester(mailbox, codec)
                    .ask("sftp." + CLIENT + ".requests", request, Duration.ofSeconds(20), progress -> {});
            return pages.get(pages.size() - 1);
        }
    }

    /** What the page lists as the client's history; waits until it is so long. */
    JsonNode history(int entries) throws Exception {
        await().until(() -> json("/api/clients/plant-a/history").get("entries").size() >= entries);
        return json("/api/clients/plant-a/history").get("entries");
    }

    /** Another worker of the client, made up: it answers each question for its status with this, until it is closed. */
    JmsClient otherWorker(Function<String, StatusReport> status) throws Exception {
        JmsClient other = new JmsClient(broker.url(), null) {};
        other.session()
                .createConsumer(other.session().createTopic("sftp." + CLIENT + ".control"))
                .setMessageListener(question -> answer(other, question, status));
        return other;
    }

    private void answer(JmsClient other, Message question, Function<String, StatusReport> status) {
        try {
            String id = question.getJMSCorrelationID();
            Message answer = other.text(codec.encode(status.apply(id)));
            answer.setJMSCorrelationID(id);
            other.session().createProducer(question.getJMSReplyTo()).send(answer);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a message to the client's requests that has no reply-to. */
    void sendUnanswered(String body) throws Exception {
        try (JmsClient requester = new JmsClient(broker.url(), null) {}) {
            requester.send("sftp." + CLIENT + ".requests", requester.session().createTextMessage(body));
        }
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** As a part of a path. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Listens to the events, as a page does. */
    EventReader events() throws IOException, InterruptedException {
        return new EventReader(http.send(request("/api/events").build(), BodyHandlers.ofInputStream()));
    }

    EmbeddedBroker broker() {
        return broker;
    }

    int port() {
        return port;
    }

    Path destination() {
        return destination;
    }

    /** A file that can be copied from now on. */
    void put(String name, String content) throws IOException {
        Path file = server.rootDirectory()
                .resolve(server.sourceDirectory().substring(1))
                .resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** The answer, which must be a good one. */
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** With the token. */
    HttpResponse<String> change(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        server.close();
        broker.close();
    }
}
