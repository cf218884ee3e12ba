package org.genericsftp.tls;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/** PEM files (RFC 7468) with what one side shows of itself: the certificate with those that prove it, and its private key. */
public record CertificateFiles(Path certificate, Path privateKey) {
    /**
     * What is wrong with the files.
     *
     * @param aboutKey whether it is the key that can't be used, and not the certificate
     * @param message why, without the file's name, and without anything of the key
     */
    public record Fault(boolean aboutKey, String message) {}

    /**
     * Finds out whether what the files hold can be used.
     *
     * @return what is wrong; null where nothing is
     */
    public static @Nullable Fault fault(String certificate, String privateKey) {
        return PemFiles.fault(certificate, privateKey);
    }

    /** @throws IOException when they can't be read, or used; it names the file, and tells nothing of the key */
    public KeyManager[] read() throws IOException {
        return PemFiles.read(this);
    }
}
