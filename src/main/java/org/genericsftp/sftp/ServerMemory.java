package org.genericsftp.sftp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been learnt of one server. It is forgotten after a day: servers are mended. Safe for use by many threads. */
final class ServerMemory {
    static final Duration KEPT_FOR = Duration.ofDays(1);

    /** @param value a number, or 1 for yes and 0 for no */
    record Learnt(int value, String reason, Instant since) {}

    private static final Logger LOG = LoggerFactory.getLogger(ServerMemory.class);

    private final Endpoint server;
    private final Clock clock;
    /** Replaced by another with each change: it is looked at for every file. */
    private volatile Map<ServerTrait, Learnt> learnt = Map.of();

    ServerMemory(Endpoint server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    synchronized void learn(ServerTrait trait, int value, String reason) {
        if (recall(trait).filter(known -> known.value() == value).isEmpty()) {
            Map<ServerTrait, Learnt> more = new EnumMap<>(ServerTrait.class);
            more.putAll(learnt);
            more.put(trait, new Learnt(value, reason, clock.instant()));
            learnt = more;
            LOG.info("Of {} is now known: {} {}: {}", server, trait.key(), trait.show(value), reason);
        }
    }

    Optional<Learnt> recall(ServerTrait trait) {
        Learnt found = learnt.get(trait);
        return found == null || found.since().plus(KEPT_FOR).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(found);
    }
}
