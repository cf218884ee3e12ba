package org.genericsftp.jms;

import java.net.URI;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.broker.TransportConnector;
import org.genericsftp.testing.PemPair;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;

/** An ActiveMQ broker in the test's own JVM that listens on TLS only. */
final class TlsBroker implements AutoCloseable {
    private final BrokerService broker = new BrokerService();
    private final TransportConnector connector;

    /** @param clients whose certificate it asks for; null for none */
    TlsBroker(PemPair shown, @Nullable PemPair clients) throws Exception {
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistent(false);
        broker.setSslContext(new SslContext(
                new CertificateFiles(shown.certificateFile(), shown.privateKeyFile()).read(),
                clients == null ? null : clients.trustingIt(),
                null));
        connector = broker.addConnector(new URI("ssl://127.0.0.1:0?needClientAuth=" + (clients != null)));
        broker.start();
        broker.waitUntilStarted();
    }

    String url() throws Exception {
        return "ssl://127.0.0.1:" + connector.getConnectUri().getPort();
    }

    @Override
    public void close() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }
}
