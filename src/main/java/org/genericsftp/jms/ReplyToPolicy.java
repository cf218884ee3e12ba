package org.genericsftp.jms;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.activemq.command.ActiveMQDestination;
import org.jspecify.annotations.Nullable;

/**
 * Decides where replies may go: to one queue, that is the requester's. A requester could otherwise have the worker feed
 * itself, other workers, or the broker.
 */
final class ReplyToPolicy {
    /** The default names of the destinations of any client, ours or another worker's. */
    private static final Pattern CLIENT_QUEUE =
            Pattern.compile("sftp\\.[^.]+\\.(requests|sync|control|events|invalid)");

    /** {@code ActiveMQ.DLQ}, and what sites call theirs: {@code DLQ.orders}, {@code orders.DLQ}. */
    private static final Pattern DEAD_LETTERS = Pattern.compile("(.*\\.)?dlq(\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final String BROKERS_OWN = "ActiveMQ.";

    private final Predicate<String> isReserved;

    /** @param isReserved whether no reply may go to a queue of that name, whatever it looks like */
    ReplyToPolicy(Predicate<String> isReserved) {
        this.isReserved = isReserved;
    }

    /** Why no reply may go there; null if it may. */
    @Nullable
    String objectionTo(ActiveMQDestination replyTo) {
        String name = replyTo.getPhysicalName();
        if (replyTo.isComposite()) {
            return "it names more than one destination";
        }
        if (replyTo.getOptions() != null && !replyTo.getOptions().isEmpty()) {
            return "it has options";
        }
        if (replyTo.isPattern()) {
            return "it is a wildcard";
        }
        if (!replyTo.isQueue()) {
            return "it is a topic, and replies go to queues only";
        }
        if (isReserved.test(name) || CLIENT_QUEUE.matcher(name).matches()) {
            return "it is a queue of the workers";
        }
        if (name.regionMatches(true, 0, BROKERS_OWN, 0, BROKERS_OWN.length())
                || DEAD_LETTERS.matcher(name).matches()) {
            return "it is a queue of the broker";
        }
        return null;
    }
}
