package org.genericsftp.jms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.genericsftp.tls.CertificateFiles;
import org.genericsftp.tls.TrustedCertificates;
import org.jspecify.annotations.Nullable;

/**
 * How connections to a broker by {@code ssl://} are secured. Its files are read for each connection, so that renewed ones count.
 * Its text shows no password.
 *
 * @param trust the file with the certificates that are trusted; null for those that Java trusts
 * @param trustPassword of that file, where it is a store that needs one
 * @param own what is shown to a broker that asks for a certificate; null for nothing
 * @param verifyHostName whether the broker's certificate must be for the host that the URL names
 */
public record BrokerTls(
        @Nullable Path trust,
        @Nullable String trustPassword,
        @Nullable CertificateFiles own,
        boolean verifyHostName) {
    /** In the JVM as a whole, where there are no settings. */
    static final BrokerTls OF_JAVA = new BrokerTls(null, null, null, true);

    private static final Pattern SSL = Pattern.compile("(?<![A-Za-z0-9+])ssl://");
    private static final Pattern OTHER_TLS = Pattern.compile("[A-Za-z0-9+]+\\+ssl://");
    private static final String HOST_NAME_OPTION = "verifyHostName";

    /** Whether the URL has an address by which a connection is secured with these settings. */
    static boolean isFor(String url) {
        return SSL.matcher(url).find();
    }

    /** Why these settings can't be used with a URL; it does not repeat the URL. */
    public static Optional<String> objectionTo(String url) {
        if (OTHER_TLS.matcher(url).find()) {
            // ActiveMQ's client takes the JVM's own settings for these, whatever it is given.
            return Optional.of("is for ssl:// only; use ssl:// in place of nio+ssl:// or auto+ssl://");
        }
        if (!isFor(url)) {
            return Optional.of("needs a url with ssl://");
        }
        return url.contains(HOST_NAME_OPTION)
                ? Optional.of("has verify-host-name in place of the url's option " + HOST_NAME_OPTION)
                : Optional.empty();
    }

    /** @throws IOException when nobody can be trusted; it names the file and says why */
    public void requireTrust() throws IOException {
        X509ExtendedTrustManager unused = trusted();
    }

    /** @throws IOException when a file is of no use; it names the file and says why */
    public void requireFiles() throws IOException {
        requireTrust();
        if (own != null) {
            KeyManager[] unused = own.read();
        }
    }

    X509ExtendedTrustManager trusted() throws IOException {
        return trust == null ? TrustedCertificates.ofJava() : TrustedCertificates.in(trust, trustPassword);
    }

    @Override
    public String toString() {
        return "BrokerTls[" + trust + ", " + own + ", " + verifyHostName + "]";
    }
}
