package org.genericsftp.operator;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares tokens, and bounds how many wrong ones are tried: {@value #MOST_OF_ONE} a minute from one address, and {@value #MOST}
 * from all together. An address that has known the token is not held up by what others try. The same wrong token again is no
 * new guess, so that a page that still has the token of yesterday shuts nobody out. For any thread.
 */
final class TokenGuesses {
    private static final Logger LOG = LoggerFactory.getLogger(TokenGuesses.class);
    private static final int MOST_OF_ONE = 10;
    private static final int MOST = 100;
    private static final double NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_ADDRESSES = 1_000;

    private final byte[] token;
    private final LongSupplier nanoTime;
    private final Bound all;
    private final Map<String, Guesser> guessers = bounded();
    private final Map<String, Boolean> known = bounded();

    /** @param token as it is compared, such as a digest */
    TokenGuesses(byte[] token, LongSupplier nanoTime) {
        this.token = token.clone();
        this.nanoTime = nanoTime;
        this.all = new Bound(MOST);
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST_ADDRESSES;
            }
        };
    }

    /** A bucket that leaks: what was counted is forgotten within a minute. */
    private final class Bound {
        private final int most;
        private double used;
        private long countedAt = nanoTime.getAsLong();
        private boolean told;

        Bound(int most) {
            this.most = most;
        }

        boolean isReached() {
            long now = nanoTime.getAsLong();
            used = Math.max(0, used - most * ((now - countedAt) / NANOS));
            countedAt = now;
            if (used == 0) {
                told = false;
            }
            return used > most - 1;
        }

        void count() {
            used++;
        }

        /** Once until none were tried for a while. */
        void tell(String whence) {
            if (!told) {
                told = true;
                LOG.warn(
                        "Wrong tokens for the operator page come from {}; more than {} a minute are not tried",
                        whence,
                        most);
            }
        }
    }

    /** Those at one address. */
    private final class Guesser {
        private final Bound bound = new Bound(MOST_OF_ONE);
        private byte @Nullable [] last;
    }

    /**
     * Whether it is the token, found out in a time that does not depend on where they differ.
     *
     * @param given as it is compared
     * @throws HttpProblem when too many were tried, be this one right or wrong
     */
    synchronized boolean isToken(byte[] given, InetAddress from) throws HttpProblem {
        String address = nameOf(from);
        Guesser guesser = guessers.get(address);
        if (guesser != null) {
            if (guesser.last != null && MessageDigest.isEqual(guesser.last, given)) {
                return false;
            }
            require(guesser.bound, address);
        }
        if (!known.containsKey(address)) {
            require(all, "many addresses");
        }
        if (MessageDigest.isEqual(token, given)) {
            known.put(address, true);
            return true;
        }
        Guesser wrong = guessers.computeIfAbsent(address, unknown -> new Guesser());
        wrong.last = given.clone();
        wrong.bound.count();
        all.count();
        return false;
    }

    private static void require(Bound bound, String whence) throws HttpProblem {
        if (bound.isReached()) {
            bound.tell(whence);
            throw new HttpProblem(429, "TOO_MANY_GUESSES", "Too many wrong tokens were tried; wait a minute");
        }
    }

    /** How many are remembered for what they have tried. */
    synchronized int addresses() {
        return guessers.size();
    }

    /** Of IPv6 one has at least the lower half to oneself. */
    private static String nameOf(InetAddress address) {
        if (address instanceof Inet6Address && !address.isLoopbackAddress()) {
            return HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, 8) + "::/64";
        }
        return address.getHostAddress();
    }
}
