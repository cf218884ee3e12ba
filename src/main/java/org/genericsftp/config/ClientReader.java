package org.genericsftp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.DataSize;
import org.genericsftp.job.JobSettings;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.sync.SyncSettings;

/** Reads what stands below a client's name. */
final class ClientReader {
    private final String name;
    private final Section section;
    private final Path folder;

    private ClientReader(String name, Section section, Path folder) {
        this.name = name;
        this.section = section;
        this.folder = folder;
    }

    /**
     * The client, or empty where something is wrong with it.
     *
     * @param folder where relative paths start
     */
    static Optional<ClientConfiguration> read(String name, Section section, Path folder) {
        return new ClientReader(name, section, folder).read();
    }

    private Optional<ClientConfiguration> read() {
        if (Stream.of(ClientKeys.PASSWORD, ClientKeys.KEY_PAIR_PATH, ClientKeys.ANSWERS)
                .allMatch(section::lacks)) {
            section.fault(ClientKeys.PASSWORD, "is missing: give password or key-pair-path");
        }
        requireTrust();
        Stream.of(ClientKeys.KEY_PAIR_PASSPHRASE, ClientKeys.KEY_PAIR_CERTIFICATE)
                .forEach(key -> section.requireBeside(key, ClientKeys.KEY_PAIR_PATH));
        WayKeys.check(section);
        List<SshSettings.Answer> answers = AnswersReader.read(section);
        Optional<DestinationSettings> destination = AlsoToKeys.read(section, folder);
        ClientQueues queues = queues();
        boolean remembers = section.has(ClientKeys.REMEMBER);
        if (remembers && section.has(ClientKeys.ALSO_TO)) {
            section.fault(ClientKeys.REMEMBER, "does not go with also-to: it is remembered for one destination only");
        }
        FileRequest selection = section.section(ClientKeys.SYNC_FILTER, SyncFilter.TABLE)
                .map(filter -> SyncFilter.read(filter, remembers))
                .orElse(FileRequest.EVERYTHING.withRemember(remembers));
        Layouts layouts = LayoutKeys.read(section);
        AfterwardsKeys.Read afterwards = AfterwardsKeys.read(section, selection, layouts);
        if (section.hasFaults() || destination.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ClientConfiguration(
                name,
                source(answers),
                destination.get(),
                job(layouts, afterwards.allowed()),
                sync(selection.withAfterwards(afterwards.sync())),
                service(queues, afterwards.allowed()),
                false));
    }

    private void requireTrust() {
        ClientKeys.TRUST.check(section);
        if (section.lacks(ClientKeys.KNOWN_HOSTS) && section.lacks(ClientKeys.HOST_KEY)) {
            section.fault(ClientKeys.KNOWN_HOSTS, "is missing: give known-hosts or host-key");
        }
    }

    private ClientQueues queues() {
        ClientQueues usual = ClientQueues.named(name);
        return section.section(ServingKeys.QUEUES, QueueKeys.TABLE)
                .map(names -> new ClientQueues(
                        names.find(QueueKeys.REQUESTS).orElse(usual.requests()),
                        names.find(QueueKeys.SYNC).orElse(usual.sync()),
                        names.find(QueueKeys.CONTROL).orElse(usual.control()),
                        names.find(QueueKeys.EVENTS).orElse(usual.events()),
                        names.find(QueueKeys.INVALID).orElse(usual.invalid()),
                        names.find(QueueKeys.WAITING).orElse(usual.waiting()),
                        names.find(QueueKeys.ARRIVALS).orElse(usual.arrivals())))
                .orElse(usual);
    }

