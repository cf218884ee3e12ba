package org.genericsftp.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.ConfigurationError;
import org.genericsftp.config.DestinationSettings;
import org.genericsftp.operator.ClientDetails;
import org.genericsftp.operator.ClientDirectory;
import org.genericsftp.operator.ConfigurationState;
import org.genericsftp.operator.ShownClient;
import org.genericsftp.serve.ClientService;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.ssh.SshSettings;

/** The clients that are configured, as the operator page shows them, with what serves them. */
public final class ClientBoard implements ClientDirectory {
    private final Supplier<ConfigurationReload.State> configuration;
    private final Map<String, ClientService> services = new ConcurrentHashMap<>();

    /** @param configuration the one that holds, as often as it is asked for */
    public ClientBoard(Supplier<ConfigurationReload.State> configuration) {
        this.configuration = configuration;
    }

    /** A client is served from now on by this, and no more by what served it before. */
    public void put(String client, ClientService service) {
        services.put(client, service);
    }

    @Override
    public List<ShownClient> clients() {
        return configured().stream().map(this::shown).toList();
    }

    @Override
    public Optional<ShownClient> find(String name) {
        return configured().stream()
                .filter(client -> client.name().equals(name))
                .findFirst()
                .map(this::shown);
    }

    private List<ClientConfiguration> configured() {
        return configuration.get().configuration().clients();
    }

    private ShownClient shown(ClientConfiguration client) {
        return new ShownClient(details(client), client.paused() ? null : services.get(client.name()));
    }

    @Override
    public ConfigurationState configuration() {
        ConfigurationReload.State now = configuration.get();
        return new ConfigurationState(
                now.configuration().file().toString(),
                now.loadedAt(),
                now.faults().stream().map(ConfigurationError::toString).toList());
    }

    private ClientDetails details(ClientConfiguration client) {
        SftpSettings source = client.source();
        SshSettings ssh = source.ssh();
        boolean hasKeyPair = ssh.authentication() instanceof SshSettings.Authentication.KeyPair;
        return new ClientDetails(
                client.name(),
                ssh.endpoint().host(),
                ssh.endpoint().port(),
                ssh.username(),
                hasKeyPair ? ClientDetails.KEY_PAIR : ClientDetails.CREDENTIALS,
                source.sourceDirectory(),
                destination(client.destination()),
                client.sync().interval(),
                client.paused(),
                configuration.get().configuration().file().toString(),
                false,
                Map.of());
    }

    private static String destination(DestinationSettings destination) {
        return destination instanceof DestinationSettings.Share share
                ? share.settings().address().toString()
                : ((DestinationSettings.Local) destination)
                        .settings()
                        .directory()
                        .toString();
    }
}
