package org.genericsftp.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals by which a process is told to end: TERM, INT (Ctrl-C) and HUP. The first one runs an action; the second
 * ends the process at once, for a stop that takes too long must be possible to stop.
 *
 * <p>Shutdown hooks can't do this: the JVM holds a second signal back until they are through, and the exit code would be
 * the signal's. {@code sun.misc.Signal}, exported by the module {@code jdk.unsupported}, is the one way there is; the
 * compiler's warning about it can't be silenced, hence the detour over reflection.
 */
public final class TerminationSignals {
    private static final Logger LOG = LoggerFactory.getLogger(TerminationSignals.class);
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    /** What shells add to a signal's number to make an exit code. */
    private static final int KILLED_BY = 128;

    private final Runnable onFirst;
    private final AtomicBoolean received = new AtomicBoolean();

    private TerminationSignals(Runnable onFirst) {
        this.onFirst = onFirst;
    }

    /** From now on the first signal runs the action, on a thread of the JVM; it must not block. */
    public static void onFirst(Runnable action) {
        try {
            new TerminationSignals(action).register();
        } catch (ReflectiveOperationException e) {
            LOG.warn("This JVM does not let signals be handled: they end the process at once", e);
        }
    }

    private void register() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        IntConsumer receive = this::receive;
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle number = lookup.findVirtual(signal, "getNumber", MethodType.methodType(int.class));
        MethodHandle accept =
                lookup.findVirtual(IntConsumer.class, "accept", MethodType.methodType(void.class, int.class));
        Object handling = MethodHandleProxies.asInterfaceInstance(
                handler, MethodHandles.filterArguments(accept.bindTo(receive), 0, number));
        for (String name : NAMES) {
            try {
                Object instance = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, instance, handling);
            } catch (InvocationTargetException e) {
                // Not every system has each of them, and -Xrs keeps the JVM's hands off: then it ends the process.
                LOG.debug("The signal {} can't be handled", name, e.getCause());
            }
        }
    }

    private void receive(int signalNumber) {
        if (received.compareAndSet(false, true)) {
            onFirst.run();
        } else {
            Runtime.getRuntime().halt(KILLED_BY + signalNumber);
        }
    }
}
