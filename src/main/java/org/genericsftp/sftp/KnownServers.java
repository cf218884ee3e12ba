package org.genericsftp.sftp;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.ssh.SshSettings.Place;

/** What a worker has learnt of the servers that its clients reach. In memory only. Safe for use by many threads. */
public final class KnownServers {
    private final Clock clock;
    private final Map<Place, ServerMemory> servers = new ConcurrentHashMap<>();

    public KnownServers(Clock clock) {
        this.clock = clock;
    }

    /** What is known of one server, as far as this client's settings do not say otherwise. */
    ServerProfile profile(SftpSettings settings) {
        return new ServerProfile(
                settings.server(),
                servers.computeIfAbsent(settings.ssh().place(), place -> new ServerMemory(place.endpoint(), clock)));
    }
}
