package org.genericsftp.jms;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.genericsftp.serve.Address;
import org.jspecify.annotations.Nullable;

record JmsAddress(ActiveMQDestination destination, @Nullable String objection) implements Address {
    @Override
    public String text() {
        return destination.getQualifiedName();
    }

    /** The connection that the queue was made on; other transports than OpenWire need not name one. */
    @Override
    public @Nullable String temporaryOwner() {
        if (destination instanceof ActiveMQTempDestination temporary) {
            String connection = temporary.getConnectionId();
            return connection == null ? temporary.getPhysicalName() : connection;
        }
        return null;
    }
}
