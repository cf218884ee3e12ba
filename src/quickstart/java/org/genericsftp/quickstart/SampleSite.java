package org.genericsftp.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.OwnerOnly;
import org.genericsftp.testing.ScratchFolder;

/**
 * What a site has before the worker comes: a broker, an SFTP server with files, a folder for the copies, and the worker's
 * configuration. All of it lies in a temporary folder, and listens on free ports of the loopback interface.
 */
record SampleSite(EmbeddedBroker broker, MinaSftpServer server, Path folder) {
    /** What the configuration calls the SFTP connection. */
    static final String CLIENT = "sample";

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    static SampleSite open(OpenParts parts) throws Exception {
        ScratchFolder folder = parts.add(ScratchFolder.create("quick-start"));
        EmbeddedBroker broker = parts.add(EmbeddedBroker.start());
        MinaSftpServer server = parts.add(MinaSftpServer.started());
        SampleSite site = new SampleSite(broker, server, folder.path());
        SampleFiles.writeTo(site.source());
        Files.createDirectory(site.destination());
        OwnerOnly.write(site.configuration(), site.configurationText());
        return site;
    }

    String requestQueue() {
        return "sftp." + CLIENT + ".requests";
    }

    /** The folder that the SFTP server serves. */
    Path source() {
        return server.rootDirectory();
    }

    Path destination() {
        return folder.resolve("destination");
    }

    Path configuration() {
        return folder.resolve("worker.yaml");
    }

    Path workerLog() {
        return folder.resolve("worker.log");
    }

    String configurationText() {
        return """
                broker:
                  url: failover:(%s)
                sftp-clients:
                  %s:
                    host: %s
                    port: %d
                    username: %s
                    password: %s
                    host-key: %s
                    source-directory: %s
                    destination-directory: '%s'
                    automatic-sync: n/a
                """.formatted(
                        broker.url(),
                        CLIENT,
                        server.host(),
                        server.port(),
                        server.username(),
                        server.password(),
                        server.hostKeyFingerprint(),
                        server.sourceDirectory(),
                        destination().toString().replace("'", "''").replace("${", "$${"));
    }

    /** Whether a worker takes requests. */
    boolean isServed() {
        return broker.queue(requestQueue()).consumers() > 0;
    }

    /** Starts a worker and waits until it takes requests. */
    PackagedWorker startWorker(Path jar, OpenParts parts) throws Exception {
        PackagedWorker worker = parts.add(PackagedWorker.start(jar, configuration(), workerLog()));
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!isServed()) {
            if (!worker.isRunning()) {
                throw new IOException("The worker has ended. It says:\n" + worker.log());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("The worker takes no requests. It says:\n" + worker.log());
            }
            Thread.sleep(20);
        }
        return worker;
    }
}
