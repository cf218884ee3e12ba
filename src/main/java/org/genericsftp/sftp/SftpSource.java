package org.genericsftp.sftp;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Source;
import org.genericsftp.source.SourceChanges;
import org.genericsftp.source.SourceFigures;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.SshConnector;
import org.genericsftp.ssh.StageListener;
import org.jspecify.annotations.Nullable;

/** The source directory on an SFTP server. */
public final class SftpSource implements Source {
    private final SftpSettings settings;
    private final ReadBuffers buffers;
    private final ServerProfile server;
    private final SshConnector connector;
    private final SessionPool pool;
    /** Its one session is none of those that the other pool reads through. */
    private @Nullable SessionPool second;

    private boolean closed;

    /**
     * @param buffers the memory that all sources of the worker share
     * @param servers what they know of their servers
     * @param logins what came of their logins
     */
    public SftpSource(SftpSettings settings, ReadBuffers buffers, KnownServers servers, SharedLogins logins) {
        this.settings = settings;
        this.buffers = buffers.share(new Bandwidth(settings.limits().bandwidth(), System::nanoTime));
        server = servers.profile(settings);
        connector = new SshConnector(settings.ssh(), logins);
        pool = poolFor(settings);
    }

    /** One that knows nothing of its server yet. */
    public SftpSource(SftpSettings settings, ReadBuffers buffers) {
        this(settings, buffers, new KnownServers(Clock.systemUTC()), new SharedLogins());
    }

    @Override
    public Lane open(Cancellation cancellation, Executor deliveries) throws FileException {
        pool.checkedSession(cancellation);
        return new SftpLane(pool, this::secondPool, settings, cancellation, deliveries);
    }

    @Override
    public Optional<SourceChanges> change(ChangeOrder order, Consumer<SourceOutcome> told) {
        return Optional.of(new SftpChanges(pool, settings, order, told));
    }

    @Override
    public boolean hasLeftAside() {
        return !server.leftAside().isEmpty();
    }

    private SessionPool poolFor(SftpSettings bounded) {
        return new SessionPool(bounded, incoming -> connector.connect(incoming, StageListener.NONE), buffers, server);
    }

    private synchronized SessionPool secondPool() {
        SessionPool there = second;
        if (there == null) {
            there = poolFor(settings.withMaxSessions(1));
            second = there;
            if (closed) {
                there.close();
            }
        }
        return there;
    }

    @Override
    public List<StageResult> check(Consumer<StageResult> whenEnded) {
        StageClock stages = new StageClock(whenEnded);
        try {
            SftpSession session = SessionStart.start(
                    settings, incoming -> connector.connect(incoming, stages), buffers, server, new SessionHistory());
            boolean kept = false;
            try {
                session.listOnce(settings);
                kept = pool.adopt(session);
            } finally {
                if (!kept) {
                    session.close();
                }
            }
            stages.passed(CheckStage.LIST_SOURCE);
        } catch (FileException e) {
            stages.failed(e);
        }
        return stages.results();
    }

    @Override
    public List<ServerFact> serverFacts() {
        return server.facts();
    }

    @Override
    public SourceFigures figures() {
        SourceFigures figures = pool.figures();
        SessionPool there;
        synchronized (this) {
            there = second;
        }
        SourceFigures all = there == null ? figures : figures.plus(there.figures());
        return all.withHeldBack(buffers.bandwidth().heldBack());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (second != null) {
                second.close();
            }
        }
        pool.close();
        buffers.leave();
    }

    /** Takes the time of each stage: from the end of the one before. */
    private static final class StageClock implements StageListener {
        private final Consumer<StageResult> whenEnded;
        private final List<StageResult> results = new ArrayList<>();
        private final Map<String, String> found = new LinkedHashMap<>();
        private long sinceNanos = System.nanoTime();

        StageClock(Consumer<StageResult> whenEnded) {
            this.whenEnded = whenEnded;
        }

        @Override
        public void passed(CheckStage stage) {
            add(stage, null);
        }

        @Override
        public void found(String name, String value) {
            found.put(name, value);
        }

        private void add(CheckStage stage, @Nullable FileException failure) {
            StageResult result = new StageResult(stage, lap(), failure, found);
            found.clear();
            results.add(result);
            whenEnded.accept(result);
        }

        void failed(FileException why) {
            // A refusal that is repeated without an attempt came when the server had been reached.
            if (why.code() == ErrorCode.AUTHENTICATION_FAILED) {
                EnumSet.range(CheckStage.RESOLVE, CheckStage.HOST_KEY).stream()
                        .skip(results.size())
                        .toList()
                        .forEach(this::passed);
            }
            CheckStage[] stages = CheckStage.values();
            add(stages[results.size()], why);
        }

        private Duration lap() {
            long now = System.nanoTime();
            Duration took = Duration.ofNanos(now - sinceNanos);
            sinceNanos = now;
            return took;
        }

        List<StageResult> results() {
            return List.copyOf(results);
        }
    }
}
