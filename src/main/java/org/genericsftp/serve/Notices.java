package org.genericsftp.serve;

import java.time.Duration;

/** Tells what nobody must wait for. Returns at once; what can't be sent soon is dropped. */
public interface Notices {
    /** To everybody who listens to the client's events. */
    void publish(OutgoingMessage event, Duration timeToLive);

    /** To one requester. */
    void tell(Address to, OutgoingMessage message, Duration timeToLive);

    /**
     * To the client's sync channel, unless enough lies there already.
     *
     * @param enough how many letters, those included that are being handled
     */
    void triggerSync(OutgoingMessage trigger, int enough);
}
