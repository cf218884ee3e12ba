package org.genericsftp.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private Sessions() {}

    /** Ends a session, and undoes its transaction. Where that fails the connection is broken, and the broker does it. */
    static void close(Session session) {
        try {
            session.close();
        } catch (JMSException e) {
            LOG.debug("A session did not end in good order", e);
        }
    }

    /** Ends a wait for messages. */
    static void close(MessageConsumer consumer) {
        try {
            consumer.close();
        } catch (JMSException e) {
            LOG.debug("A consumer did not end in good order", e);
        }
    }
}
