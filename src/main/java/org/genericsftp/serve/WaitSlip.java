package org.genericsftp.serve;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.filter.Cursor;
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
 * @param standing how far a standing request has come; null of any other
 */
public record WaitSlip(
        String id,
        Instant askedAt,
        @Nullable Instant expiresAt,
        Instant until,
        @Nullable End end,
        @Nullable Standing standing) {
    public static final String PROPERTY = "waitSlip";

    private static final String NONE = "-";
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f-]{36}) ([0-9]{1,14}) ([0-9]{1,14}|-) ([0-9]{1,14}) ([A-Z_]+|-)"
                    + "(?: ([0-9]{1,9}) ([0-9]{1,14}) ([A-Za-z0-9_-]{1,60000}))?");

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

    /**
     * How far a standing request has come.
     *
     * @param batch the number of its next batch, from 1
     * @param lookFrom not before that is looked for what is new, by a worker's clock
     * @param cursor what its requester knows of
     */
    public record Standing(int batch, Instant lookFrom, Cursor cursor) {
        /** After a batch was told. */
        Standing told(Cursor next, Instant nextLook) {
            return new Standing(batch + 1, nextLook, next);
        }

        /** Nothing was told. */
        Standing lookingFrom(Instant nextLook) {
            return new Standing(batch, nextLook, cursor);
        }

        private static @Nullable Standing of(Matcher text) {
            return text.group(6) == null
                    ? null
                    : Cursor.parse(text.group(8), Cursor.MOST_TOLD_BY_WORKERS)
                            .map(cursor ->
                                    new Standing(Integer.parseInt(text.group(6)), instant(text.group(7)), cursor))
                            .orElse(null);
        }

        private String text() {
            return batch + " " + millis(lookFrom) + " " + cursor;
        }
    }

    static WaitSlip begin(Instant askedAt, @Nullable Instant expiresAt, Instant until) {
        return new WaitSlip(UUID.randomUUID().toString(), askedAt, expiresAt, until, null, null);
    }

    WaitSlip ended(End why) {
        return new WaitSlip(id, askedAt, expiresAt, until, why, standing);
    }

    /** The same, which ends then. */
    WaitSlip until(Instant time) {
        return new WaitSlip(id, askedAt, expiresAt, time, end, standing);
    }

    /** That of the same request, which waits on. */
    WaitSlip renewed() {
        return begin(askedAt, expiresAt, until).with(standing);
    }

    /** The same, of a standing request that has come so far. */
    WaitSlip with(@Nullable Standing state) {
        return new WaitSlip(id, askedAt, expiresAt, until, end, state);
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
        Standing standing = Standing.of(text);
        boolean whole = (standing != null || text.group(6) == null) && (why != null || end.equals(NONE));
        return whole
                ? new WaitSlip(
                        text.group(1),
                        instant(text.group(2)),
                        text.group(3).equals(NONE) ? null : instant(text.group(3)),
                        instant(text.group(4)),
                        why,
                        standing)
                : null;
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** The property's text. */
    public String text() {
        String text = String.join(
                " ",
                id,
                millis(askedAt),
                expiresAt == null ? NONE : millis(expiresAt),
                millis(until),
                end == null ? NONE : end.name());
        return standing == null ? text : text + " " + standing.text();
    }

    private static String millis(Instant time) {
        return Long.toString(Math.max(0, time.toEpochMilli()));
    }
}
