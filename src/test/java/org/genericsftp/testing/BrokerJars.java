package org.genericsftp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The jars of brokers that the tests are not compiled against. A POM among the test resources names them; Maven copies them
 * below the build's folder, once. It may have to fetch them first.
 */
final class BrokerJars {
    private static final long SECONDS = 300;

    private BrokerJars() {}

    /** Those of the POM in {@code brokers/NAME}; aborts the test where Maven or the jars can't be had. */
    static List<Path> of(String broker) throws IOException {
        Path maven = RealServers.require("mvn");
        byte[] pom = resource(broker + "/pom.xml");
        CRC32 checksum = new CRC32();
        checksum.update(pom);
        Path copied = BuiltServers.built(
                "%s-%08x".formatted(broker, checksum.getValue()), folder -> copy(maven, pom, broker, folder));
        try (Stream<Path> files = Files.walk(copied)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void copy(Path maven, byte[] pom, String broker, Path folder)
            throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("pom.xml"), pom);
        List<String> command = new ArrayList<>(List.of(
                maven.toString(), "-B", "-q", "-f", file.toString(), "-Dfolder=" + folder, "generate-resources"));
        // The one of the build that runs the tests.
        String repository = System.getProperty("localRepository");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        Path log = folder.resolve("maven.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            Processes.killTree(process.toHandle());
            System.out.println(Files.readString(log));
            throw RealServers.unavailable("the jars of " + broker + " from a Maven repository");
        }
    }

    /** A file of a broker's folder among the test resources. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = BrokerJars.class.getResourceAsStream("/brokers/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
