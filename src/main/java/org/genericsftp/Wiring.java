package org.genericsftp;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.genericsftp.cli.ClientAccess;
import org.genericsftp.cli.ClientAccess.OpenClient;
import org.genericsftp.cli.CommandServices;
import org.genericsftp.cli.WorkerClients;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.DestinationSettings;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.SeveralDestinations;
import org.genericsftp.file.StageResult;
import org.genericsftp.jms.BrokerConnections;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.JmsBroker;
import org.genericsftp.jms.JmsMailbox;
import org.genericsftp.job.CopyFiles;
import org.genericsftp.job.FileJob;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.ServedClient;
import org.genericsftp.serve.ServiceThreads;
import org.genericsftp.sftp.KnownServers;
import org.genericsftp.sftp.ReadBuffers;
import org.genericsftp.sftp.SftpSource;
import org.genericsftp.share.ShareDestination;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.Sntrup761;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;
import org.genericsftp.worker.ClientLifecycle;
import org.genericsftp.worker.Companion;
import org.genericsftp.worker.ConfigurationReload;
import org.genericsftp.worker.EditedClients;
import org.genericsftp.worker.OperatorPage;
import org.genericsftp.worker.RunningClient;
import org.genericsftp.worker.RunningClients;
import org.genericsftp.worker.ShownClients;
import org.jspecify.annotations.Nullable;

/** Who gets what: constructor calls only. */
final class Wiring {
    private static final long MOST_BUFFER_BYTES = 64L * 1024 * 1024;

    private final Clock clock = Clock.systemUTC();
    private final MessageCodec codec = new MessageCodec();
    private final ClockDifference clockDifference = new ClockDifference(clock);
    private final ServiceThreads threads = new ServiceThreads();

    /** A worker has one broker. */
    private final Map<BrokerSettings, BrokerConnections> connections = new HashMap<>();

    /** For all clients together. Direct memory is bounded by the size of the heap unless the JVM is told otherwise. */
    private final ReadBuffers buffers =
            new ReadBuffers(Math.min(MOST_BUFFER_BYTES, Runtime.getRuntime().maxMemory() / 4));

    /** For all clients together: several may log in to one server. */
    private final SharedLogins logins = new SharedLogins();

    private final KnownServers servers = new KnownServers(clock);

    /** Null where none is to be served. */
    private @Nullable OperatorPage page;

    private Wiring() {}

    static CommandServices services() {
        Wiring wiring = new Wiring();
        return new CommandServices(wiring.new Clients(), wiring.new Workers(), JmsMailbox::open, wiring.codec);
    }

    private OpenClient open(ClientConfiguration client) {
        SftpSource source = new SftpSource(client.source(), buffers, servers, logins);
        Destination destination = destination(client.destination());
        Copier copier = new Copier(destination, new RetryPolicy(client.job().retryFor()));
        FileJob job = new CopyFiles(client.job(), source, destination, copier, clock);
        return new OpenClient(job, List.of(source, copier, destination));
    }

    private void tryOut(ClientConfiguration client, Consumer<StageResult> stages) {
        try (OpenClient open = open(client)) {
            ConnectionReport unused = open.job().check(stages);
        }
    }

    private Destination destination(DestinationSettings where) {
        if (where instanceof DestinationSettings.Several several) {
            List<SeveralDestinations.Part> parts = several.single().entrySet().stream()
                    .map(named -> new SeveralDestinations.Part(
                            DestinationSettings.shown(named.getKey()), destination(named.getValue())))
                    .toList();
            return new SeveralDestinations(parts);
        }
        if (where instanceof DestinationSettings.Share share) {
            return new ShareDestination(share.settings(), clock);
        }
        DestinationSettings.Local local = (DestinationSettings.Local) where;
        return LocalDestination.bounded(local.settings(), local.patience(), clock);
    }

    private RunningClient serve(
            ClientConfiguration client, BrokerSettings broker, String worker, Supplier<Set<String>> reservedQueues) {
        OpenClient open = open(client);
        ServedClient served = new ServedClient(client.service(), client.sync(), open.job(), codec, worker, clock)
                .asPaused(client.paused());
        ClientService service = new ClientService(
                served, new JmsBroker(connectionsTo(broker), client.service(), worker, reservedQueues), threads);
        if (page != null && !client.paused()) {
            page.add(service);
        }
        return new ClientLifecycle(
                client.name(),
                client.paused() ? null : service,
                () -> start(service),
                grace -> service.close(grace::left),
                open.resources());
    }

    private synchronized BrokerConnections connectionsTo(BrokerSettings broker) {
        return connections.computeIfAbsent(broker, settings -> new BrokerConnections(settings, clockDifference));
    }

    private final class Clients implements ClientAccess {
        @Override
        public OpenClient open(ClientConfiguration client) {
            return Wiring.this.open(client);
        }

        @Override
        public void prepare() {
            Sntrup761.prepare();
        }
    }

    private final class Workers implements WorkerClients {
        @Override
        public RunningClient create(
                ClientConfiguration client,
                BrokerSettings broker,
                String worker,
                Supplier<Set<String>> reservedQueues) {
            return serve(client, broker, worker, reservedQueues);
        }

        @Override
        public Optional<Companion> companion(
                Configuration configuration, RunningClients clients, ConfigurationReload reload) {
            page = configuration
                    .operator()
                    .map(settings -> new OperatorPage(
                            settings,
                            configuration,
                            new ShownClients(clients, reload, settings.editing()),
                            new EditedClients(reload, clients, Wiring.this::tryOut),
                            codec,
                            clock))
                    .orElse(null);
            if (page != null) {
                reload.whenTakenOver(page::renewCertificate);
            }
            return Optional.ofNullable(page);
        }
    }

    /** The schemas take a quarter of a second; the connections are made meanwhile. */
    private void start(ClientService service) {
        service.start();
        codec.prepare();
    }
}
