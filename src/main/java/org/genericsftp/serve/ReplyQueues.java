package org.genericsftp.serve;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which queues replies may go to, as an operator says it: patterns, in which {@code *} stands for any characters. A queue has to
 * match one of the allowed, and none of the refused.
 *
 * @param text all of them with blanks between them, the refused behind a {@code !}
 */
public record ReplyQueues(String text, List<String> allowed, List<String> refused) {
    private static final Pattern LIST = Pattern.compile("!?[^\\s!,]+(\\s+!?[^\\s!,]+)*");

    /** What brokers, and those who set them up, call the queues of undeliverable messages. */
    public static final ReplyQueues USUAL =
            parse("* !DLQ !DLQ.* !*.DLQ !*.DLQ.* !ExpiryQueue").orElseThrow();

    public ReplyQueues {
        allowed = List.copyOf(allowed);
        refused = List.copyOf(refused);
    }

    /** Empty for what is no such list. */
    public static Optional<ReplyQueues> parse(String text) {
        if (!LIST.matcher(text).matches()) {
            return Optional.empty();
        }
        List<String> allowed = Stream.of(text.split("\\s+"))
                .filter(pattern -> !pattern.startsWith("!"))
                .toList();
        List<String> refused = Stream.of(text.split("\\s+"))
                .filter(pattern -> pattern.startsWith("!"))
                .map(pattern -> pattern.substring(1))
                .toList();
        return Optional.of(new ReplyQueues(text, allowed, refused));
    }

    public boolean allow(String queue) {
        return allowed.stream().anyMatch(pattern -> matches(pattern, queue))
                && refused.stream().noneMatch(pattern -> matches(pattern, queue));
    }

    private static boolean matches(String pattern, String name) {
        String[] parts = pattern.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return name.equals(pattern);
        }
        if (!name.startsWith(parts[0])) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length();
        }
        return name.length() - from >= last.length() && name.endsWith(last);
    }

    @Override
    public String toString() {
        return text;
    }
}
