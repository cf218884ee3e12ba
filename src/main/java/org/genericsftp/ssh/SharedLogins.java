package org.genericsftp.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.ssh.ServerLogins.Credentials;
import org.genericsftp.ssh.ServerLogins.Turn;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Place;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the clients of a worker log in to a server one after another where that matters ({@link ServerLogins}): a wrong
 * password reaches the server only a few times, however many clients have it, and the clients with the right one are not
 * shut out because of it. Safe for use by many threads.
 */
public final class SharedLogins {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLogins.class);

    /** Nobody waits longer for others, whatever the server may make of it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** So long others wait for one that is on its way; most take less. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Duration moment;
    private final Map<Place, ServerLogins> servers = new HashMap<>();

    public SharedLogins() {
        this(MOMENT);
    }

    /** @param moment for how long others wait for one that is on its way */
    SharedLogins(Duration moment) {
        this.moment = moment;
    }

    /** Connects and logs in. */
    interface Attempt<T> {
        T run(LoginTurn turn) throws FileException, NotReachedException;
    }

    /** Who logs in where. */
    record Account(Place place, String username, Authentication authentication) {
        private Credentials credentials() {
            return new Credentials(username, authentication);
        }
    }

    /**
     * Runs the attempt when it is its turn.
     *
     * @throws FileException what the attempt throws; the same again without an attempt where a login with these
     *     credentials was refused a while ago
     */
    <T> T logIn(SshSettings settings, Attempt<T> attempt) throws FileException {
        return logIn(settings.account(), LONGEST_WAIT, attempt);
    }

    /** @param patience nobody waits longer for others than this */
    <T> T logIn(Account account, Duration patience, Attempt<T> attempt) throws FileException {
        OwnTurn turn = new OwnTurn(account);
        turn.await(patience, true);
        try {
            T loggedIn = attempt.run(turn);
            turn.accepted();
            return loggedIn;
        } catch (FileException e) {
            throw e.code() == ErrorCode.AUTHENTICATION_FAILED ? turn.refused(e) : e;
        } catch (NotReachedException e) {
            throw e.why();
        } finally {
            turn.end();
        }
    }

    private synchronized ServerLogins serverAt(Place place) {
        return servers.computeIfAbsent(place, unused -> new ServerLogins());
    }

    private final class OwnTurn implements LoginTurn {
        private final Account account;
        private final ServerLogins server;
        private @Nullable Turn held;
        private boolean onTheWay;
        private boolean ended;
        private CompletableFuture<Void> overdue = new CompletableFuture<>();

        OwnTurn(Account account) {
            this.account = account;
            server = serverAt(account.place());
        }

        /** @param mayPass whether to go as far as one in front that is still on its way, without a turn */
        private void await(Duration most, boolean mayPass) throws FileException {
            synchronized (SharedLogins.this) {
                long begun = System.nanoTime();
                int failuresBefore = server.failures();
                int passesBefore = server.passes();
                while (held == null) {
                    long now = System.nanoTime();
                    long wait = server.waitNanos(account.credentials(), now);
                    long patience = most.toNanos() - (now - begun);
                    if (wait == 0 || patience <= 0 || server.failures() != failuresBefore) {
                        held = server.begin(account.credentials());
                    } else if (mayPass && server.passes() != passesBefore) {
                        return;
                    } else {
                        pause(Math.min(wait, patience));
                    }
                }
            }
        }

        @Override
        public void onTheWay() {
            synchronized (SharedLogins.this) {
                onTheWay = true;
                overdue =
                        new CompletableFuture<Void>().completeOnTimeout(null, moment.toMillis(), TimeUnit.MILLISECONDS);
                var unused = overdue.thenRun(this::letOthersPass);
            }
        }

        private void letOthersPass() {
            synchronized (SharedLogins.this) {
                Turn turn = held;
                if (turn != null && onTheWay) {
                    held = null;
                    server.passed(turn);
                    SharedLogins.this.notifyAll();
                }
            }
        }

        @Override
        public void arrived(Duration patience) throws FileException {
            synchronized (SharedLogins.this) {
                onTheWay = false;
                overdue.cancel(false);
                await(patience, false);
            }
        }

        @Override
        public void accepted() {
            synchronized (SharedLogins.this) {
                if (!ended) {
                    server.succeeded(endNow(), System.nanoTime());
                }
            }
        }

        /** Returns the refusal as all are told of it: in the same words each time, whatever shows them. */
        FileException refused(FileException why) {
            synchronized (SharedLogins.this) {
                if (ended) {
                    return why;
                }
                FileException told = why.saying(why.getMessage()
                        + " (it is tried again after some time only, so that the account is not locked)");
                Duration pause = server.refused(endNow(), told, System.nanoTime());
                LOG.info(
                        "A login to {} as {} was refused; it is not tried again for {} s",
                        account.place().endpoint(),
                        account.username(),
                        pause.toSeconds());
                return told;
            }
        }

        /** Where neither of these has happened nothing is known, and where it has let others pass nobody waits for it. */
        void end() {
            synchronized (SharedLogins.this) {
                overdue.cancel(false);
                if (!ended && held != null) {
                    server.failed(endNow());
                }
                ended = true;
            }
        }

        private Turn endNow() {
            ended = true;
            overdue.cancel(false);
            Turn turn = held == null ? server.begin(account.credentials()) : held;
            held = null;
            SharedLogins.this.notifyAll();
            return turn;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Its caller looks again.
    private synchronized void pause(long nanos) throws FileException {
        try {
            // Rounded up: who has waited for all of it finds that it is over.
            wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while waiting to log in", e);
        }
    }
}
