package org.genericsftp.jms;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.io.IOException;
import org.genericsftp.file.Printable;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.BrokerException.Failure;

/** What a JMS exception means. The broker's own exception classes are not on the worker's class path, so none is named. */
final class JmsErrors {
    private JmsErrors() {}

    /** For those who know no JMS. */
    static BrokerException describe(JMSException e) {
        return describe(reason(e), e);
    }

    /** With more to say than the reason. */
    static BrokerException describe(String what, JMSException e) {
        return new BrokerException(failureOf(e), what, e);
    }

    private static Failure failureOf(JMSException e) {
        if (find(e, ResourceAllocationException.class)) {
            return Failure.FULL;
        }
        return find(e, IOException.class) || find(e, IllegalStateException.class) ? Failure.BROKEN : Failure.REFUSED;
    }

    /** Whether the connection is to blame. */
    static boolean isBroken(JMSException e) {
        return failureOf(e) == Failure.BROKEN;
    }

    static String whyNotConnected(BrokerSettings broker, Throwable e) {
        boolean refused = find(e, SecurityException.class) || find(e, JMSSecurityException.class);
        return (refused ? "Refused by the " : "Cannot reach the ") + broker + ": " + reason(e);
    }

    /** The innermost cause, to be quoted in a line: those around it repeat URLs with their options. */
    static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String name = innermost.getClass().getSimpleName();
        if (message == null) {
            return name;
        }
        // "Connection refused" says it all, "sftp.example.net" of an UnknownHostException does not.
        String sentence = message.contains(" ") ? message : name + ": " + message;
        return Printable.escape(sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence);
    }

    private static boolean find(Throwable e, Class<?> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
