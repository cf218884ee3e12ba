package org.genericsftp.jms;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.serve.ReplyQueues;
import org.jspecify.annotations.Nullable;

/**
 * Decides where replies may go: to one queue, that is the requester's. A requester could otherwise have the worker feed
 * itself, other workers, or the broker.
 */
final class ReplyToPolicy {
    /** The default names of the destinations of any client, ours or another worker's. */
    private static final Pattern CLIENT_QUEUE =
            Pattern.compile("sftp\\.[^.]+\\.(requests|sync|control|events|invalid|waiting|arrivals)");

    private static final String BROKERS_OWN = "ActiveMQ.";

    /** Between the name of an address and that of one of its queues: by that, too, our own queues could be named. */
    private static final String ARTEMIS_QUEUE_OF_ADDRESS = "::";

    private final Predicate<String> isReserved;
    private final ReplyQueues allowed;

    /**
     * @param isReserved whether no reply may go to a queue of that name, whatever it looks like
     * @param allowed of the others, if they are not temporary
     */
    ReplyToPolicy(Predicate<String> isReserved, ReplyQueues allowed) {
        this.isReserved = isReserved;
        this.allowed = allowed;
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
        if (name.contains(ARTEMIS_QUEUE_OF_ADDRESS)) {
            return "it names both an address and its queue";
        }
        if (!replyTo.isQueue()) {
            return "it is a topic, and replies go to queues only";
        }
        if (isReserved.test(name) || CLIENT_QUEUE.matcher(name).matches()) {
            return "it is a queue of the workers";
        }
        if (name.regionMatches(true, 0, BROKERS_OWN, 0, BROKERS_OWN.length())) {
            return "it is a queue of the broker";
        }
        if (!replyTo.isTemporary() && !allowed.allow(name)) {
            return "it is none of the queues that replies may go to (reply-queues)";
        }
        return null;
    }
}
