package org.genericsftp.worker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.ClientEditor;
import org.genericsftp.config.ClientSettings;
import org.genericsftp.config.ConfigurationError;
import org.genericsftp.config.DestinationSettings;
import org.genericsftp.operator.ClientDetails;
import org.genericsftp.operator.ClientDirectory;
import org.genericsftp.operator.ConfigurationState;
import org.genericsftp.operator.ShownClient;
import org.genericsftp.serve.ClientService;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.sync.SyncCalendar;
import org.genericsftp.worker.RunningClients.Member;

/** The clients of this process as the operator page shows them: as they are configured now, and what serves them. */
public final class ShownClients implements ClientDirectory {
    private final RunningClients clients;
    private final ConfigurationReload reload;
    private final ClientEditor editor;
    private final boolean editing;
    private volatile Known known;

    /** What was found out of clients, for as long as a configuration holds: the page asks every second. */
    private record Known(ConfigurationReload.State state, Map<ClientConfiguration, ClientDetails> details) {
        Known(ConfigurationReload.State state) {
            this(state, Collections.synchronizedMap(new IdentityHashMap<>()));
        }
    }

    /** @param editing whether any may be changed on the page */
    public ShownClients(RunningClients clients, ConfigurationReload reload, boolean editing) {
        this.clients = clients;
        this.reload = reload;
        this.editor = reload.editor();
        this.editing = editing;
        this.known = new Known(reload.state());
    }

    @Override
    public List<ShownClient> clients() {
        return clients.members().stream().map(this::shown).toList();
    }

    @Override
    public Optional<ShownClient> find(String name) {
        return clients.member(name).map(this::shown);
    }

    @Override
    public ConfigurationState configuration() {
        ConfigurationReload.State state = reload.state();
        return new ConfigurationState(
                state.configuration().file().toString(),
                state.loadedAt(),
                state.faults().stream().map(ConfigurationError::toString).toList());
    }

    private ShownClient shown(Member member) {
        RunningClient client = member.client();
        List<ClientService> ending = member.ending().stream()
                .map(RunningClient::service)
                .filter(Objects::nonNull)
                .toList();
        return new ShownClient(
                details(member.settings()), member.quietUntil(), client == null ? null : client.service(), ending);
    }

    @SuppressWarnings("ReferenceEquality") // A state is another one each time that it is made.
    private ClientDetails details(ClientConfiguration client) {
        ConfigurationReload.State state = reload.state();
        Known now = known;
        if (now.state() != state) {
            now = new Known(state);
            known = now;
        }
        return now.details().computeIfAbsent(client, unknown -> details(unknown, state));
    }

    private ClientDetails details(ClientConfiguration client, ConfigurationReload.State state) {
        SftpSettings source = client.source();
        SshSettings ssh = source.ssh();
        Optional<ClientSettings> settings = state.configuration().settings().of(client.name());
        Path file =
                settings.map(ClientSettings::file).orElse(state.configuration().file());
        return new ClientDetails(
                client.name(),
                ssh.endpoint().host(),
                ssh.endpoint().port(),
                ssh.username(),
                ssh.authentication().hasKeyPair() ? ClientDetails.KEY_PAIR : ClientDetails.CREDENTIALS,
                source.sourceDirectory(),
                textOf(client.destination()),
                client.sync().interval(),
                Optional.ofNullable(client.sync().calendar())
                        .map(SyncCalendar::toString)
                        .orElse(null),
                client.paused(),
                file.toString(),
                editing && editor.isEditable(client.name(), file),
                settings.map(ClientSettings::given).orElse(Map.of()));
    }

    private static String textOf(DestinationSettings destination) {
        return destination.single().values().stream()
                .map(ShownClients::textOfSingle)
                .collect(Collectors.joining(" and "));
    }

    private static String textOfSingle(DestinationSettings destination) {
        return destination instanceof DestinationSettings.Share share
                ? share.settings().address().toString()
                : ((DestinationSettings.Local) destination)
                        .settings()
                        .directory()
                        .toString();
    }
}
