package org.genericsftp.jms;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a broker's certificate, and remembers why it was refused: what ActiveMQ's client tells of it depends on which of
 * its threads hears of it first, and is often no more than that the connection is closed.
 */
final class ServerCheck extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trusted;
    private final boolean verifyHostName;
    private volatile @Nullable CertificateException objection;
    private volatile boolean passed;

    ServerCheck(X509ExtendedTrustManager trusted, boolean verifyHostName) {
        this.trusted = trusted;
        this.verifyHostName = verifyHostName;
    }

    /** Why the last certificate that was shown was refused, in words for an operator; null when none was. */
    @Nullable
    CertificateException objection() {
        return objection;
    }

    /** Whether a certificate was accepted. */
    boolean isPassed() {
        return passed;
    }

    /** One look at a chain. */
    @FunctionalInterface
    private interface Look {
        void at(X509Certificate[] chain) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Look look) throws CertificateException {
        try {
            look.at(chain);
            passed = true;
            objection = null;
        } catch (CertificateException e) {
            objection = new CertificateException("its certificate (" + describe(chain) + ") is refused: " + reason(e));
            throw e;
        }
    }

    private static String describe(X509Certificate[] chain) {
        X509Certificate certificate = chain[0];
        return certificate.getSubjectX500Principal() + ", issued by " + certificate.getIssuerX500Principal();
    }

    private static String reason(CertificateException e) {
        String reason = JmsErrors.reason(e);
        return reason.contains("unable to find valid certification path")
                ? "no authority that is trusted has signed it (broker.tls.trust names those)"
                : reason;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (verifyHostName) {
            check(chain, shown -> trusted.checkServerTrusted(shown, authType, socket));
        } else {
            checkServerTrusted(chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (verifyHostName) {
            check(chain, shown -> trusted.checkServerTrusted(shown, authType, engine));
        } else {
            checkServerTrusted(chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, shown -> trusted.checkServerTrusted(shown, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trusted.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }
}
