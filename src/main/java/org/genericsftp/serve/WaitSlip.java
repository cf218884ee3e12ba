package org.genericsftp.serve;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is attached to the message of a request that waits, as its string property {@value #PROPERTY}: what a new message would lose
 * of the first, and what became of the wait. Whoever may send requests can attach one, and gains nothing: the request is then
 * answered at once.
 *
 * @param id of the waiting request, new for each
 * @param askedAt the request's own time
 * @param expiresAt JMSExpiration of the first message, by the broker's clock; null for never
 * @param until when the wait ends, by a worker's clock
 * @param end null while it lasts
 */
public record WaitSlip(
        String id,
        Instant askedAt,
        @Nullable Instant expiresAt,
        Instant until,
        @Nullable End end) {
    public static final String PROPERTY = "waitSlip";

    private static final String NONE = "-";
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f-]{36}) ([0-9]{1,14}) ([0-9]{1,14}|-) ([0-9]{1,14}) ([A-Z_]+|-)");

    /** Why a wait has ended. */
    public enum End {
        /** Enough files are there. */
        ENOUGH,
        TIME_UP,
        CANCELLED,
        EXPIRED,
        /** Too many were waiting already. */
        TOO_MANY
    }

    static WaitSlip begin(Instant askedAt, @Nullable Instant expiresAt, Instant until) {
        return new WaitSlip(UUID.randomUUID().toString(), askedAt, expiresAt, until, null);
    }

    WaitSlip ended(End why) {
        return new WaitSlip(id, askedAt, expiresAt, until, why);
    }

    /** That of the same request, which waits on. */
    WaitSlip renewed() {
        return begin(askedAt, expiresAt, until);
    }

    /** Null where the property is none that a worker has written. */
    public static @Nullable WaitSlip of(@Nullable Object property) {
        Matcher text = TEXT.matcher(property instanceof String written ? written : "");
        if (!text.matches()) {
            return null;
        }
        String end = text.group(5);
        End why = Arrays.stream(End.values())
                .filter(one -> one.name().equals(end))
                .findFirst()
                .orElse(null);
        return why == null && !end.equals(NONE)
                ? null
                : new WaitSlip(
                        text.group(1),
                        instant(text.group(2)),
                        text.group(3).equals(NONE) ? null : instant(text.group(3)),
                        instant(text.group(4)),
                        why);
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** The property's text. */
    public String text() {
        return String.join(
                " ",
                id,
                millis(askedAt),
                expiresAt == null ? NONE : millis(expiresAt),
                millis(until),
                end == null ? NONE : end.name());
    }

    private static String millis(Instant time) {
        return Long.toString(Math.max(0, time.toEpochMilli()));
    }
}
