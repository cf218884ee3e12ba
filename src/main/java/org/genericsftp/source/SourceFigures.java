package org.genericsftp.source;

import java.time.Duration;

/**
 * What has happened between a source and its server since the source was made.
 *
 * @param sessions that are open now
 * @param opened sessions, in all
 * @param refused how often a session could not be opened
 * @param lost sessions that ended while they were wanted
 * @param backOffs how often the server was left alone for a while before the next attempt
 * @param heldBack for how long something waited that the bandwidth of the client did not allow yet
 */
public record SourceFigures(int sessions, long opened, long refused, long lost, long backOffs, Duration heldBack) {
    public SourceFigures withHeldBack(Duration time) {
        return new SourceFigures(sessions, opened, refused, lost, backOffs, time);
    }

    /** Of two that serve one client. */
    public SourceFigures plus(SourceFigures other) {
        return new SourceFigures(
                sessions + other.sessions,
                opened + other.opened,
                refused + other.refused,
                lost + other.lost,
                backOffs + other.backOffs,
                heldBack.plus(other.heldBack));
    }
}
