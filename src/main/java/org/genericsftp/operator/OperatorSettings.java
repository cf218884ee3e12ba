package org.genericsftp.operator;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Set;
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
        @Nullable Tls tls) {
    /** PEM files: the certificate with those that prove it, and its private key. */
    public record Tls(Path certificate, Path privateKey) {
        /**
         * Finds out whether what the files hold can be used.
         *
         * @return what is wrong; null where nothing is
         */
        public static @Nullable Fault fault(String certificate, String privateKey) {
            return PemFiles.fault(certificate, privateKey);
        }

        /**
         * What is wrong with the files.
         *
         * @param aboutKey whether it is the key that can't be used, and not the certificate
         * @param message why, without the file's name, and without anything of the key
         */
        public record Fault(boolean aboutKey, String message) {}
    }

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
