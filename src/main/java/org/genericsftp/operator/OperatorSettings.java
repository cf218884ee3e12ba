package org.genericsftp.operator;

import java.net.InetAddress;
import java.util.Set;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Where the page is served, and who may use it.
 *
 * @param token null for one that is made at the start; needed where the address is not loopback
 * @param hosts more names than the usual ones by which browsers may call the server
 * @param editing whether clients can be set up and changed
 * @param tls null for plain HTTP
 */
public record OperatorSettings(
        InetAddress address,
        int port,
        @Nullable String token,
        Set<String> hosts,
        boolean editing,
        @Nullable CertificateFiles tls) {
    public OperatorSettings {
        hosts = Set.copyOf(hosts);
        if (token == null && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("An address that others reach needs a token");
        }
    }

    @Override
    public String toString() {
        return "OperatorSettings[" + address + ", " + port + "]";
    }
}
