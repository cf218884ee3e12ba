package org.genericsftp.jms;

import java.util.Set;
import org.genericsftp.sync.ConnectionMonitor;
import org.genericsftp.sync.ObservedJob;
import org.genericsftp.sync.Syncs;

/** What the handlers of one client share. */
record Desk(
        ServedClient client,
        ConnectionMonitor monitor,
        ObservedJob job,
        Syncs syncs,
        Answers answers,
        RunningRequests requests,
        Announcer announcer,
        ProgressReporter progress,
        Events events) {

    /** Reads what comes in where only requests of these types belong. */
    MessageReader readerOf(Set<String> types) {
        return new MessageReader(
                client.codec(),
                new ReplyToPolicy(client.reservedQueues()),
                client.clock(),
                client.clockDifference(),
                types);
    }
}
