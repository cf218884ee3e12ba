package org.genericsftp.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.genericsftp.config.ClientConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that this process runs. Each has threads of its own: one that can't be started, or hangs, holds up no other. They
 * are added, replaced and removed one by one. A client that is replaced or removed takes no more requests at once, and finishes
 * what runs with the settings that it has; the one that replaces it starts at once, too, as two workers of a client may.
 */
public final class RunningClients {
    /** Makes a client that has not started. */
    @FunctionalInterface
    public interface Create {
        /** @param queuesOfAll the names of all clients' queues and topics, as they are now */
        RunningClient with(ClientConfiguration settings, Supplier<Set<String>> queuesOfAll);
    }

    /** What became of the clients, by their names. */
    public record Changes(List<String> added, List<String> changed, List<String> removed) {
        public Changes {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }

        public boolean isNothing() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }

    /**
     * One of them.
     *
     * @param quietUntil when the quiet hours end for which it is paused; null where there are none, or an operator has paused it
     * @param client null while it is paused: then there is only what tells that
     * @param ending those before it that still finish what runs, the oldest first
     */
    public record Member(
            ClientConfiguration settings,
            @Nullable Instant quietUntil,
            @Nullable RunningClient client,
            List<RunningClient> ending) {
        public Member {
            ending = List.copyOf(ending);
        }
    }

    /**
     * @param configured as it was asked for
     * @param settings as it runs: paused in quiet hours, too
     * @param quietSince when it began to keep quiet hours; null where it does not
     * @param threads null where none are to be started any more
     */
    private record Slot(
            ClientConfiguration configured,
            ClientConfiguration settings,
            @Nullable Instant quietSince,
            @Nullable ClientThreads threads) {}

    private static final Logger LOG = LoggerFactory.getLogger(RunningClients.class);

    private final Create create;
    private final Duration changeGrace;
    private final Clock clock;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Set<ClientThreads> ending = new LinkedHashSet<>();
    private Runnable whenNoneRuns = () -> {};
    private boolean closed;
    private volatile Set<String> queues = Set.of();

    /** @param changeGrace how long what runs may take to finish when its client is replaced, paused or removed */
    public RunningClients(Create create, Duration changeGrace) {
        this(create, changeGrace, Clock.systemUTC());
    }

    RunningClients(Create create, Duration changeGrace, Clock clock) {
        this.create = create;
        this.changeGrace = changeGrace;
        this.clock = clock;
    }

    /** Has these clients run, and no others. Those whose settings are the same are left alone. */
    public synchronized Changes become(List<ClientConfiguration> wanted) {
        Map<String, Slot> before = new LinkedHashMap<>(slots);
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        slots.clear();
        queues = queuesOf(wanted);
        for (ClientConfiguration settings : wanted) {
            Slot old = before.remove(settings.name());
            if (old != null && old.configured().equals(settings)) {
                slots.put(settings.name(), old);
            } else {
                (old == null ? added : changed).add(settings.name());
                retire(old);
                slots.put(settings.name(), started(settings, null));
            }
        }
        before.values().forEach(this::retire);
        return new Changes(added, changed, List.copyOf(before.keySet()));
    }

