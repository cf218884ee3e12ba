package org.genericsftp.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.BackOff;
import org.genericsftp.file.FileException;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may log in to one server now, and remembers how the logins ended. Servers lock an account after a few
 * refused logins, and some shut out the address that they come from. So credentials that were refused are tried again
 * after ever longer pauses, once for all clients that have them; a server gets only a few at a time of the logins that it
 * may refuse; and a client whose credentials have worked waits for no other. For one thread at a time.
 */
final class ServerLogins {
    /** What is shown to the server. */
    record Credentials(String username, Authentication authentication) {}

    /** The first three attempts are further apart than fail2ban looks: five in ten minutes, by default. */
    private static final BackOff REFUSAL = new BackOff(Duration.ofSeconds(30), Duration.ofMinutes(5), 3);

    /**
     * OpenSSH's sshd notes five seconds for each login refused, and takes no connections from an address with fifteen (sshd_config(5),
     * PerSourcePenalties): so ten at the most.
     */
    private static final long PENALTY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** For so long a login need not be shown to work again before others with the same credentials follow. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * An attempt to log in that has begun.
     *
     * @param doubtful whether these credentials are not known to work
     */
    record Turn(Credentials credentials, boolean doubtful) {}

    /** The answer to {@link #waitNanos} where only the end of another attempt counts. */
    static final long UNTIL_TOLD = Long.MAX_VALUE;

    private static final class Account {
        private int refusals;
        private long notBeforeNanos;
    }

    private static final class Login {
        private int underWay;
        private boolean worked;
        private long workedNanos;
        private @Nullable FileException refusal;
    }

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<Credentials, Login> logins = new HashMap<>();
    private long penaltyEndNanos;
    private boolean penalised;
    private int doubtfulUnderWay;
    private int failures;
    private int passes;

    /**
     * How long to wait before asking again; 0 if it may log in now, and then it must {@link #begin}.
     *
     * @throws FileException the refusal, while it is too early to try again
     */
    long waitNanos(Credentials credentials, long nowNanos) throws FileException {
        Login login = login(credentials);
        FileException refusal = login.refusal;
        if (refusal != null && nowNanos - account(credentials).notBeforeNanos < 0) {
            throw refusal;
        }
        if (login.worked && nowNanos - login.workedNanos < FRESH_NANOS) {
            return 0;
        }
        if (login.underWay > 0) {
            return UNTIL_TOLD;
        }
        return login.worked ? 0 : untilBearable(nowNanos);
    }

    private long untilBearable(long nowNanos) {
        if (doubtfulUnderWay > 1) {
            return UNTIL_TOLD;
        }
        long bearable = PENALTY_NANOS * (1 - doubtfulUnderWay);
        return Math.max(0, penalty(nowNanos) - bearable);
    }

    private long penalty(long nowNanos) {
        return penalised ? Math.max(0, penaltyEndNanos - nowNanos) : 0;
    }

    /** How many attempts have failed for other reasons: who waited for one of these waits no longer. */
    int failures() {
        return failures;
    }

    /** How many attempts have let others pass: who waited for one of these may go as far as it, and then has to ask again. */
    int passes() {
        return passes;
    }

    Turn begin(Credentials credentials) {
        Login login = login(credentials);
        login.underWay++;
        if (!login.worked) {
            doubtfulUnderWay++;
        }
        return new Turn(credentials, !login.worked);
    }

    void succeeded(Turn turn, long nowNanos) {
        Login login = ended(turn);
        String username = turn.credentials().username();
        login.worked = true;
        login.workedNanos = nowNanos;
        login.refusal = null;
        boolean othersRefused = logins.entrySet().stream()
                .anyMatch(each -> each.getKey().username().equals(username) && each.getValue().refusal != null);
        if (!othersRefused) {
            accounts.remove(username);
        }
    }

    /** Returns for how long this account is left alone, except by credentials that were not refused yet. */
    Duration refused(Turn turn, FileException why, long nowNanos) {
        Login login = ended(turn);
        login.worked = false;
        login.refusal = why;
        penaltyEndNanos = nowNanos + penalty(nowNanos) + PENALTY_NANOS;
        penalised = true;
        Account account = account(turn.credentials());
        account.refusals++;
        Duration pause = REFUSAL.after(account.refusals);
        account.notBeforeNanos = nowNanos + pause.toNanos();
        return pause;
    }

    /** It ended in another way: nothing is known. */
    void failed(Turn turn) {
        ended(turn);
        failures++;
    }

    /** It is still on its way, and begins again when it has arrived. */
    void passed(Turn turn) {
        ended(turn);
        passes++;
    }

    private Login ended(Turn turn) {
        Login login = login(turn.credentials());
        login.underWay--;
        if (turn.doubtful()) {
            doubtfulUnderWay--;
        }
        return login;
    }

    private Login login(Credentials credentials) {
        return logins.computeIfAbsent(credentials, unused -> new Login());
    }

    private Account account(Credentials credentials) {
        return accounts.computeIfAbsent(credentials.username(), unused -> new Account());
    }
}
