package org.genericsftp.journal;

import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a client's segments: {@code of-CLIENT.TIME-PROCESS-NUMBER.log}, with the time at which it was begun, all three in
 * lower-case hexadecimal. Only one process ever writes to a segment.
 */
final class SegmentNames {
    private final String client;
    private final Pattern pattern;
    private final String process =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private int number;

    SegmentNames(String client) {
        this.client = client;
        this.pattern =
                Pattern.compile("of-" + Pattern.quote(client) + "\\.([0-9a-f]{8})-[0-9a-f]{8}-[0-9a-f]{8}\\.log");
    }

    boolean isSegment(String name) {
        return name.length() < 255 && pattern.matcher(name).matches();
    }

    /** A name that was not given yet. */
    synchronized String next(Instant now) {
        HexFormat hex = HexFormat.of();
        return "of-" + client + "." + hex.toHexDigits((int) now.getEpochSecond()) + "-" + process + "-"
                + hex.toHexDigits(number++) + ".log";
    }

    Instant begun(String segment) {
        Matcher matcher = pattern.matcher(segment);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("No segment: " + segment);
        }
        return Instant.ofEpochSecond(HexFormat.fromHexDigitsToLong(matcher.group(1)));
    }
}