    private static Set<String> queuesOf(List<ClientConfiguration> clients) {
        return clients.stream()
                .flatMap(client -> client.service().queues().names().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param before what it takes the place of; null for nothing that keeps quiet hours */
    private Slot started(ClientConfiguration configured, @Nullable Slot before) {
        Instant now = clock.instant();
        Instant since = quietSince(configured, before, now);
        ClientConfiguration settings = configured;
        if (since != null) {
            LOG.info(
                    "{} keeps quiet hours until {}",
                    configured.name(),
                    configured.sync().quietUntil(now));
            settings = configured.withPaused(true);
        } else if (before != null && before.quietSince() != null) {
            settings = configured.withSync(configured.sync().afterQuietHours(before.quietSince(), now));
        }
        return new Slot(configured, settings, since, start(settings));
    }

    /** Since when it keeps quiet hours; null where it does not. */
    private static @Nullable Instant quietSince(ClientConfiguration configured, @Nullable Slot before, Instant now) {
        if (configured.sync().quietUntil(now) == null) {
            return null;
        }
        return before == null || before.quietSince() == null ? now : before.quietSince();
    }

    private @Nullable ClientThreads start(ClientConfiguration settings) {
        if (closed) {
            return null;
        }
        return ClientThreads.started(create.with(settings, () -> queues), settings.paused(), this::checkWhetherAnyRuns);
    }

    private void retire(@Nullable Slot slot) {
        ClientThreads threads = slot == null ? null : slot.threads();
        if (threads != null) {
            ending.add(threads);
            threads.close(changeGrace);
            threads.whenClosed(() -> forget(threads));
        }
    }

    private synchronized void forget(ClientThreads threads) {
        ending.remove(threads);
    }

    /** Has a client take no more requests, or take them again; nothing where there is no such client, or it is so already. */
    public synchronized void setPaused(String name, boolean paused) {
        Slot slot = slots.get(name);
        if (slot != null && slot.configured().paused() != paused) {
            become(name, slot, slot.configured().withPaused(paused));
        }
    }

    /** Has clients take no more requests as their quiet hours begin, and take them again as those end. To be called often. */
    synchronized void keepQuietHours() {
        for (Map.Entry<String, Slot> entry : slots.entrySet()) {
            Slot slot = entry.getValue();
            try {
                become(entry.getKey(), slot, slot.configured());
            } catch (RuntimeException | Error e) {
                LOG.error("{} can't keep its quiet hours", entry.getKey(), e);
            }
        }
    }

    private void become(String name, Slot slot, ClientConfiguration configured) {
        Instant since = quietSince(configured, slot, clock.instant());
        boolean paused = configured.paused() || since != null;
        if (slot.settings().paused() == paused) {
            slots.put(name, new Slot(configured, slot.settings(), since, slot.threads()));
        } else {
            slots.put(name, started(configured, slot));
            retire(slot);
        }
    }

    /** All, in the order of the configuration. */
    public synchronized List<Member> members() {
        return slots.values().stream().map(this::member).toList();
    }

    public synchronized Optional<Member> member(String name) {
        return Optional.ofNullable(slots.get(name)).map(this::member);
    }

    private Member member(Slot slot) {
        List<RunningClient> before = ending.stream()
                .map(ClientThreads::client)
                .filter(client -> client.name().equals(slot.settings().name()))
                .toList();
        ClientThreads threads = slot.threads();
        RunningClient client = threads == null || slot.settings().paused() ? null : threads.client();
        ClientConfiguration configured = slot.configured();
        Instant quietUntil = configured.paused() ? null : configured.sync().quietUntil(clock.instant());
        return new Member(slot.settings(), quietUntil, client, before);
    }

    /** Runs this when not one of the clients could be started, also if that is so already. It must not block. */
    void whenNoneRuns(Runnable action) {
        synchronized (this) {
            whenNoneRuns = action;
        }
        checkWhetherAnyRuns();
    }

    private synchronized void checkWhetherAnyRuns() {
        if (!closed && noneRuns()) {
            whenNoneRuns.run();
        }
    }

    /** Whether there are clients, and not one of them could be started. */
    synchronized boolean noneRuns() {
        return !slots.isEmpty()
                && slots.values().stream()
                        .map(Slot::threads)
                        .allMatch(threads -> threads != null && threads.hasFailed());
    }

    /**
     * Closes all clients, also those that are ending already.
     *
     * @param margin what they may take beyond the grace
     * @return whether everything that ran has finished
     */
    boolean close(Duration grace, Duration margin) {
        List<ClientThreads> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(ending);
            slots.values().stream().map(Slot::threads).forEach(threads -> {
                if (threads != null) {
                    all.add(threads);
                }
            });
        }
        long deadline = System.nanoTime() + grace.plus(margin).toNanos();
        all.forEach(threads -> threads.close(grace));
        boolean orderly = true;
        for (ClientThreads threads : all) {
            orderly &= threads.closedInOrder(deadline - System.nanoTime());
        }
        LOG.debug("{} clients are closed", all.size());
        return orderly;
    }
}
