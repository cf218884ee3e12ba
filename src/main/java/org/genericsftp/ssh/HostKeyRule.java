package org.genericsftp.ssh;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whether a host key is that of the server that is meant. */
interface HostKeyRule {
    /** Null for a key that is trusted; else why it is not, and what the operator can do about that. */
    @Nullable
    String objectionTo(HostKeyBlob key);

    /** The types of keys that a server is known by, so that it is asked for one of these; empty where any may be right. */
    Set<String> knownTypes();

    /** The keys of authorities that may sign the server's key. */
    default List<HostKeyBlob> authorities() {
        return List.of();
    }

    /** Keys that count for nothing, whoever signs them. */
    default List<HostKeyBlob> revoked() {
        return List.of();
    }
}