    private SftpSettings source(List<SshSettings.Answer> answers) {
        return new SftpSettings(
                ssh(answers),
                section.get(ClientKeys.SOURCE_DIRECTORY),
                section.get(ClientKeys.FILE_NAME_ENCODING),
                section.get(ClientKeys.FOLLOW_LINKS),
                new SftpSettings.Limits(
                        section.get(ClientKeys.MAX_SESSIONS),
                        section.get(ClientKeys.MAX_ENTRIES),
                        section.get(ClientKeys.MAX_DEPTH),
                        section.find(ClientKeys.BANDWIDTH).map(DataSize::bytes).orElse(null)),
                new SftpSettings.Timing(section.get(ClientKeys.STALL_TIMEOUT), section.get(ClientKeys.IDLE_TIMEOUT)),
                ServerKeys.read(section));
    }

    private SshSettings ssh(List<SshSettings.Answer> answers) {
        WayKeys.SshDefaults own = new WayKeys.SshDefaults(
                section.get(ClientKeys.USERNAME),
                authentication(answers),
                ClientKeys.TRUST.read(section, folder).orElseThrow());
        return new SshSettings(
                new SshSettings.Endpoint(section.get(ClientKeys.HOST), section.get(ClientKeys.PORT)),
                own.username(),
                own.authentication(),
                own.trust(),
                new SshSettings.Timing(section.get(ClientKeys.CONNECT_TIMEOUT), section.get(ClientKeys.KEEP_ALIVE)),
                AlgorithmKeys.read(section),
                WayKeys.read(section, folder, own));
    }

    private Authentication authentication(List<SshSettings.Answer> answers) {
        Authentication.Password password = section.find(ClientKeys.PASSWORD)
                .map(Authentication.Password::new)
                .orElse(null);
        Authentication.KeyPair keyPair = section.find(ClientKeys.KEY_PAIR_PATH)
                .map(path -> new Authentication.KeyPair(
                        folder.resolve(path),
                        section.find(ClientKeys.KEY_PAIR_PASSPHRASE).orElse(null),
                        section.find(ClientKeys.KEY_PAIR_CERTIFICATE)
                                .map(folder::resolve)
                                .orElse(null)))
                .orElse(null);
        if (answers.isEmpty() && keyPair == null && password != null) {
            return password;
        }
        return answers.isEmpty() && password == null && keyPair != null
                ? keyPair
                : new Authentication.Several(keyPair, password, answers);
    }

    private JobSettings job(Layouts layouts, AllowedAfterwards afterwards) {
        return new JobSettings(
                name,
                section.get(ClientKeys.SETTLE_TIME),
                section.get(ClientKeys.RETRY_FOR),
                section.get(ClientKeys.VERIFY),
                section.get(ServingKeys.FILTER_BUDGET),
                layouts,
                afterwards,
                section.find(ClientKeys.REMEMBER).orElse(null));
    }

    private SyncSettings sync(FileRequest selection) {
        SyncInterval automatic = section.get(ClientKeys.AUTOMATIC_SYNC);
        return new SyncSettings(
                name,
                automatic.every(),
                automatic.at(),
                section.get(ClientKeys.SYNC_AT_START),
                section.find(ClientKeys.QUIET_HOURS).orElse(null),
                selection);
    }

    private ServiceSettings service(ClientQueues queues, AllowedAfterwards afterwards) {
        return new ServiceSettings(
                name,
                queues,
                section.get(ServingKeys.HANDLERS),
                section.get(ServingKeys.MAX_DELIVERIES),
                section.get(ServingKeys.MAX_REQUESTS_PER_MINUTE),
                section.get(ServingKeys.CANCEL_BY),
                section.get(ServingKeys.REPLY_DETAILS),
                section.get(ServingKeys.INLINE_LIMIT),
                section.get(ServingKeys.MAX_WAIT),
                section.get(ServingKeys.MAX_WAITING),
                section.get(ServingKeys.MAX_LEASE),
                section.get(ServingKeys.MAX_SUBSCRIPTIONS),
                afterwards,
                section.get(ServingKeys.REPLY_TIME_TO_LIVE),
                section.get(ServingKeys.REPLY_RETRY),
                section.get(ServingKeys.REPLY_RETRY_FULL),
                section.get(ServingKeys.REPLY_QUEUES),
                section.get(ServingKeys.INVALID_KEEP));
    }
}
