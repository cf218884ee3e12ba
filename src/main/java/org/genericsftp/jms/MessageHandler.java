package org.genericsftp.jms;

import jakarta.jms.JMSException;
import org.apache.activemq.command.ActiveMQMessage;

/** Deals with one message, from its receipt to the commit of what answers it. */
interface MessageHandler {
    /**
     * Commits, if the inbox is a queue's, once all is sent.
     *
     * @throws JMSException when that can't be done; the broker delivers again, unless it was the commit and did work
     * @throws BrokenOffException when the work was broken off; the broker delivers again
     */
    void handle(ActiveMQMessage message, Inbox inbox) throws JMSException, BrokenOffException;
}
