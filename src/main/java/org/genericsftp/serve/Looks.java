package org.genericsftp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.genericsftp.file.BackOff;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.job.Sighting;
import org.genericsftp.sync.ObservedJob;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what waiting requests of one client wait for: all that wait on one folder share a look, and so do all that wait for
 * single paths. The looks at a folder come less and less often, until something about it changes or somebody joins. For any thread.
 */
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final BackOff PAUSES = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** A look takes at most this part of the time, however long it takes. */
    private static final int PART_OF_TIME = 10;

    private static final int MOST_AT_ONCE = 2;

    /** All requests for single paths. */
    private static final Object PATHS = new Object();

    private final String client;
    private final ObservedJob job;
    private final Executor threads;
    private final Clock clock;
    private final Consumer<WaitingRequest> whenEnough;
    private final Map<Object, Group> groups = new HashMap<>();
    private Cancellation cancellation = new Cancellation();
    private int running;
    private boolean failing;

    /**
     * @param clock by which looks are due
     * @param whenEnough told of each request for which enough files are there; it must not block
     */
    Looks(String client, ObservedJob job, Executor threads, Clock clock, Consumer<WaitingRequest> whenEnough) {
        this.client = client;
        this.job = job;
        this.threads = threads;
        this.clock = clock;
        this.whenEnough = whenEnough;
    }

    /** Those that share a look. */
    private static final class Group {
        private final Set<WaitingRequest> members = new LinkedHashSet<>();
        private boolean running;
        private Instant nextAt = Instant.MIN;
        /** Not before this, whoever joins. */
        private Instant restsUntil = Instant.MIN;

        private int quiet;
        private long traces;
    }

    private static Object folderOf(WaitingRequest request) {
        return request.sought().selection().exactPaths().isPresent()
                ? PATHS
                : request.sought().selection().start();
    }

    synchronized void join(WaitingRequest request) {
        Group group = groups.computeIfAbsent(folderOf(request), none -> new Group());
        group.members.add(request);
        group.quiet = 0;
        group.nextAt = group.restsUntil;
    }

    synchronized void leave(WaitingRequest request) {
        Object folder = folderOf(request);
        Group group = groups.get(folder);
        if (group != null) {
            group.members.remove(request);
            if (group.members.isEmpty()) {
                groups.remove(folder);
            }
        }
    }

    /** All leave, and what looks ends. */
    void clear() {
        Cancellation ended;
        synchronized (this) {
            groups.clear();
            ended = cancellation;
            cancellation = new Cancellation();
        }
        ended.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Nobody waits here any more"));
    }

    /** Begins the looks that are due. */
    synchronized void poll() {
        Instant now = clock.instant();
        for (Group group : groups.values()) {
            if (running < MOST_AT_ONCE && !group.running && !now.isBefore(group.nextAt)) {
                begin(group);
            }
        }
    }

    private void begin(Group group) {
        Instant now = clock.instant();
        List<WaitingRequest> members = group.members.stream()
                .filter(member -> !now.isBefore(member.lookFrom()))
                .toList();
        if (members.isEmpty()) {
            group.nextAt = group.members.stream()
                    .map(WaitingRequest::lookFrom)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            return;
        }
        Cancellation until = cancellation;
        group.running = true;
        group.nextAt = Instant.MAX;
        running++;
        threads.execute(() -> {
            LogContext.belongTo(client);
            try {
                look(group, members, until);
            } finally {
                LogContext.leave();
            }
        });
    }

    private void look(Group group, List<WaitingRequest> members, Cancellation until) {
        Instant begun = clock.instant();
        List<Sighting> seen = List.of();
        try {
            seen = job.look(members.stream().map(WaitingRequest::sought).toList(), until);
            told(null, until);
        } catch (FileException e) {
            told(e.getMessage(), until);
        } catch (RuntimeException | Error e) {
            LOG.error("A look has broken off", e);
        } finally {
            ended(group, seen, Duration.between(begun, clock.instant()));
        }
        for (int i = 0; i < seen.size() && !until.cancelled(); i++) {
            if (seen.get(i).enough()) {
                whenEnough.accept(members.get(i));
            }
        }
    }

    private synchronized void told(@Nullable String failure, Cancellation until) {
        if (until.cancelled()) {
            return;
        }
        if (failure != null && !failing) {
            LOG.warn(
                    "{}: files that requests wait for can't be looked for, and are again and again: {}",
                    client,
                    failure);
        } else if (failure == null && failing) {
            LOG.info("{}: files that requests wait for are looked for again", client);
        }
        failing = failure != null;
    }

    /** Decides when to look again. Who joined meanwhile has not been looked for. */
    private synchronized void ended(Group group, List<Sighting> seen, Duration took) {
        running--;
        group.running = false;
        Instant now = clock.instant();
        long traces = seen.stream().mapToLong(Sighting::traces).sum();
        group.quiet = traces == group.traces ? group.quiet + 1 : 1;
        group.traces = traces;
        Duration rest = longer(took.multipliedBy(PART_OF_TIME - 1), PAUSES.first());
        group.restsUntil = now.plus(rest);
        if (group.nextAt.equals(Instant.MAX)) {
            Instant usual = now.plus(longer(PAUSES.after(group.quiet), rest));
            Instant settled = seen.stream()
                    .filter(sighting -> !sighting.enough())
                    .flatMap(sighting -> Stream.ofNullable(sighting.settlesIn()))
                    .min(Duration::compareTo)
                    .map(now::plus)
                    .orElse(usual);
            Instant soon = settled.isBefore(usual) ? settled : usual;
            group.nextAt = soon.isBefore(group.restsUntil) ? group.restsUntil : soon;
        } else {
            group.nextAt = group.restsUntil;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
