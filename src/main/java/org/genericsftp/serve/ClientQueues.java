package org.genericsftp.serve;

import java.util.List;
import java.util.Set;

/** The names of one client's destinations at the broker. */
public record ClientQueues(
        String requests, String sync, String control, String events, String invalid, String waiting, String arrivals) {
    /** {@code sftp.<client>.requests} and so on. */
    public static ClientQueues named(String client) {
        String prefix = "sftp." + client + ".";
        return new ClientQueues(
                prefix + "requests",
                prefix + "sync",
                prefix + "control",
                prefix + "events",
                prefix + "invalid",
                prefix + "waiting",
                prefix + "arrivals");
    }

    /** All of them. */
    public Set<String> names() {
        return Set.copyOf(List.of(requests, sync, control, events, invalid, waiting, arrivals));
    }
}
