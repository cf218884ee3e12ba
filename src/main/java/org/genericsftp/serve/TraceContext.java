package org.genericsftp.serve;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a letter belongs to, as W3C Trace Context has it: the letter's string properties {@value #TRACEPARENT} and
 * {@value #TRACESTATE}. They come from outside: what does not keep to the letter of the specification is as if it were not there.
 *
 * @param traceId 32 hexadecimal digits
 * @param parentId 16 hexadecimal digits: the span that the letter comes from
 * @param flags two hexadecimal digits
 * @param state what tracing systems say to each other; null where there is nothing
 */
public record TraceContext(
        String traceId,
        String parentId,
        String flags,
        @Nullable String state) {
    public static final String TRACEPARENT = "traceparent";
    public static final String TRACESTATE = "tracestate";

    /** A later version may have more behind the flags. */
    private static final Pattern PARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-[\\x21-\\x7e]*)?");

    private static final String FIRST_VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final int LONGEST_PARENT = 512;
    private static final int LONGEST_STATE = 512;
    private static final int MOST_MEMBERS = 32;
    private static final Pattern KEY =
            Pattern.compile("[a-z0-9][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e&&[^,=]]{0,255}[\\x21-\\x7e&&[^,=]]");

    /** Null where there is none, or none that is valid. */
    public static @Nullable TraceContext of(@Nullable Object traceparent, @Nullable Object tracestate) {
        if (!(traceparent instanceof String text) || text.length() > LONGEST_PARENT) {
            return null;
        }
        Matcher parent = PARENT.matcher(text);
        if (!parent.matches()
                || parent.group(1).equals(NO_VERSION)
                || (parent.group(1).equals(FIRST_VERSION) && parent.group(5) != null)
                || isZero(parent.group(2))
                || isZero(parent.group(3))) {
            return null;
        }
        String state = tracestate instanceof String given && isValidState(given) ? given : null;
        return new TraceContext(parent.group(2), parent.group(3), parent.group(4), state);
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    private static boolean isValidState(String state) {
        if (state.isBlank() || state.length() > LONGEST_STATE) {
            return false;
        }
        Set<String> keys = new HashSet<>();
        for (String member : state.split(",", -1)) {
            String entry = member.replaceAll("^[ \t]+|[ \t]+$", "");
            if (entry.isEmpty()) {
                continue;
            }
            int equals = entry.indexOf('=');
            if (equals < 0
                    || !KEY.matcher(entry.substring(0, equals)).matches()
                    || !VALUE.matcher(entry.substring(equals + 1)).matches()
                    || !keys.add(entry.substring(0, equals))) {
                return false;
            }
        }
        return keys.size() <= MOST_MEMBERS;
    }

    /** As it stands in a message, in the version that is known here. */
    public String traceparent() {
        return FIRST_VERSION + '-' + traceId + '-' + parentId + '-' + flags;
    }
}
