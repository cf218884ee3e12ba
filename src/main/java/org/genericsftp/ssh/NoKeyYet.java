package org.genericsftp.ssh;

import java.util.Set;

/** Trusts no key: which one is right is asked for when the server's has been seen. */
final class NoKeyYet implements HostKeyRule {
    @Override
    public String objectionTo(HostKeyBlob key) {
        return "none is configured yet, and the server shows the " + key
                + "; if its operator confirms that key, configure it";
    }

    @Override
    public Set<String> knownTypes() {
        return Set.of();
    }
}
