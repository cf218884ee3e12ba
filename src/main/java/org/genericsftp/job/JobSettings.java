package org.genericsftp.job;

import java.time.Duration;
import org.genericsftp.file.Verification;

/**
 * How jobs of one client are carried out.
 *
 * @param client its name
 * @param settleTime how long a file must have been left alone before it is copied; zero for not at all
 * @param retryFor how long an absent server or destination is bridged before a request is answered FAILED
 * @param verify how files are verified where a request does not say it
 * @param filterBudget how much time of the CPU one job's filters may take
 */
public record JobSettings(
        String client, Duration settleTime, Duration retryFor, Verification verify, Duration filterBudget) {
    public JobSettings(String client, Duration settleTime, Duration retryFor) {
        this(client, settleTime, retryFor, Verification.NONE, Duration.ofMinutes(1));
    }

    public static JobSettings of(String client) {
        return new JobSettings(client, Duration.ZERO, Duration.ofMinutes(1));
    }
}
