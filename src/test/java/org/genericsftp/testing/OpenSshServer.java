package org.genericsftp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.genericsftp.testing.SshKeys.KeyFiles;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSH's sshd, with a configuration, host keys and a folder of its own. The user is the one who runs the tests, and
 * is let in by key; root can have a throwaway account as well, with a password. Tests that ask for it are skipped where
 * sshd is not installed.
 */
public final class OpenSshServer implements TestSftpServer {
    private static final String KIND = "sshd";

    private final Path sshd;
    private final ScratchFolder scratch;
    private final @Nullable ThrowawayAccount account;
    private final KeyFiles userKey;
    private final SshHostKeys hostKeys;
    private final List<String> options;
    private final List<String> launcher;
    private int port;
    private @Nullable Process process;

    private OpenSshServer(Path sshd, ScratchFolder scratch, Builder builder) throws IOException {
        this.sshd = sshd;
        this.scratch = scratch;
        this.account =
                builder.withPassword && ThrowawayAccount.possible() ? ThrowawayAccount.create(scratch.path()) : null;
        this.hostKeys = new SshHostKeys(scratch.path());
        this.userKey = KeptKeys.copyTo(scratch.path(), KeptKeys.Purpose.USER, SshKeys.Type.ED25519);
        this.launcher = builder.launcherIn(scratch.path());
        this.options =
                SshdOptions.of(sshd, builder.extraOptions, builder.subsystemIn(scratch.path()), builder.withPassword);
        Files.createDirectory(rootDirectory());
        authorize(userKey);
        hostKeys.take();
    }

    /** A server with all defaults, already running. */
    public static OpenSshServer started() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What sets a server apart from the default one. */
    public static final class Builder {
        private final List<String> extraOptions = new ArrayList<>();
        private boolean withPassword;
        private String subsystem = "internal-sftp";
        private List<String> script = List.of();
        private @Nullable Path hidden;
        private String shown = "";

        private Builder() {}

        /** Makes a throwaway account, where that is possible: see {@link OpenSshServer#supportsPasswords}. */
        public Builder withPassword() {
            withPassword = true;
            return this;
        }

        /** Serves with the program sftp-server, and not from within sshd. */
        public Builder withSftpServerProgram() {
            return withSubsystem(RealServers.require("sftp-server").toString());
        }

        /** What sshd runs as its sftp subsystem; it has none if the command is empty. */
        public Builder withSubsystem(String command) {
            subsystem = command;
            return this;
        }

        /** A bash script as its sftp subsystem: sshd drops the quotes from a command. */
        public Builder withSubsystemScript(String... lines) {
            script = List.of(lines);
            return this;
        }

        /** Shows the server and what it starts another text in this file of the system; only root can have it. */
        public Builder withTextIn(Path file, String text) {
            hidden = file;
            shown = text;
            return this;
        }

        /** A line of sshd_config, such as {@code MaxSessions 1}; it takes the place of a default. */
        public Builder option(String line) {
            extraOptions.add(line);
            return this;
        }

