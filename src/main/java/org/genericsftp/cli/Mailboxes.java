package org.genericsftp.cli;

import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.Mailbox;

/** Gives a command a mailbox at a broker, through which it asks workers as any other system does. */
@FunctionalInterface
public interface Mailboxes {
    /** @throws BrokerException when the broker can't be reached, or refuses */
    Mailbox open(BrokerSettings broker) throws BrokerException;
}
