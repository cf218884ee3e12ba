package org.genericsftp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.genericsftp.jms.BrokerSettings;
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

    boolean areGiven() {
        return username != null || passwordVariable != null || passwordFile != null;
    }

    BrokerSettings at(String url, Map<String, String> environment) throws UsageException {
        if (username == null && (passwordVariable != null || passwordFile != null)) {
            throw new UsageException("A password needs --username");
        }
        try {
            return new BrokerSettings(url, username, password(environment));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--broker takes a URL such as tcp://localhost:61616");
        }
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
