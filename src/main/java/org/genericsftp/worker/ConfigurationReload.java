package org.genericsftp.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.config.ClientEditor;
import org.genericsftp.config.Configuration;
import org.genericsftp.config.ConfigurationError;
import org.genericsftp.config.ConfigurationException;
import org.genericsftp.config.ConfigurationSource;
import org.genericsftp.config.ConfigurationWarnings;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.worker.RunningClients.Changes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the clients follow the configuration while they run: when it is asked to, and when files have changed. A faulty
 * configuration changes nothing.
 *
 * <p>Files are looked at by their path every two seconds. Watching folders for events would need each folder on the way of each
 * link, and does not see what another machine changes on a network file system.
 */
public final class ConfigurationReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReload.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final ConfigurationSource source;
    private final ClientEditor editor;
    private final RunningClients clients;
    private final Clock clock;
    private final Duration betweenLooks;
    private final Configuration atStart;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread = DaemonThread.named("configuration", this::follow);
    private volatile State state;
    private volatile Runnable whenTakenOver = () -> {};

    /**
     * What holds, and what is wrong with what was read since.
     *
     * @param loadedAt when the configuration that holds was read
     * @param faults of what was read last; none where it holds
     */
    public record State(Configuration configuration, Instant loadedAt, List<ConfigurationError> faults) {
        public State {
            faults = List.copyOf(faults);
        }
    }

    /** @param configuration what was read from the source, and is run */
    public ConfigurationReload(
            ConfigurationSource source, Configuration configuration, RunningClients clients, Clock clock) {
        this(source, configuration, clients, clock, BETWEEN_LOOKS);
    }

    ConfigurationReload(
            ConfigurationSource source,
            Configuration configuration,
            RunningClients clients,
            Clock clock,
            Duration betweenLooks) {
        this.source = source;
        this.editor = source.editor();
        this.clients = clients;
        this.clock = clock;
        this.betweenLooks = betweenLooks;
        this.atStart = configuration;
        this.state = new State(configuration, clock.instant(), List.of());
    }

    /** From now on files are looked at. */
    public void start() {
        thread.start();
    }

    /** Runs this each time that a configuration, or a file that it names, was read again and is sound. */
    public void whenTakenOver(Runnable action) {
        whenTakenOver = action;
    }

    /** Has the configuration read again soon; does not block. */
    public void ask() {
        asked.release();
    }

    public State state() {
        return state;
    }

    /** Changes the files that this reads. */
    ClientEditor editor() {
        return editor;
    }

    private void follow() {
        try {
            while (true) {
                boolean wanted = asked.tryAcquire(betweenLooks.toNanos(), TimeUnit.NANOSECONDS);
                asked.drainPermits();
                try {
                    followOnce(wanted);
                } catch (RuntimeException e) {
                    LOG.error("The configuration can't be read again", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Told to stop, and so the configuration is not looked at any more");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private synchronized void followOnce(boolean wanted) {
        if (wanted) {
            LOG.info("{} is read again, as the worker was told", source.file());
        }
        if (wanted || source.hasChanged()) {
            read(wanted);
        }
    }

    /** Reads the configuration, and has the clients follow it unless it is faulty. */
    public synchronized State now() {
        return read(false);
    }

    private State read(boolean wanted) {
        try {
            follow(source.read());
        } catch (ConfigurationException e) {
            if (wanted || !e.errors().equals(state.faults())) {
                LOG.error("The configuration is faulty; nothing of it is taken over");
                e.errors().forEach(error -> LOG.error("{}", error));
            }
            state = new State(state.configuration(), state.loadedAt(), e.errors());
        }
        return state;
    }

    private void follow(Configuration read) {
        Configuration before = state.configuration();
        state = new State(read, clock.instant(), List.of());
        LOG.info("The configuration was read again: {}", words(clients.become(read.clients())));
        warnOfOverlaps(before, read);
        warnOfWhatNeedsARestart(before, read);
        whenTakenOver.run();
    }

    private static String words(Changes changes) {
        String words = Stream.of(
                        words("added", changes.added()),
                        words("changed", changes.changed()),
                        words("removed", changes.removed()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "no client is added, changed or removed" : words;
    }

    private static String words(String what, List<String> clients) {
        return clients.isEmpty() ? "" : what + " " + String.join(", ", clients);
    }

    private static void warnOfOverlaps(Configuration before, Configuration read) {
        List<String> known = ConfigurationWarnings.of(before);
        ConfigurationWarnings.of(read).stream()
                .filter(warning -> !known.contains(warning))
                .forEach(LOG::warn);
    }

    private void warnOfWhatNeedsARestart(Configuration before, Configuration read) {
        warn("broker", atStart.broker(), before.broker(), read.broker());
        warn("operator", atStart.operator(), before.operator(), read.operator());
        warn("worker", atStart.worker(), before.worker(), read.worker());
    }

    /** Once for each change. */
    private static void warn(String section, Object used, Object before, Object read) {
        if (!Objects.equals(used, read) && !Objects.equals(before, read)) {
            LOG.warn("The section {} was changed: that takes effect when the worker is started again", section);
        }
    }
}
