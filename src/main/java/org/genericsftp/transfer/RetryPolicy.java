package org.genericsftp.transfer;

import java.time.Duration;
import java.util.Optional;
import org.genericsftp.file.BackOff;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;

/**
 * Whether something that failed is tried again, and when. What is wrong with one file is tried a few times; what is
 * wrong with the way to the server or to the destination is waited out, for a bounded time.
 *
 * @param retryFor how long an absent server or destination is waited for
 */
public record RetryPolicy(Duration retryFor) {
    private static final int MOST_ATTEMPTS_ON_SESSION = 3;
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5));

    /**
     * How long to wait before the next attempt; empty to give up.
     *
     * @param failures how often it has failed, this time included
     * @param failing for how long it has been failing
     */
    public Optional<Duration> delay(FileException why, int failures, Duration failing) {
        return switch (why.remedy()) {
            case NEVER -> Optional.empty();
            case SAME_SESSION ->
                failures < MOST_ATTEMPTS_ON_SESSION ? Optional.of(BACK_OFF.after(failures)) : Optional.empty();
            case NEW_SESSION -> withinRetryFor(failures == 1 ? Duration.ZERO : BACK_OFF.after(failures - 1), failing);
            case LATER -> waitsOut(why.code()) ? withinRetryFor(BACK_OFF.after(failures), failing) : Optional.empty();
        };
    }

    /** Room on a full disk, a name, a file that keeps changing: waiting here would only hold up the answer. */
    private static boolean waitsOut(ErrorCode code) {
        return code == ErrorCode.CONNECTION_FAILED
                || code == ErrorCode.TIMEOUT
                || code == ErrorCode.DESTINATION_UNAVAILABLE;
    }

    /** Whether it tells that the server or the destination is away, for whoever comes next too. */
    static boolean tellsOfOutage(FileException why) {
        return why.remedy() == Remedy.LATER && waitsOut(why.code());
    }

    private Optional<Duration> withinRetryFor(Duration wanted, Duration failing) {
        Duration left = retryFor.minus(failing);
        if (left.isNegative() || left.isZero()) {
            return Optional.empty();
        }
        return Optional.of(wanted.compareTo(left) < 0 ? wanted : left);
    }
}
