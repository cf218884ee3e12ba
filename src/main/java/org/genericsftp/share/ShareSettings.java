package org.genericsftp.share;

import java.time.Duration;

/**
 * @param address the folder where the copies go; it has to exist: it is not made, lest a misspelt one be filled
 * @param durable whether files and folders are forced to the server's disk
 * @param leftoverAge how old a temporary file must be to count as left behind by a killed worker
 */
public record ShareSettings(
        ShareAddress address,
        ShareAccount account,
        boolean durable,
        Encryption encryption,
        ShareNames names,
        Duration leftoverAge,
        Patience patience) {
    public static final Duration DEFAULT_LEFTOVER_AGE = Duration.ofHours(24);

    public ShareSettings {
        if (leftoverAge.isNegative()) {
            throw new IllegalArgumentException("A leftover age of " + leftoverAge);
        }
    }

    /** Whether bytes on their way are encrypted; they are signed in any case. */
    public enum Encryption {
        /** Where the server offers it: SMB 3 does. */
        IF_OFFERED,
        /** Or else nothing is sent. */
        REQUIRED
    }

    /**
     * @param connect how long connecting may take
     * @param request how long the server may take to answer
     * @param inUse how long to wait for a file that another program holds open
     */
    public record Patience(Duration connect, Duration request, Duration inUse) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(10));

        public Patience {
            requirePositive("connect", connect);
            requirePositive("request", request);
            if (inUse.isNegative()) {
                throw new IllegalArgumentException("Waiting " + inUse + " for a file in use");
            }
        }

        private static void requirePositive(String what, Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("A " + what + " timeout of " + time);
            }
        }
    }

    /** Durable, and with the defaults. */
    public static ShareSettings of(ShareAddress address, ShareAccount account) {
        return new ShareSettings(
                address,
                account,
                true,
                Encryption.IF_OFFERED,
                ShareNames.REFUSE,
                DEFAULT_LEFTOVER_AGE,
                Patience.DEFAULT);
    }
}
