package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.util.Set;
import org.apache.activemq.command.ActiveMQMessage;
import org.genericsftp.file.Printable;
import org.slf4j.MDC;

/** Deals with what comes on the requests queue. */
final class RequestHandler implements MessageHandler {
    private final Desk desk;
    private final MessageReader reader;

    RequestHandler(Desk desk) {
        this.desk = desk;
        this.reader = desk.readerOf(Set.of("FileRequest", "ConnectionCheck"));
    }

    @Override
    public void handle(ActiveMQMessage message, Inbox inbox) throws JMSException, BrokenOffException {
        Intake intake = reader.read(message);
        if (intake instanceof Intake.Refused refused) {
            desk.answers().refuse(refused, inbox);
            inbox.commit();
        } else if (intake instanceof Intake.Rejected rejected) {
            Answers.Settled settled = desk.answers().reject(rejected, inbox);
            inbox.commit();
            desk.events().rejected(rejected, settled);
        } else if (intake instanceof Intake.Accepted accepted) {
            attempt(accepted, inbox);
        }
    }

    private void attempt(Intake.Accepted accepted, Inbox inbox) throws JMSException, BrokenOffException {
        MDC.put("request", Printable.escape(accepted.requestId()));
        try {
            new RequestAttempt(desk, accepted, inbox).run();
        } finally {
            MDC.remove("request");
        }
    }
}
