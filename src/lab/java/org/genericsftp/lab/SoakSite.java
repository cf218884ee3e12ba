package org.genericsftp.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Processes;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;

/** One worker that lives through it all, what it depends on, and the networks between them. */
final class SoakSite implements AutoCloseable {
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final int NARROW_BYTES_PER_SECOND = 500_000;
    private static final int DISK_MEBIBYTES = 512;
    private static final Map<String, String> FIXED_HEAP =
            Map.of("JDK_JAVA_OPTIONS", "-Xms256m -Xmx256m -XX:+AlwaysPreTouch");

    private final ScratchFolder scratch;
    private final OpenSshServer server;
    private final BrokerProcess broker;
    private final TcpProxy toServer;
    private final TcpProxy toBroker;
    private final SmallDisk disk;
    private final WorkerProcess worker;
    private final Path logs;

    private SoakSite(ScratchFolder scratch, OpenSshServer server, BrokerProcess broker, Path logs) throws IOException {
        this.scratch = scratch;
        this.server = server;
        this.broker = broker;
        this.logs = logs;
        this.toServer = TcpProxy.to(server);
        this.toBroker = TcpProxy.to("127.0.0.1", broker.openWirePort());
        this.disk = SmallDisk.at(Files.createDirectory(copies()), DISK_MEBIBYTES);
        this.worker = WorkerProcess.start(configuration(), FIXED_HEAP);
    }

    /** @param logs where the worker's log is kept */
    static SoakSite open(Path logs) throws IOException {
        ScratchFolder scratch = LabScratch.create();
        OpenSshServer server = OpenSshServer.builder().withSftpServerProgram().start();
        BrokerProcess broker = null;
        try {
            broker = BrokerProcess.start(Files.createDirectory(scratch.path().resolve("store")));
            return new SoakSite(scratch, server, broker, logs);
        } catch (IOException | RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            server.close();
            scratch.close();
            throw e;
        }
    }

    private WorkerConfiguration configuration() {
        return WorkerConfiguration.at("failover:(tcp://" + toBroker.host() + ":" + toBroker.port() + ")")
                .client(RequestMix.CLIENT, server, copies())
                .through(toServer)
                .with("retry-for", "3m")
                .with("max-deliveries", 1000)
                .with("stall-timeout", "4s")
                .with("keep-alive", "2s")
                .with("idle-timeout", "3s")
                .with("automatic-sync", "20s")
                .and();
    }

    OpenSshServer server() {
        return server;
    }

    BrokerProcess broker() {
        return broker;
    }

    WorkerProcess worker() {
        return worker;
    }

    Path copies() {
        return scratch.path().resolve(LabScratch.COPIES);
    }

    boolean allows(Fault fault) {
        return fault != Fault.DISK_IS_FULL || disk.canRunFull();
    }

    /** Begins it, and returns what ends it. */
    Runnable begin(Fault fault) {
        return switch (fault) {
            case SFTP_IS_DELAYED -> {
                toServer.delay(DELAY);
                yield () -> toServer.delay(Duration.ZERO);
            }
            case SFTP_IS_THROTTLED -> {
                toServer.throttle(Direction.TO_CLIENT, NARROW_BYTES_PER_SECOND);
                yield () -> toServer.throttle(Direction.TO_CLIENT, 0);
            }
            case SFTP_IS_FROZEN -> freeze(toServer);
            case SFTP_IS_CUT -> cut(toServer, toServer::disconnect);
            case SFTP_IS_RESET -> cut(toServer, toServer::reset);
            case SFTP_SERVER_HANGS -> hang();
            case SSHD_RESTARTS -> {
                server.stop();
                yield server::startAgain;
            }
            case BROKER_IS_FROZEN -> freeze(toBroker);
            case BROKER_IS_CUT -> cut(toBroker, toBroker::disconnect);
            case BROKER_RESTARTS -> {
                stopBroker();
                yield this::restartBroker;
            }
            case DISK_IS_FULL -> {
                disk.fill();
                yield disk::makeRoom;
            }
        };
    }

    private static Runnable freeze(TcpProxy network) {
        network.freeze();
        return network::unfreeze;
    }

    private static Runnable cut(TcpProxy network, Runnable act) {
        network.refuse();
        act.run();
        return network::accept;
    }

    /** Its connection stays healthy. */
    private Runnable hang() {
        List<ProcessHandle> hanging = server.sftpProcesses();
        hanging.stream().filter(ProcessHandle::isAlive).forEach(Processes::stop);
        return () -> hanging.stream().filter(ProcessHandle::isAlive).forEach(Processes::resume);
    }

    private void stopBroker() {
        try {
            broker.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartBroker() {
        try {
            broker.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        keepLog();
        worker.close();
        toServer.close();
        toBroker.close();
        broker.close();
        server.close();
        disk.close();
        scratch.close();
    }

    private void keepLog() {
        try {
            Files.createDirectories(logs);
            Files.writeString(logs.resolve("worker.log"), worker.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
