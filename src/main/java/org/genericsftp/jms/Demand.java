package org.genericsftp.jms;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an inbox asks the broker for its next message. One of its own kind has it ask once when it is opened, and then each time
 * that it is told to. For any thread.
 */
final class Demand {
    private static final Logger LOG = LoggerFactory.getLogger(Demand.class);

    private final Runnable whenOver;
    private @Nullable Inbox inbox;
    private boolean wanted;

    /** @param whenOver called when the inbox is closed; must not block */
    Demand(Runnable whenOver) {
        this.whenOver = whenOver;
    }

    synchronized Inbox opened(Inbox open) {
        inbox = open;
        wanted = true;
        return open;
    }

    /** Whether it is to ask now. */
    synchronized boolean take() {
        boolean take = wanted;
        wanted = false;
        return take;
    }

    void ask() {
        Inbox open;
        synchronized (this) {
            wanted = true;
            open = inbox;
        }
        try {
            if (open != null) {
                open.ask();
            }
        } catch (JMSException e) {
            // The inbox hears of it, too, and is opened anew.
            LOG.debug("The broker was not asked", e);
        }
    }

    void closed(Inbox ended) {
        synchronized (this) {
            if (inbox != ended) {
                return;
            }
            inbox = null;
        }
        whenOver.run();
    }
}
