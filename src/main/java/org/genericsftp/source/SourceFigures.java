package org.genericsftp.source;

/**
 * What has happened between a source and its server since the source was made.
 *
 * @param sessions that are open now
 * @param opened sessions, in all
 * @param refused how often a session could not be opened
 * @param lost sessions that ended while they were wanted
 * @param backOffs how often the server was left alone for a while before the next attempt
 */
public record SourceFigures(int sessions, long opened, long refused, long lost, long backOffs) {
    /** Of two that serve one client. */
    public SourceFigures plus(SourceFigures other) {
        return new SourceFigures(
                sessions + other.sessions,
                opened + other.opened,
                refused + other.refused,
                lost + other.lost,
                backOffs + other.backOffs);
    }
}
