package org.genericsftp.testing;

import java.time.Duration;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;

/** Makes a broker in the test's JVM look as if its clock were ahead: messages expire early, and its own times are later. */
public final class ShiftedBrokerClock extends BrokerPluginSupport {
    private final long aheadMillis;

    public ShiftedBrokerClock(Duration ahead) {
        this.aheadMillis = ahead.toMillis();
    }

    @Override
    public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
        if (message.getExpiration() > 0) {
            message.setExpiration(message.getExpiration() - aheadMillis);
        }
        super.send(exchange, message);
    }

    @Override
    public void preProcessDispatch(MessageDispatch dispatch) {
        super.preProcessDispatch(dispatch);
        if (dispatch.getMessage() != null) {
            // It is dispatched again when it is not acknowledged.
            Message shown = dispatch.getMessage().copy();
            shown.setBrokerInTime(shown.getBrokerInTime() + aheadMillis);
            shown.setBrokerOutTime(shown.getBrokerOutTime() + aheadMillis);
            if (shown.getExpiration() > 0) {
                shown.setExpiration(shown.getExpiration() + aheadMillis);
            }
            dispatch.setMessage(shown);
        }
    }
}
