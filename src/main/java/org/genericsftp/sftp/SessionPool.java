package org.genericsftp.sftp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.Waiting;
import org.genericsftp.source.SourceFigures;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions for the lanes of one client, which share them. The first is opened when it is needed, checked when it
 * has been idle, replaced when it is lost, and closed when it has long been unused; more are added while they pay
 * ({@link SessionGrowth}), and go as soon as they are idle. A watchdog ends those that stall; it takes a thread only while there
 * are sessions.
 */
final class SessionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);

    /** A session that was used this recently is not checked before it is used again. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** For so long a checked session is kept for what an operator asks for next. */
    private static final int CHECKED_FRESH_TIMES = 6;

    private final SftpSettings settings;
    private final Endpoint endpoint;
    private final SharedOpening.Opening start;
    private final Duration fresh;
    private final SessionCounts counts = new SessionCounts();
    private final SessionHistory history = new SessionHistory();
    private final SharedOpening opening;
    private final SessionTrials trials;
    private final SessionWatchdog watchdog;
    private final Set<SftpLane> lanes = new LinkedHashSet<>();
    /** Those that take files, oldest first: the first also lists. */
    private final List<SftpSession> sessions = new ArrayList<>();
    /** Those that only end what they have begun. */
    private final List<SftpSession> retired = new ArrayList<>();

    /** The session that a check has left, as long as nothing else has used it. */
    private @Nullable SftpSession onlyChecked;

    private boolean closed;

    SessionPool(SftpSettings settings, SessionStart.Connect connect, ReadBuffers buffers, ServerProfile server) {
        this(settings, connect, buffers, server, FRESH);
    }

    SessionPool(
            SftpSettings settings,
            SessionStart.Connect connect,
            ReadBuffers buffers,
            ServerProfile server,
            Duration fresh) {
        this.settings = settings;
        endpoint = settings.ssh().endpoint();
        start = () -> SessionStart.start(settings, connect, buffers, server, history);
        this.fresh = fresh;
        opening = new SharedOpening("sftp-connect " + endpoint);
        trials = new SessionTrials(settings.limits().maxSessions());
        watchdog = new SessionWatchdog("sftp-watchdog " + endpoint, this::watch);
    }

    /** A live session: the oldest that is there, or a new one, for which all who need it wait together. */
    SftpSession session(Cancellation cancellation) throws FileException {
        CompletableFuture<SftpSession> wanted;
        synchronized (this) {
            cancellation.check();
            if (closed) {
                throw closed();
            }
            forgetLost();
            if (!sessions.isEmpty()) {
                onlyChecked = null;
                return sessions.get(0);
            }
            if (!opening.isUnderWay()) {
                history.caution().check(System.nanoTime());
            }
            wanted = opening.join(this::open);
        }
        return Waiting.await(wanted, cancellation);
    }

    /** One more session, for all lanes. */
    private SftpSession open() throws FileException {
        SftpSession opened = counts.counted(start);
        synchronized (this) {
            if (closed) {
                opened.close();
                throw closed();
            }
            add(opened);
        }
        offer(opened);
        return opened;
    }

    private void add(SftpSession opened) {
        sessions.add(opened);
        watchdog.watch();
    }

    private void offer(SftpSession opened) {
        lanes().forEach(lane -> lane.use(opened));
    }

    private synchronized List<SftpLane> lanes() {
        return List.copyOf(lanes);
    }

    /**
     * Keeps a session of a check, if there is none, for a while; false if it is not wanted. Many clients are checked at the start.
     */
    boolean adopt(SftpSession opened) {
        synchronized (this) {
            forgetLost();
            if (closed || opening.isUnderWay() || !sessions.isEmpty()) {
                return false;
            }
            add(opened);
            onlyChecked = opened;
            opening.succeededElsewhere();
            counts.opened();
        }
        offer(opened);
        return true;
    }

    private FileException closed() {
        return new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The client of " + endpoint + " is closed");
    }

    /** As {@link #session}, but one that has been idle must answer once before it is trusted. */
    SftpSession checkedSession(Cancellation cancellation) throws FileException {
        SftpSession current = session(cancellation);
        if (current.idle().compareTo(fresh) > 0) {
            try {
                current.probe(settings.probe(), cancellation);
            } catch (FileException e) {
                return session(cancellation);
            }
        }
        return current;
    }

    /** Adds a lane: it is given the sessions that are there, and those that come. */
    void join(SftpLane lane) {
        List<SftpSession> there;
        synchronized (this) {
            lanes.add(lane);
            there = List.copyOf(sessions);
        }
        there.forEach(lane::use);
    }

    synchronized void leave(SftpLane lane) {
        lanes.remove(lane);
    }

    /** How many take files. */
    synchronized int liveSessions() {
        return sessions.size();
    }

    SourceFigures figures() {
        return counts.figures(
                all().size(), opening.backOffs() + history.caution().backOffs());
    }

    private synchronized List<SftpSession> all() {
        List<SftpSession> all = new ArrayList<>(sessions);
        all.addAll(retired);
        return all;
    }

    private void watch() {
        all().forEach(session -> session.failIfStalled(settings.timing().stall()));
        closeUnused();
        grow();
    }

    private void closeUnused() {
        List<SftpSession> unused = new ArrayList<>();
        List<SftpSession> idle = new ArrayList<>();
        synchronized (this) {
            forgetLost();
            for (int i = 1; i < sessions.size(); i++) {
                if (sessions.get(i).idle().compareTo(fresh) > 0) {
                    idle.add(sessions.get(i));
                }
            }
            for (SftpSession session : retired) {
                if (!session.hasFetches()) {
                    unused.add(session);
                }
            }
            if (sessions.isEmpty() && retired.isEmpty()) {
                watchdog.rest();
            }
            if (lanes.isEmpty() && !sessions.isEmpty() && isUnused(sessions.get(0))) {
                unused.add(sessions.get(0));
            }
        }
        idle.forEach(this::retire);
        unused.forEach(SftpSession::close);
    }

    private boolean isUnused(SftpSession session) {
        return session.idle().compareTo(settings.timing().idle()) > 0
                || (session == onlyChecked && session.idle().compareTo(fresh.multipliedBy(CHECKED_FRESH_TIMES)) > 0);
    }

    private void grow() {
        SessionGrowth.Advice advice;
        synchronized (this) {
            advice = trials.next(sessions, lanes.stream().anyMatch(SftpLane::hasBacklog));
        }
        if (advice == SessionGrowth.Advice.ADD) {
            DaemonThread.named("sftp-connect " + endpoint, this::addSession).start();
        } else if (advice == SessionGrowth.Advice.RETIRE) {
            LOG.debug("The last session to {} does not pay", endpoint);
            retireNewest();
        }
    }

    private void addSession() {
        FileException refusal = null;
        try {
            open();
        } catch (FileException e) {
            refusal = e;
        } catch (RuntimeException | Error e) {
            refusal = new FileException(ErrorCode.INTERNAL_ERROR, Remedy.LATER, "Unforeseen: " + e, e);
        }
        synchronized (this) {
            trials.added(refusal == null, sessions.size());
        }
        if (refusal != null) {
            LOG.info("Going on without another session to {}: {}", endpoint, refusal.getMessage());
        }
    }

    private void retireNewest() {
        SftpSession newest;
        synchronized (this) {
            if (sessions.size() < 2) {
                return;
            }
            newest = sessions.get(sessions.size() - 1);
        }
        retire(newest);
    }

    private void retire(SftpSession session) {
        List<SftpLane> users;
        synchronized (this) {
            sessions.remove(session);
            retired.add(session);
            users = List.copyOf(lanes);
        }
        session.retire();
        users.forEach(SftpLane::sessionLost);
    }

    private void forgetLost() {
        for (SftpSession session : sessions) {
            if (!session.alive() && history.ended(session, endpoint)) {
                counts.lost();
            }
        }
        sessions.removeIf(session -> !session.alive());
        onlyChecked = sessions.contains(onlyChecked) ? onlyChecked : null;
        retired.removeIf(session -> !session.alive());
    }

    @Override
    public void close() {
        List<SftpSession> all;
        synchronized (this) {
            closed = true;
            all = all();
            sessions.clear();
            retired.clear();
        }
        watchdog.close();
        all.forEach(SftpSession::close);
    }
}
