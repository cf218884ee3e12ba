package org.genericsftp.ssh;

import java.util.function.Consumer;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to the host key that it began with. Servers exchange keys again on connections that stand (RFC 4253, 9),
 * and JSch takes any key then that signs. It makes the objects that verify signatures from the names of their classes, and
 * gives them the key and nothing else; so these are ours, and find the connection by the thread that they are used on.
 */
final class HostKeyPin {
    private static final ThreadLocal<@Nullable HostKeyPin> OF_THREAD = new ThreadLocal<>();

    private final ConnectErrors errors;
    private final Consumer<FileException> whenOther;
    private @Nullable HostKeyBlob first;
    private boolean fixed;

    /** @param whenOther is told why, before the connection ends */
    HostKeyPin(ConnectErrors errors, Consumer<FileException> whenOther) {
        this.errors = errors;
        this.whenOther = whenOther;
    }

    /** Looks at the keys that are used on this thread, until {@link #end}: for connecting. */
    void begin() {
        OF_THREAD.set(this);
    }

    void end() {
        OF_THREAD.remove();
    }

    /** For the thread of the connection once it stands: from then on the key is to stay what it is. */
    Runnable around(Runnable task) {
        return () -> {
            fix();
            begin();
            try {
                task.run();
            } finally {
                end();
            }
        };
    }

    /** The key that the server has proved to have; null before that. */
    synchronized @Nullable HostKeyBlob key() {
        return first;
    }

    private synchronized void fix() {
        fixed = true;
    }

    /**
     * A signature is about to be verified with this key.
     *
     * @throws StopConnectingException for a key that is not the first one
     */
    static void verifyingWith(HostKeyBlob key) {
        HostKeyPin pin = OF_THREAD.get();
        if (pin != null) {
            pin.look(key);
        }
    }

    private synchronized void look(HostKeyBlob key) {
        if (first == null) {
            first = key;
        }
        // Before it is fixed a second key is that of an authority, which signed the host's.
        if (fixed && !key.equals(first)) {
            FileException why = errors.hostKeyRejected("when keys were exchanged again, the server showed the " + key
                    + ", and the connection began with the " + first
                    + "; somebody may have taken the connection over");
            whenOther.accept(why);
            throw new StopConnectingException(why);
        }
    }
}
