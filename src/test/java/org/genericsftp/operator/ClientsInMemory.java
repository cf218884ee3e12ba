package org.genericsftp.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Response;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.InMemoryBroker;
import org.genericsftp.serve.ServedClient;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.serve.ServiceThreads;
import org.genericsftp.sync.SyncSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The clients of one worker, served at a broker in memory. They end with the test. */
final class ClientsInMemory implements ClientDirectory, AfterEachCallback {
    private final InMemoryBroker broker = new InMemoryBroker();
    private final List<ClientService> started = new ArrayList<>();
    private final List<ShownClient> shown = new ArrayList<>();

    InMemoryBroker broker() {
        return broker;
    }

    /** A client that is not connected yet. */
    ClientService make(String name, FakeJob job, Consumer<Response> listener) {
        ServedClient served = new ServedClient(
                ServiceSettings.of(name),
                new SyncSettings(name, null, FileRequest.EVERYTHING),
                job,
                new MessageCodec(),
                "host-1/1",
                Clock.systemUTC());
        ClientService service = new ClientService(served, broker.worker("host-1/1"), new ServiceThreads());
        service.listenToOwn(heard -> listener.accept(heard.event()));
        return service;
    }

    void start(String name, FakeJob job, Consumer<Response> listener) {
        ClientService service = make(name, job, listener);
        started.add(service);
        service.start();
        show(name, service, false);
    }

    /** From now on the client is shown so. */
    void show(String name, @Nullable ClientService service, boolean paused) {
        show(name, service, paused, List.of());
    }

    void show(String name, @Nullable ClientService service, boolean paused, List<ClientService> ending) {
        hide(name);
        ClientDetails details = new ClientDetails(
                name,
                "sftp.example.net",
                22,
                "dataminer",
                ClientDetails.CREDENTIALS,
                "/outgoing",
                "/data",
                Duration.ofMinutes(15),
                null,
                paused,
                "worker.yaml",
                false,
                Map.of());
        shown.add(new ShownClient(details, null, service, ending));
    }

    void hide(String name) {
        shown.removeIf(client -> client.name().equals(name));
    }

    @Override
    public List<ShownClient> clients() {
        return List.copyOf(shown);
    }

    @Override
    public Optional<ShownClient> find(String name) {
        return shown.stream().filter(client -> client.name().equals(name)).findFirst();
    }

    @Override
    public ConfigurationState configuration() {
        return new ConfigurationState("worker.yaml", Instant.EPOCH, List.of());
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        for (ClientService service : started) {
            service.close(Duration.ZERO);
        }
        broker.close();
    }
}
