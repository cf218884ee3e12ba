package org.genericsftp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.genericsftp.testing.SshKeys.KeyFiles;
import org.jspecify.annotations.Nullable;

/**
 * ProFTPD with its mod_sftp: an SFTP server that shares no code with OpenSSH. It has a configuration, a host key, a user
 * and a folder of its own, and works as the user who runs the tests. Tests that ask for it are skipped where it is not
 * installed.
 */
public final class ProFtpdServer implements TestSftpServer {
    private static final String KIND = "proftpd";
    private static final String USER = "tester";
    private static final int NOBODY = 65534;
    private static final Path MODULES = Path.of("/usr/lib/proftpd");

    private final Path program;
    private final ScratchFolder scratch;
    private final KeyFiles userKey;
    private final KeyFiles hostKey;
    private final String password = UUID.randomUUID().toString();
    private final boolean unprivileged;
    private int port;
    private @Nullable Process process;

    private ProFtpdServer(Path program, ScratchFolder scratch, boolean unprivileged) throws IOException {
        this.program = program;
        this.unprivileged = unprivileged;
        this.scratch = scratch;
        userKey = KeptKeys.copyTo(scratch.path(), KeptKeys.Purpose.USER, SshKeys.Type.ED25519);
        hostKey = KeptKeys.copyTo(scratch.path(), KeptKeys.Purpose.HOST, SshKeys.Type.ED25519);
        Files.createDirectory(rootDirectory());
        writeUser();
    }

    /** Already running. */
    public static ProFtpdServer started() {
        return started(false);
    }

    /** The same, and where root runs the tests, it serves as nobody. */
    public static ProFtpdServer startedUnprivileged() {
        return started(System.getProperty("user.name").equals("root"));
    }

    private static ProFtpdServer started(boolean unprivileged) {
        Path program = RealServers.require("proftpd");
        RealServers.requireFile(MODULES.resolve("mod_sftp.so"), "proftpd-mod-crypto");
        try {
            ServerLeftovers.remove(KIND);
            ProFtpdServer server = prepare(program, ScratchFolder.create(KIND), unprivileged);
            server.startOnFreePort();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProFtpdServer prepare(Path program, ScratchFolder scratch, boolean unprivileged) throws IOException {
        try {
            return new ProFtpdServer(program, scratch, unprivileged);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** The user is the one who runs the tests under another name, so that no account is needed. */
    private void writeUser() throws IOException {
        Map<String, Object> owner = unprivileged
                ? Map.of("uid", NOBODY, "gid", NOBODY)
                : Files.readAttributes(rootDirectory(), "unix:uid,gid");
        String openSsl = RealServers.require("openssl").toString();
        String hash = Command.run(openSsl, "passwd", "-6", password).strip();
        writePrivately(
                users(),
                String.join(
                        ":",
                        USER,
                        hash,
                        owner.get("uid").toString(),
                        owner.get("gid").toString(),
                        "",
                        sourceDirectory(),
                        "/bin/sh"));
        writePrivately(groups(), USER + ":x:" + owner.get("gid") + ":");
        String sshKeygen = RealServers.require("ssh-keygen").toString();
        Files.writeString(
                authorizedKeys(),
                Command.run(sshKeygen, "-e", "-f", userKey.publicKey().toString()));
    }

    /** ProFTPD refuses lists of users that others can read. */
    private static void writePrivately(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
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
        return USER;
    }

    @Override
    public boolean supportsPasswords() {
        return true;
    }

    @Override
    public String password() {
        return password;
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
        return hostKey.fingerprint();
    }

    @Override
    public void close() {
        if (process != null) {
            Processes.killTree(process.toHandle());
            process = null;
        }
        scratch.close();
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

    private void start() throws IOException {
        Path configuration = Files.write(scratch.path().resolve("proftpd.conf"), configuration());
        Process started = new ProcessBuilder(program.toString(), "--nodaemon", "--config", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile())
                .start();
        process = started;
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !started.isAlive() || log().contains("standalone mode STARTUP"));
        if (!started.isAlive()) {
            process = null;
            throw new IllegalStateException("proftpd did not start: " + log());
        }
    }

    private List<String> configuration() {
        String user = System.getProperty("user.name");
        return List.of(
                "ModulePath " + MODULES,
                "LoadModule mod_sftp.c",
                "ServerType standalone",
                "DefaultAddress " + host(),
                "Port " + port,
                "UseIPv6 off",
                "UseReverseDNS off",
                "User " + user,
                "Group " + Command.run("id", "-gn").strip(),
                "RootLogin on",
                "RequireValidShell off",
                "MaxInstances none",
                "AuthOrder mod_auth_file.c",
                "AuthUserFile " + users(),
                "AuthGroupFile " + groups(),
                "PidFile " + scratch.path().resolve("pid"),
                "SystemLog " + logFile(),
                "ScoreboardFile none",
                "WtmpLog off",
                "ControlsEngine off",
                "DelayEngine off",
                "DelayTable " + scratch.path().resolve("delays"),
                "SFTPEngine on",
                "SFTPLog " + scratch.path().resolve("sftp.log"),
                "SFTPHostKey " + hostKey.privateKey(),
                "SFTPAuthMethods publickey password",
                "SFTPAuthorizedUserKeys file:" + authorizedKeys());
    }

    private Path users() {
        return scratch.path().resolve("users");
    }

    private Path groups() {
        return scratch.path().resolve("groups");
    }

    private Path authorizedKeys() {
        return scratch.path().resolve("authorized_keys");
    }

    private Path logFile() {
        return scratch.path().resolve("proftpd.log");
    }

    private String log() {
        try {
            return Files.readString(logFile(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
