package org.genericsftp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.BrokerTls;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks, at the broker. A password on the command line would be seen by everybody, so it comes from elsewhere. */
final class AccountOptions {
    @Option(names = "--username", paramLabel = "NAME", description = "The account at the broker.")
    private @Nullable String username;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "The environment variable that holds its password.")
    private @Nullable String passwordVariable;

    @Option(names = "--password-file", paramLabel = "FILE", description = "The file that holds its password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "For ssl://: the PEM file with the certificates that are trusted, in place of those that Java trusts.")
    private @Nullable Path trust;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "For ssl://: the PEM file with the certificate that is shown to the broker.")
    private @Nullable Path certificate;

    @Option(
            names = "--private-key",
            paramLabel = "FILE",
            description = "The PEM file with that certificate's private key, in PKCS#8, not encrypted.")
    private @Nullable Path privateKey;

    boolean areGiven() {
        return username != null || passwordVariable != null || passwordFile != null || isTlsGiven();
    }

    private boolean isTlsGiven() {
        return trust != null || certificate != null || privateKey != null;
    }

    BrokerSettings at(String url, Map<String, String> environment) throws UsageException {
        if (username == null && (passwordVariable != null || passwordFile != null)) {
            throw new UsageException("A password needs --username");
        }
        BrokerTls tls = tls(url);
        try {
            return new BrokerSettings(url, username, password(environment), BrokerSettings.Timing.DEFAULT, tls);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--broker takes a URL such as tcp://localhost:61616");
        }
    }

    private @Nullable BrokerTls tls(String url) throws UsageException {
        if (!isTlsGiven()) {
            return null;
        }
        Optional<String> objection = BrokerTls.objectionTo(url);
        if (objection.isPresent()) {
            throw new UsageException("--trust, --certificate or --private-key " + objection.get());
        }
        if ((certificate == null) != (privateKey == null)) {
            throw new UsageException("Give --certificate and --private-key, or neither");
        }
        CertificateFiles own =
                certificate == null || privateKey == null ? null : new CertificateFiles(certificate, privateKey);
        BrokerTls tls = new BrokerTls(trust, null, own, true);
        try {
            tls.requireFiles();
        } catch (IOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return tls;
    }

    private @Nullable String password(Map<String, String> environment) throws UsageException {
        if (passwordVariable != null && passwordFile != null) {
            throw new UsageException("Give --password-env or --password-file, not both");
        }
        if (passwordVariable != null) {
            String password = environment.get(passwordVariable);
            if (password == null) {
                throw new UsageException("The environment variable " + passwordVariable + " is not set");
            }
            return password;
        }
        return passwordFile == null ? null : read(passwordFile);
    }

    private static String read(Path file) throws UsageException {
        try {
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UsageException("The password can't be read from " + file);
        }
    }
}
