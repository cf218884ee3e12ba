package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;
import org.genericsftp.testing.WorkerProcess;
import org.jspecify.annotations.Nullable;

/** The stage of one row: what there is to fetch, the way to the server, and a folder for each contestant. */
final class Scene implements AutoCloseable {
    /** What the fetched folder is called, at the server and at each destination: some programs take its name along. */
    static final String FILES = "files";

    private final Row row;
    private final Site site;
    private final Path source;
    private final @Nullable TcpProxy proxy;
    private final Path folder;
    private final SshFiles sshFiles;
    private final Target target;

    private Scene(Row row, Site site, Path source, @Nullable TcpProxy proxy) throws IOException {
        this.row = row;
        this.site = site;
        this.source = source;
        this.proxy = proxy;
        Path store =
                row.workload().onDisk() ? site.disk().path() : site.memory().path();
        this.folder = Files.createDirectory(store.resolve("row"));
        this.sshFiles = SshFiles.write(Files.createDirectory(folder.resolve("ssh")), site.server(), port());
        this.target = Target.open(row.workload(), folder);
    }

    static Scene open(Row row, Site site) throws IOException {
        Path source = site.source(row.workload().data());
        return new Scene(
                row, site, source, row.delayMillis() == 0 && !row.workload().countsBytes() ? null : link(row, site));
    }

    private static TcpProxy link(Row row, Site site) {
        TcpProxy link = TcpProxy.to(site.server());
        link.delay(Duration.ofMillis(row.delayMillis()).dividedBy(2));
        link.bandwidth(site.options().bandwidth());
        // What has arrived makes room at once, and not half a round trip later, as an acknowledgement would.
        link.window(site.options().window() / 2);
        return link;
    }

    Workload workload() {
        return row.workload();
    }

    int delayMillis() {
        return row.delayMillis();
    }

    OpenSshServer server() {
        return site.server();
    }

    String brokerUrl() {
        return site.broker().url();
    }

    Site site() {
        return site;
    }

    SshFiles ssh() {
        return sshFiles;
    }

    /** Where the copies go. */
    Target target() {
        return target;
    }

    int port() {
        return proxy == null ? site.server().port() : proxy.port();
    }

    /** Of one of our programs: the packaged worker, or that of the build before. */
    Path jar(Program program) {
        Path before = site.options().before();
        return program.isBefore() && before != null ? before : WorkerJar.path();
    }

    /** The folder to fetch. */
    Path source() {
        return source;
    }

    /** The file to fetch, where there is but one. */
    Path sourceFile() {
        return source.resolve(workload().data().path(0));
    }

    /** Where a program puts the folder that it fetches. */
    Path into(Program program) {
        return target.folder().resolve(program.name().toLowerCase(Locale.ROOT));
    }

    /** Where the fetched folder then is. */
    Path copies(Program program) {
        return into(program).resolve(FILES);
    }

    /** Leaves an empty folder for the copies. */
    void empty(Program program) throws IOException {
        // One that is there stays the same: a worker has it open.
        Files.createDirectories(copies(program));
        try (var children = Files.newDirectoryStream(copies(program))) {
            for (Path child : children) {
                ScratchFolder.delete(child);
            }
        }
        settle();
    }

    /** Lets no contestant pay for what the one before has left to the kernel. */
    private void settle() {
        if (workload().onDisk()) {
            Command.run("sync");
        }
    }

    /** A file for what a program prints. */
    Path output(Program program) {
        return folder.resolve(program.name().toLowerCase(Locale.ROOT) + ".out");
    }

    /** How many bytes have come through the proxy. */
    long bytesFromServer() {
        if (proxy == null) {
            throw new IllegalStateException("There is no proxy");
        }
        return proxy.bytes(TcpProxy.Direction.TO_CLIENT);
    }

    /** One of our programs as a worker, with one client that has validated its connection; its destination is empty. */
    WorkerProcess startWorker(Program program, String client) throws IOException {
        empty(program);
        WorkerProcess worker = WorkerProcess.start(
                jar(program), configuration(WorkerConfiguration.at(brokerUrl()), client, program), Map.of());
        return worker.awaitReady(site.broker(), client).awaitConnectionValid();
    }

    /** Our configuration for this row, with one client. */
    WorkerConfiguration configuration(WorkerConfiguration all, String client, Program program) {
        WorkerConfiguration.Client settings = target.tell(
                        all.client(client, site.server(), copies(program)), copies(program))
                .with("source-directory", source.toString())
                .with("durable", workload().durable())
                // Slow contestants come between two requests.
                .with("idle-timeout", "1h");
        return proxy == null ? settings.and() : settings.through(proxy).and();
    }

    @Override
    public void close() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        target.close();
        ScratchFolder.delete(folder);
    }
}
