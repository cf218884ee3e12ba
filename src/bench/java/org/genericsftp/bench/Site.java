package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ScratchFolder;

/**
 * What all contestants share: a server, a broker, and folders of this run in memory and on a disk. sshd takes one cipher
 * only, so that all have the same.
 */
record Site(OpenSshServer server, BrokerProcess broker, ScratchFolder memory, ScratchFolder disk, BenchOptions options)
        implements AutoCloseable {
    static final String CIPHER = "aes128-gcm@openssh.com";

    private static final String KIND = "bench";

    static Site open(BenchOptions options) throws IOException {
        ScratchFolder memory = scratch(options.memory());
        ScratchFolder disk = scratch(options.disk());
        OpenSshServer server = OpenSshServer.builder()
                .option("Ciphers " + CIPHER)
                .option("Compression no")
                .option("LogLevel INFO")
                .start();
        try {
            Path store = Files.createDirectory(disk.path().resolve("broker"));
            return new Site(server, BrokerProcess.start(store), memory, disk, options);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private static ScratchFolder scratch(Path parent) throws IOException {
        Files.createDirectories(parent);
        for (Path leftover : ScratchFolder.abandonedIn(parent, KIND)) {
            ScratchFolder.delete(leftover);
        }
        return ScratchFolder.createIn(parent, KIND);
    }

    /** The folder that is fetched, which is called the same everywhere; written when it is first asked for. */
    Path source(DataSet data) throws IOException {
        Path folder = memory.path().resolve("sources").resolve(data.name()).resolve(Scene.FILES);
        if (!Files.exists(folder)) {
            data.writeTo(folder);
        }
        return folder;
    }

    @Override
    public void close() {
        broker.close();
        server.close();
        memory.close();
        disk.close();
    }
}
