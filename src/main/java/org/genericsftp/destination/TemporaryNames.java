package org.genericsftp.destination;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The names that files have while they are being written: {@code .gsc-<time>-<process>-<number>.part}, all in lower-case
 * hexadecimal. They are short whatever the file's own name is, unique for process and attempt, and tell when the attempt
 * began: the modification time does not, since it is set to the source's before the file is published.
 */
public final class TemporaryNames {
    private static final Pattern NAME = Pattern.compile("\\.gsc-([0-9a-f]{8})-[0-9a-f]{8}-[0-9a-f]{1,16}\\.part");

    private final Clock clock;
    private final String process =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final AtomicLong number = new AtomicLong();

    public TemporaryNames(Clock clock) {
        this.clock = clock;
    }

    /** A name that this object has not given yet. */
    public String next() {
        String time = HexFormat.of().toHexDigits((int) clock.instant().getEpochSecond());
        return ".gsc-" + time + "-" + process + "-" + Long.toHexString(number.incrementAndGet()) + ".part";
    }

    public static boolean isTemporary(String name) {
        return name.startsWith(".gsc-") && NAME.matcher(name).matches();
    }

    /** When the attempt began that gave a temporary name. */
    public static Instant begun(String temporaryName) {
        var matcher = NAME.matcher(temporaryName);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a temporary name: " + temporaryName);
        }
        return Instant.ofEpochSecond(HexFormat.fromHexDigitsToLong(matcher.group(1)));
    }
}
