package org.genericsftp.sftp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.sftp.SessionGrowth.Advice;

/** Has {@link SessionGrowth} know what the sessions of one client do, and tries one more at a time. For one thread at a time. */
final class SessionTrials {
    private final SessionGrowth growth;
    private final Map<SftpSession, Long> workSeen = new HashMap<>();
    private boolean adding;

    SessionTrials(int most) {
        growth = new SessionGrowth(most);
    }

    /**
     * To be called every now and then. After {@link Advice#ADD} nothing is advised until {@link #added} tells the outcome.
     *
     * @param sessions those that take files
     * @param backlog whether files wait that none has begun with
     */
    Advice next(List<SftpSession> sessions, boolean backlog) {
        workSeen.keySet().removeIf(session -> !session.alive());
        long done = 0;
        for (SftpSession session : sessions) {
            long now = session.workDone();
            Long before = workSeen.put(session, now);
            done += now - (before == null ? 0 : before);
        }
        boolean busy = backlog && !adding && !sessions.isEmpty();
        Advice advice = growth.sample(System.nanoTime(), done, busy, sessions.size());
        adding |= advice == Advice.ADD;
        return advice;
    }

    /**
     * Another was asked for.
     *
     * @param given whether it is there
     * @param current how many there are now
     */
    void added(boolean given, int current) {
        adding = false;
        if (!given) {
            growth.refused(System.nanoTime(), current);
        }
    }
}
