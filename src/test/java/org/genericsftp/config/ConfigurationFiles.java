package org.genericsftp.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations for tests. */
final class ConfigurationFiles {
    static final String MINIMAL = """
            sftp-clients:
              plant-a:
                host: sftp.example.net
                username: dataminer
                password: s3cret
                known-hosts: known_hosts
                source-directory: /outgoing
                destination-directory: /data/plant-a
            """;

    private final Path file;

    ConfigurationFiles(Path folder) {
        this.file = folder.resolve("worker.yaml");
    }

    Configuration read(String yaml) throws ConfigurationException {
        return read(yaml, Map.of());
    }

    Configuration read(String yaml, Map<String, String> environment) throws ConfigurationException {
        try {
            return ConfigurationReader.read(Files.writeString(file, yaml), environment, "host-1/4711");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, line by line, with {@code worker.yaml} for the file's path. */
    List<String> errorsOf(String yaml) {
        return errorsOf(yaml, Map.of());
    }

    List<String> errorsOf(String yaml, Map<String, String> environment) {
        try {
            read(yaml, environment);
            return List.of();
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage())
                    .lines()
                    .map(line -> line.replace(file.toString(), "worker.yaml"))
                    .toList();
        }
    }
}
