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
 * The signals that a process understands: TERM and INT (Ctrl-C) tell it to end, HUP to read its configuration again. The first
 * one to end runs an action; the second ends the process at once, for a stop that takes too long must be possible to stop.
 *
 * <p>Shutdown hooks can't do this: the JVM holds a second signal back until they are through, and the exit code would be
 * the signal's. {@code sun.misc.Signal}, exported by the module {@code jdk.unsupported}, is the one way there is; the
 * compiler's warning about it can't be silenced, hence the detour over reflection.
 */
public final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> TO_END = List.of("TERM", "INT");
    private static final List<String> HANG_UP = List.of("HUP");

    /** What shells add to a signal's number to make an exit code. */
    private static final int KILLED_BY = 128;

    private Signals() {}

    /** From now on the first signal to end runs the action, on a thread of the JVM; it must not block. */
    public static void onFirstToEnd(Runnable action) {
        AtomicBoolean received = new AtomicBoolean();
        handle(TO_END, number -> {
            if (received.compareAndSet(false, true)) {
                action.run();
            } else {
                Runtime.getRuntime().halt(KILLED_BY + number);
            }
        });
    }

    /** From now on each HUP runs the action, on a thread of the JVM; it must not block. */
    public static void onHangUp(Runnable action) {
        handle(HANG_UP, number -> action.run());
    }

    private static void handle(List<String> names, IntConsumer receive) {
        try {
            register(names, receive);
        } catch (ReflectiveOperationException e) {
            LOG.warn("This JVM does not let signals be handled: they end the process at once", e);
        }
    }

    private static void register(List<String> names, IntConsumer receive) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle number = lookup.findVirtual(signal, "getNumber", MethodType.methodType(int.class));
        MethodHandle accept =
                lookup.findVirtual(IntConsumer.class, "accept", MethodType.methodType(void.class, int.class));
        Object handling = MethodHandleProxies.asInterfaceInstance(
                handler, MethodHandles.filterArguments(accept.bindTo(receive), 0, number));
        for (String name : names) {
            try {
                Object instance = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, instance, handling);
            } catch (InvocationTargetException e) {
                // Not every system has each of them, and -Xrs keeps the JVM's hands off: then it ends the process.
                LOG.debug("The signal {} can't be handled", name, e.getCause());
            }
        }
    }
}
