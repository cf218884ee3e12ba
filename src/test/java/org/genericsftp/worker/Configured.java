package org.genericsftp.worker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.DestinationSettings;
import org.genericsftp.job.JobSettings;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.sync.QuietHours;
import org.genericsftp.sync.SyncSettings;

/** Settings of clients that are never used, and clients that run with them. */
final class Configured {
    static final Duration CHANGE_GRACE = Duration.ofMinutes(9);

    private Configured() {}

    static ClientConfiguration client(String name) {
        return client(name, 22);
    }

    static ClientConfiguration client(String name, int port) {
        return new ClientConfiguration(
                name,
                new SftpSettings(
                        new SshSettings(
                                new SshSettings.Endpoint("sftp.example.net", port),
                                "dataminer",
                                new SshSettings.Authentication.Password("s3cret"),
                                new SshSettings.HostKeyTrust.KnownHosts(Path.of("known_hosts")),
                                SshSettings.Timing.DEFAULT),
                        "/outgoing",
                        StandardCharsets.UTF_8,
                        true,
                        SftpSettings.Limits.DEFAULT,
                        SftpSettings.Timing.DEFAULT,
                        SftpSettings.Server.UNKNOWN),
                new DestinationSettings.Local(LocalSettings.of(Path.of("/data", name)), LocalSettings.DEFAULT_TIMEOUT),
                JobSettings.of(name),
                new SyncSettings(name, null, FileRequest.EVERYTHING),
                ServiceSettings.of(name),
                false);
    }

    /** One with quiet hours. */
    static ClientConfiguration quiet(String name, String hours) {
        ClientConfiguration other = client(name);
        QuietHours quiet = QuietHours.parse(hours).orElseThrow();
        return new ClientConfiguration(
                name,
                other.source(),
                other.destination(),
                other.job(),
                new SyncSettings(name, Duration.ofHours(1), null, false, quiet, FileRequest.EVERYTHING),
                other.service(),
                false);
    }

    /** Already started. */
    static RunningClients running(FakeClient... fakes) {
        List<FakeClient> all = List.of(fakes);
        RunningClients clients = new RunningClients(
                (settings, queues) -> all.stream()
                        .filter(fake -> fake.name().equals(settings.name()))
                        .findFirst()
                        .orElseThrow(),
                CHANGE_GRACE);
        clients.become(Arrays.stream(fakes).map(fake -> client(fake.name())).toList());
        return clients;
    }
}
