package org.genericsftp.jms;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.io.IOException;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/** What a JMS exception means. The broker's own exception classes are not on the worker's class path, so none is named. */
final class JmsErrors {
    private JmsErrors() {}

    /**
     * Whether it is the broker's answer about one destination: that it is not there, or not for us. Otherwise the
     * connection, the session or the broker as a whole is to blame, and what has become of the message may not be known.
     */
    static boolean isRefusal(JMSException e) {
        return find(e, IOException.class) == null && find(e, IllegalStateException.class) == null && !isFull(e);
    }

    /** Whether the broker has no room at the moment. */
    static boolean isFull(JMSException e) {
        return find(e, ResourceAllocationException.class) != null;
    }

    static boolean isSecurity(JMSException e) {
        return find(e, SecurityException.class) != null || find(e, JMSSecurityException.class) != null;
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

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
