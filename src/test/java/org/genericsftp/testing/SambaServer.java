package org.genericsftp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Samba's smbd, with a configuration, accounts and a folder of its own, on loopback and an unprivileged port. The one
 * account is mapped to the user who runs the tests. Tests that ask for it are skipped where smbd is not installed.
 */
public final class SambaServer implements AutoCloseable {
    public static final String SHARE = "data";

    private static final String KIND = "smbd";
    private static final String USERNAME = "svc-copy";
    private static final String PASSWORD = "Copy-4711-secret";

    private final Path smbd;
    private final ScratchFolder scratch;
    private final List<String> options;
    private final List<String> shareOptions;
    private final Path tree;
    private int port;
    private @Nullable Process process;

    private SambaServer(Path smbd, ScratchFolder scratch, Builder builder) throws IOException {
        this.smbd = smbd;
        this.scratch = scratch;
        this.options = builder.options;
        this.shareOptions = builder.shareOptions;
        this.tree = builder.tree == null ? scratch.path().resolve("root") : builder.tree;
        Files.createDirectories(tree);
    }

    public static SambaServer started() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What sets a server apart from the default one. */
    public static final class Builder {
        private final List<String> options = new ArrayList<>();
        private final List<String> shareOptions = new ArrayList<>();
        private @Nullable Path tree;

        private Builder() {}

        /** A line of smb.conf's section [global], such as {@code server signing = mandatory}. */
        public Builder option(String line) {
            options.add(line);
            return this;
        }

        /** A line of the share's section, such as {@code read only = yes}. */
        public Builder shareOption(String line) {
            shareOptions.add(line);
            return this;
        }

        /** Also takes tickets of the realm, for the service whose key is in the keytab. */
        public Builder kerberos(String realm, Path keytab) {
            return option("realm = " + realm)
                    .option("kerberos method = dedicated keytab")
                    .option("dedicated keytab file = " + keytab);
        }

        /** Serves that folder. */
        public Builder serving(Path folder) {
            tree = folder;
            return this;
        }

        public SambaServer start() {
            Path smbd = RealServers.require("smbd");
            try {
                ServerLeftovers.remove(KIND);
                ScratchFolder scratch = ScratchFolder.create(KIND);
                try {
                    SambaServer server = new SambaServer(smbd, scratch, this);
                    server.startOnFreePort();
                    return server;
                } catch (IOException | RuntimeException e) {
                    scratch.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String username() {
        return USERNAME;
    }

    public String password() {
        return PASSWORD;
    }

    /** The folder that is the share. */
    public Path tree() {
        return tree;
    }

    /** What is in that folder, hidden files included, in the order of the names. */
    public List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(tree)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    /** What smbd has logged, over all its starts. */
    public String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile(), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs commands of smbclient, another implementation of the protocol, and gives what it printed. */
    public String smbclient(String commands) {
        return Command.run(smbclientCommand(commands).toArray(String[]::new));
    }

    /** The command line for commands of smbclient. */
    public List<String> smbclientCommand(String commands) {
        return List.of(
                RealServers.require("smbclient").toString(),
                "//" + host() + "/" + SHARE,
                "--configfile=" + configurationFile(),
                "--port=" + port,
                "--user=" + USERNAME + "%" + PASSWORD,
                "--command=" + commands);
    }

    /** What smbstatus tells of its connections: user, dialect, encryption, signing. */
    public String status() {
        return Command.run(
                RealServers.require("smbstatus").toString(), "--configfile=" + configurationFile(), "--processes");
    }

    /** How many processes it runs: each connection has one of its own, and there are some helpers. */
    public int processes() {
        return process == null ? 0 : Processes.runningBelow(process.toHandle()).size();
    }

    /** Whether a process that serves a connection has something on the share open. */
    public boolean hasSessions() {
        return !sessions().isEmpty();
    }

    private List<ProcessHandle> sessions() {
        return process == null
                ? List.of()
                : Processes.runningBelow(process.toHandle()).stream()
                        .filter(each -> Processes.hasOpenIn(each, tree))
                        .toList();
    }

    /** Kills the processes that serve connections and have something on the share open; the server accepts others. */
    public void killSessions() {
        List<ProcessHandle> sessions = sessions();
        if (sessions.isEmpty()) {
            throw new IllegalStateException("no connection has anything open in " + tree);
        }
        sessions.forEach(Processes::killTree);
    }

    /** Ends the server and all its connections at once, as a crash does. It can be started again. */
    public void stop() {
        if (process != null) {
            Processes.killTree(process.toHandle());
            process = null;
        }
    }

    /** Starts a stopped server again, on the same port. */
    public void startAgain() {
        if (process != null) {
            throw new IllegalStateException("smbd is running");
        }
        start();
    }

    @Override
    public void close() {
        stop();
        scratch.close();
    }

    private void startOnFreePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = FreePort.find();
            Files.write(configurationFile(), configuration());
            if (attempt == 1) {
                Command.runWithInput(
                        PASSWORD + "\n" + PASSWORD + "\n",
                        RealServers.require("pdbedit").toString(),
                        "--configfile=" + configurationFile(),
                        "--create",
                        "--password-from-stdin",
                        "--user=" + System.getProperty("user.name"));
            }
            try {
                start();
                return;
            } catch (IllegalStateException e) {
                // Another program may have taken the port in between.
                if (attempt == 5 || !log().contains("in use")) {
                    throw e;
                }
            }
        }
    }

    private void start() {
        try {
            Process started = new ProcessBuilder(
                            smbd.toString(),
                            "--foreground",
                            "--no-process-group",
                            "--configfile=" + configurationFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            process = started;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !started.isAlive() || accepts());
            if (!started.isAlive()) {
                process = null;
                throw new IllegalStateException("smbd did not start: " + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> configuration() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "[global]",
                "server role = standalone server",
                "interfaces = 127.0.0.1",
                "bind interfaces only = yes",
                "smb ports = " + port,
                "disable netbios = yes",
                "disable spoolss = yes",
                "load printers = no",
                "printcap name = /dev/null",
                "map to guest = Never",
                "usershare max shares = 0",
                "username map = "
                        + Files.writeString(
                                inScratch("users"),
                                System.getProperty("user.name") + " = " + USERNAME + " WORKGROUP\\" + USERNAME),
                "passdb backend = tdbsam:" + inScratch("passdb.tdb"),
                "logging = file",
                "log file = " + logFile(),
                "max log size = 0"));
        for (String folder : List.of(
                "private dir",
                "lock directory",
                "state directory",
                "cache directory",
                "pid directory",
                "ncalrpc dir")) {
            Path made = inScratch(folder.replace(" ", "-"));
            Files.createDirectories(made);
            lines.add(folder + " = " + made);
        }
        lines.addAll(options);
        lines.addAll(List.of("[" + SHARE + "]", "path = " + tree, "read only = no"));
        lines.addAll(shareOptions);
        return lines;
    }

    private Path inScratch(String name) {
        return scratch.path().resolve(name);
    }

    public Path configurationFile() {
        return inScratch("smb.conf");
    }

    private Path logFile() {
        return inScratch("smbd.log");
    }
}
