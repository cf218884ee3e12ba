package org.genericsftp.destination;

import java.io.Closeable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to a destination that are under way. One of which no step ends in time hangs: the operating system does not
 * return from it (a server of a mount that is away, a pipe that nobody writes to), and nothing in Java can end it. Whoever
 * waits for it is told so and goes on; its thread is left to it. Where many hang, or the very same one, others are refused
 * at once, except for one now and then that finds out whether it still hangs.
 */
public final class CallWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);
    /** With so many that hang, more are refused. */
    private static final int MANY_HANG = 8;
    /** With so many, nothing is tried any more until some return. */
    private static final int MOST_HANG = 64;

    /** Its threads end by themselves. */
    private static final int IDLE_SECONDS = 1;

    private static final ThreadLocal<@Nullable Call> CURRENT = new ThreadLocal<>();

    private final Duration patience;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Call> hanging = ConcurrentHashMap.newKeySet();
    private final AtomicLong triedAtNanos = new AtomicLong(System.nanoTime());
    private final AtomicBoolean looksAhead = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor looks =
            new ScheduledThreadPoolExecutor(1, task -> DaemonThread.named("destination-watch", task));
    private final ThreadPoolExecutor callers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> DaemonThread.named("destination-call", task));

    /** @param patience how long one step of a call may take */
    CallWatch(Duration patience) {
        this.patience = patience;
        looks.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        looks.allowCoreThreadTimeOut(true);
    }

    /** The call that this thread makes, if it makes one, has begun with another step. */
    public static void step(String what) {
        step(what, Duration.ZERO);
    }

    /** The same for a step that may take so much longer than others. */
    public static void step(String what, Duration longer) {
        Call call = CURRENT.get();
        if (call != null) {
            call.step(what, longer.toNanos());
        }
    }

    /** One call, from its beginning to its return. */
    final class Call implements Closeable {
        private final String what;
        private final Consumer<FileException> whenItHangs;
        private volatile String step = "";
        private volatile long sinceNanos = System.nanoTime();
        private @Nullable FileException givenUp;

        private Call(String what, Consumer<FileException> whenItHangs) {
            this.what = what;
            this.whenItHangs = whenItHangs;
        }

        private void step(String now, long longerNanos) {
            step = now;
            sinceNanos = System.nanoTime() + longerNanos;
        }

        private FileException error() {
            String during = step.isEmpty() ? "" : " (" + step + ")";
            return new FileException(
                    ErrorCode.DESTINATION_UNAVAILABLE,
                    Remedy.LATER,
                    what + ": it hangs, its file system has not answered for " + patience.toSeconds() + " s" + during);
        }

        private synchronized void look(long nowNanos) {
            if (nowNanos - sinceNanos < patience.toNanos() || givenUp != null || !underWay.contains(this)) {
                return;
            }
            FileException why = error();
            givenUp = why;
            hanging.add(this);
            LOG.warn("{}", why.getMessage());
            // Before it can return: what is done then takes back what is done here.
            whenItHangs.accept(why);
        }

        /** Whether whoever waits for it has been told that it hangs. */
        synchronized boolean isLate() {
            return givenUp != null;
        }

        /** @throws FileException it is late */
        synchronized void requireInTime() throws FileException {
            if (givenUp != null) {
                throw givenUp;
            }
        }

        /** It has returned. */
        @Override
        public void close() {
            CURRENT.remove();
            boolean late;
            synchronized (this) {
                underWay.remove(this);
                late = givenUp != null;
            }
            if (late) {
                hanging.remove(this);
                LOG.info("A call that hung has returned. {}", what);
            }
        }
    }

    /**
     * Begins a call on this thread.
     *
     * @param what such as "Cannot write ..."
     * @param whenItHangs told on another thread
     * @throws FileException too many hang
     */
    Call begin(String what, Consumer<FileException> whenItHangs) throws FileException {
        requireAnswers(what);
        return beginAnyway(what, whenItHangs);
    }

    private Call beginAnyway(String what, Consumer<FileException> whenItHangs) {
        Call call = new Call(what, whenItHangs);
        underWay.add(call);
        CURRENT.set(call);
        lookLater();
        return call;
    }

    private void requireAnswers(String what) throws FileException {
        if (hanging.isEmpty()) {
            return;
        }
        boolean same = hanging.stream().anyMatch(call -> call.what.equals(what));
        if (!same && hanging.size() < MANY_HANG) {
            return;
        }
        long tried = triedAtNanos.get();
        long now = System.nanoTime();
        boolean mayTry = hanging.size() < MOST_HANG && now - tried > patience.toNanos();
        if (mayTry && triedAtNanos.compareAndSet(tried, now)) {
            return;
        }
        String first = hanging.stream().findFirst().map(call -> call.what).orElse("it has just returned");
        throw new FileException(
                ErrorCode.DESTINATION_UNAVAILABLE,
                Remedy.LATER,
                what + ": its file system does not answer" + (same ? " yet" : "; hanging since before: " + first));
    }

    /** Runs a call on a thread of its own, and waits for it until it hangs. */
    <T> T within(String what, Callable<T> body) throws FileException {
        requireAnswers(what);
        return withinAnyway(what, body);
    }

    /** The same for what has to be done some time, such as closing: it is begun even where others hang. Never throws. */
    void finish(String what, Closeable opened) {
        try {
            boolean unused = withinAnyway(what, () -> {
                opened.close();
                return true;
            });
        } catch (FileException e) {
            LOG.debug("{}", what, e);
        }
    }

    private <T> T withinAnyway(String what, Callable<T> body) throws FileException {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            callers.execute(() -> run(what, body, result));
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, what + ": interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FileException known) {
                throw known;
            }
            if (e.getCause() instanceof RuntimeException unforeseen) {
                throw unforeseen;
            }
            throw new IllegalStateException(what, e.getCause());
        }
    }

    private <T> void run(String what, Callable<T> body, CompletableFuture<T> result) {
        Call call = beginAnyway(what, result::completeExceptionally);
        try {
            T returned = body.call();
            if (!result.complete(returned) && returned instanceof Closeable unwanted) {
                unwanted.close();
            }
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        } finally {
            call.close();
        }
    }

    private void lookLater() {
        if (looksAhead.compareAndSet(false, true)) {
            var unused = looks.schedule(this::look, Math.max(1, patience.toMillis() / 8), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        looksAhead.set(false);
        long now = System.nanoTime();
        underWay.forEach(call -> call.look(now));
        if (!underWay.isEmpty()) {
            lookLater();
        }
    }
}
