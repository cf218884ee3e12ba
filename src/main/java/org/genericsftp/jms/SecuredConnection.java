package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportFilter;
import org.apache.activemq.util.JMSExceptionSupport;
import org.jspecify.annotations.Nullable;

/** TLS on one connection to a broker: with what it is set up, and why that fails. */
final class SecuredConnection {
    private static final int PATIENCE_MILLIS = 1_000;

    /** What Java tells a thread that sends when another has met the reason. */
    private static final String CLOSED = "Connection or outbound has closed";

    private static final String CERTIFICATE_HINT = "; the broker's certificate was accepted, so it may want one of the"
            + " worker's, or another one (broker.tls.certificate)";

    private final ServerCheck check;
    private final SslContext context;
    private final CompletableFuture<IOException> broken = new CompletableFuture<>();

    private SecuredConnection(ServerCheck check, KeyManager @Nullable [] own) {
        this.check = check;
        this.context = new SslContext(own, new TrustManager[] {check}, null);
    }

    /**
     * For a connection to any of the URL's addresses; null where none is secured, or the JVM's own settings have a certificate
     * to show, which can't be had from it.
     */
    static @Nullable SecuredConnection to(BrokerSettings broker) throws JMSException {
        BrokerTls tls = broker.tls();
        if (!BrokerTls.isFor(broker.url()) || (tls == null && System.getProperty("javax.net.ssl.keyStore") != null)) {
            return null;
        }
        BrokerTls used = tls == null ? BrokerTls.OF_JAVA : tls;
        try {
            return new SecuredConnection(
                    new ServerCheck(used.trusted(), used.verifyHostName()),
                    used.own() == null ? null : used.own().read());
        } catch (IOException e) {
            throw new JMSException("broker.tls can't be used: " + e.getMessage());
        }
    }

    /** What makes a transport. */
    @FunctionalInterface
    interface Make {
        Transport make() throws JMSException;
    }

    /** Has ActiveMQ's client make a transport that is secured so: it takes the context from the thread. */
    Transport secure(Make transport) throws JMSException {
        SslContext before = SslContext.getCurrentSslContext();
        SslContext.setCurrentSslContext(context);
        try {
            return new TransportFilter(transport.make()) {
                @Override
                public void onException(IOException error) {
                    broken.complete(error);
                    super.onException(error);
                }
            };
        } finally {
            SslContext.setCurrentSslContext(before);
        }
    }

    /** Why no connection came about, which may be more than what the caller was told. */
    JMSException reason(JMSException told) {
        if (!JmsErrors.isBroken(told)) {
            return told;
        }
        Exception objection = check.objection();
        if (objection != null) {
            return JMSExceptionSupport.create(objection);
        }
        SSLException known = find(told);
        if (known == null) {
            IOException heard = heard();
            known = heard == null ? null : find(heard);
        }
        String reason = JmsErrors.reason(known == null ? told : known);
        return JMSExceptionSupport.create(new IOException(check.isPassed() ? reason + CERTIFICATE_HINT : reason));
    }

    /** What the thread that reads has met: the one that sends is often told only that the connection is closed. */
    private @Nullable IOException heard() {
        try {
            return broken.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static @Nullable SSLException find(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException known && !CLOSED.equals(known.getMessage())) {
                return known;
            }
        }
        return null;
    }
}
