package org.genericsftp.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.ssh.ServerLogins.Credentials;
import org.genericsftp.ssh.ServerLogins.Turn;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.Place;
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

    /** Connects and logs in. */
    interface Attempt<T> {
        T run() throws FileException, NotReachedException;
    }

    /** Who logs in where. */
    record Account(Place place, String username, Authentication authentication) {}

    private final Map<Place, ServerLogins> servers = new HashMap<>();

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
        Credentials credentials = new Credentials(account.username(), account.authentication());
        ServerLogins server = serverAt(account.place());
        Turn turn = awaitTurn(server, credentials, patience);
        FileException failure = null;
        boolean succeeded = false;
        try {
            T loggedIn = attempt.run();
            succeeded = true;
            return loggedIn;
        } catch (FileException e) {
            failure = e.code() == ErrorCode.AUTHENTICATION_FAILED ? sparing(e) : null;
            throw failure == null ? e : failure;
        } catch (NotReachedException e) {
            throw e.why();
        } finally {
            if (succeeded) {
                succeeded(server, turn);
            } else if (failure != null) {
                refused(server, turn, account.place().endpoint(), failure);
            } else {
                failed(server, turn);
            }
        }
    }

    /** The same words each time, so that what shows them does not change with every attempt. */
    private static FileException sparing(FileException refusal) {
        return new FileException(
                refusal.code(),
                refusal.remedy(),
                refusal.getMessage() + " (it is tried again after some time only, so that the account is not locked)",
                refusal);
    }

    private synchronized ServerLogins serverAt(Place place) {
        return servers.computeIfAbsent(place, unused -> new ServerLogins());
    }

    private synchronized Turn awaitTurn(ServerLogins server, Credentials credentials, Duration most)
            throws FileException {
        long begun = System.nanoTime();
        int failuresBefore = server.failures();
        while (true) {
            long now = System.nanoTime();
            long wait = server.waitNanos(credentials, now);
            long patience = most.toNanos() - (now - begun);
            if (wait == 0 || patience <= 0 || server.failures() != failuresBefore) {
                return server.begin(credentials);
            }
            try {
                // Rounded up: who has waited for all of it finds that it is over.
                wait(TimeUnit.NANOSECONDS.toMillis(Math.min(wait, patience)) + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while waiting to log in", e);
            }
        }
    }

    private synchronized void succeeded(ServerLogins server, Turn turn) {
        server.succeeded(turn, System.nanoTime());
        notifyAll();
    }

    private synchronized void refused(ServerLogins server, Turn turn, Endpoint endpoint, FileException why) {
        Duration pause = server.refused(turn, why, System.nanoTime());
        notifyAll();
        LOG.info(
                "A login to {} as {} was refused; it is not tried again for {} s",
                endpoint,
                turn.credentials().username(),
                pause.toSeconds());
    }

    private synchronized void failed(ServerLogins server, Turn turn) {
        server.failed(turn);
        notifyAll();
    }
}