        public OpenSshServer start() {
            Path sshd = RealServers.require("sshd");
            try {
                ServerLeftovers.remove(KIND);
                makePrivilegeSeparationFolder();
                OpenSshServer server = prepare(sshd, ScratchFolder.create(KIND));
                server.startOnFreePort();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String subsystemIn(Path folder) throws IOException {
            if (script.isEmpty()) {
                return subsystem;
            }
            Path file =
                    Files.writeString(folder.resolve("subsystem"), "#!/bin/bash\n" + String.join("\n", script) + "\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"))
                    .toString();
        }

        /** In namespaces of its own, with another file in the place of the system's. */
        private List<String> launcherIn(Path folder) throws IOException {
            if (hidden == null) {
                return List.of();
            }
            Path file = Files.writeString(folder.resolve("shown"), shown);
            return List.of(
                    RealServers.require("unshare").toString(),
                    "--mount",
                    "--ipc",
                    "sh",
                    "-c",
                    "mount --bind '" + file + "' '" + hidden + "' && exec \"$@\"",
                    "sh");
        }

        private OpenSshServer prepare(Path sshd, ScratchFolder scratch) throws IOException {
            try {
                return new OpenSshServer(sshd, scratch, this);
            } catch (IOException | RuntimeException e) {
                ThrowawayAccount.removeNotedIn(scratch.path());
                scratch.close();
                throw e;
            }
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String username() {
        return account == null ? System.getProperty("user.name") : account.name();
    }

    @Override
    public boolean supportsPasswords() {
        return account != null;
    }

    @Override
    public String password() {
        if (account == null) {
            throw new UnsupportedOperationException("This sshd has no account with a password");
        }
        return account.password();
    }

    @Override
    public Path userKey() {
        return userKey.privateKey();
    }

    @Override
    public Path rootDirectory() {
        return scratch.path().resolve("root");
    }

    @Override
    public String sourceDirectory() {
        return rootDirectory().toString();
    }

    @Override
    public String hostKeyFingerprint() {
        return hostKeyFingerprint(SshKeys.Type.ED25519);
    }

    public String hostKeyFingerprint(SshKeys.Type type) {
        return hostKeys.get(type).fingerprint();
    }

    /** A folder for the test's own files, which goes with the server. */
    public Path scratchFolder() {
        return scratch.path();
    }

    /** Lets the user in by this key, too. */
    public void authorize(KeyFiles key) {
        authorize(key.publicLine());
    }

    /** Lets the user in by this key, too, given as a line of authorized_keys. */
    public void authorize(String publicLine) {
        try {
            Files.writeString(
                    authorizedKeys(), publicLine + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new known_hosts file that knows this server by the keys of these types; of all types if none are named. */
    public Path knownHosts(SshKeys.Type... types) {
        return hostKeys.knownHosts(host(), port(), List.of(types));
    }

    /** The same with the server's name hashed. */
    public Path hashedKnownHosts(SshKeys.Type... types) {
        Path file = knownHosts(types);
        Command.run(RealServers.require("ssh-keygen").toString(), "-q", "-H", "-f", file.toString());
        return file;
    }

    /** What sshd has logged, over all its starts. */
    public String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile(), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes that serve files at this moment; one sent SIGSTOP is a stuck SFTP server on a healthy connection. */
    public List<ProcessHandle> sftpProcesses() {
        return below().stream().filter(OpenSshServer::servesFiles).toList();
    }

    private static boolean servesFiles(ProcessHandle process) {
        String title = Processes.title(process);
        return title.endsWith("@internal-sftp") || title.contains("sftp-server");
    }

    /** All processes that sshd has for its connections. */
    public List<ProcessHandle> connectionProcesses() {
        return below();
    }

    /** Cuts every connection, and goes on accepting new ones. */
    public void dropConnections() {
        below().forEach(ProcessHandle::destroyForcibly);
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
            throw new IllegalStateException("sshd is running");
        }
        start();
    }

    /** Starts again with other host keys, as an impostor has. */
    public void swapHostKeys() {
        stop();
        hostKeys.make();
        startAgain();
    }

    /** Starts again with certificates of its host keys; the options are those of ssh-keygen. */
    public void certifyHostKeys(KeyFiles authority, String... options) {
        List<String> all = new ArrayList<>(List.of("-h"));
        all.addAll(List.of(options));
        stop();
        hostKeys.all().forEach(key -> SshKeys.certify(authority, key, all.toArray(String[]::new)));
        startAgain();
    }

    @Override
    public void close() {
        stop();
        if (account != null) {
            account.close();
        }
        scratch.close();
    }

    private List<ProcessHandle> below() {
        return process == null ? List.of() : Processes.runningBelow(process.toHandle());
    }

    private void startOnFreePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = FreePort.find();
            try {
                start();
                return;
            } catch (IllegalStateException e) {
                // Another program may have taken the port in between.
                if (attempt == 5 || !log().contains("Address already in use")) {
                    close();
                    throw e;
                }
            }
        }
    }

    private void start() {
        try {
            int logged = log().length();
            Path configuration = Files.write(scratch.path().resolve("sshd_config"), configuration());
            List<String> command = new ArrayList<>(launcher);
            command.addAll(List.of(sshd.toString(), "-D", "-e", "-f", configuration.toString()));
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            process = started;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !started.isAlive() || log().substring(logged).contains("Server listening on"));
            if (!started.isAlive()) {
                process = null;
                throw new IllegalStateException("sshd did not start: " + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> configuration() {
        List<String> lines = new ArrayList<>(options);
        lines.add("ListenAddress " + host());
        lines.add("Port " + port);
        lines.add("PidFile none");
        // Else a shell that runs the subsystem's program reads the user's own settings first, whatever they do.
        lines.add("SetEnv SHLVL=1");
        lines.add("AuthorizedKeysFile " + authorizedKeys());
        for (KeyFiles key : hostKeys.all()) {
            lines.add("HostKey " + key.privateKey());
            Path certificate = SshKeys.certificateOf(key);
            if (Files.exists(certificate)) {
                lines.add("HostCertificate " + certificate);
            }
        }
        return lines;
    }

    private Path authorizedKeys() {
        return scratch.path().resolve("authorized_keys");
    }

    private Path logFile() {
        return scratch.path().resolve("sshd.log");
    }

    /** sshd started by root insists on this folder; Debian makes it when the service starts. */
    private static void makePrivilegeSeparationFolder() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
    }
}
