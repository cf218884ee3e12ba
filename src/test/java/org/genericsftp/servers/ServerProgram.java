package org.genericsftp.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.KeptKeys;
import org.genericsftp.testing.Processes;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.ServerLeftovers;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.SshKeys.KeyFiles;
import org.genericsftp.testing.TestSftpServer;
import org.jspecify.annotations.Nullable;

/** A server that is a program of its own, with a port, keys and a folder to serve. It lets its user in by key only. */
abstract class ServerProgram implements TestSftpServer {
    private static final String USER = "tester";
    private static final String BANNER = "SSH-2.0-";
    private static final int MOST_STARTS = 5;
    /** As most systems have it, so that it is no other where the tests may open more. */
    private static final String MOST_DESCRIPTORS = "1024";

    private final ScratchFolder scratch;
    private final KeyFiles userKey;
    private final KeyFiles hostKey;
    private int port;
    private @Nullable Process process;

    /** @param kind names the server in the folders that it leaves behind when the tests are killed */
    ServerProgram(String kind, SshKeys.Type keyType) {
        ServerLeftovers.remove(kind);
        try {
            scratch = ScratchFolder.create(kind);
            Files.createDirectory(rootDirectory());
            userKey = KeptKeys.copyTo(scratch.path(), KeptKeys.Purpose.USER, keyType);
            hostKey = KeptKeys.copyTo(scratch.path(), KeptKeys.Purpose.HOST, keyType);
            // The program runs as another user than the one who made the key.
            Files.setPosixFilePermissions(hostKey.privateKey(), PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is to be run so that it serves on this port. */
    abstract List<String> command(int onPort) throws IOException;

    /** Starts the server; closes it where it does not start. */
    static <T extends ServerProgram> T started(T server) {
        try {
            ((ServerProgram) server).start();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw new IllegalStateException(server.getClass().getSimpleName() + " did not start", e);
        }
    }

    private void start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = FreePort.find();
            process = run(command(port));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !isRunning() || saysItsName());
            if (isRunning()) {
                return;
            }
            // Another program may have taken the port in between.
            if (attempt == MOST_STARTS || !log().toLowerCase(Locale.ROOT).contains("in use")) {
                throw new IllegalStateException(log());
            }
        }
    }

    private Process run(List<String> command) throws IOException {
        List<String> limited =
                new ArrayList<>(List.of(RealServers.require("prlimit").toString(), "--nofile=" + MOST_DESCRIPTORS));
        limited.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(limited)
                .directory(scratch.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", scratch.path().toString());
        return builder.start();
    }

    private boolean isRunning() {
        return process != null && process.isAlive();
    }

    private boolean saysItsName() {
        try (Socket socket = new Socket(InetAddress.getByName(host()), port)) {
            socket.setSoTimeout(2_000);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(BANNER.length()), UTF_8).equals(BANNER);
        } catch (IOException e) {
            return false;
        }
    }

    /** A file of the test resources as a file that the program can read. */
    final Path resource(String name) throws IOException {
        Path copy = scratch.path().resolve(Path.of(name).getFileName());
        try (InputStream text = ServerProgram.class.getResourceAsStream("/servers/" + name)) {
            Files.write(copy, Objects.requireNonNull(text, name).readAllBytes());
        }
        return copy;
    }

    final Path scratchFolder() {
        return scratch.path();
    }

    final Path hostKey() {
        return hostKey.privateKey();
    }

    /** The user's key as a line of authorized_keys. */
    final Path authorizedKeys() {
        return userKey.publicKey();
    }

    /** What the program has printed. */
    final String log() throws IOException {
        return Files.exists(logFile()) ? Files.readString(logFile(), UTF_8) : "";
    }

    private Path logFile() {
        return scratch.path().resolve("server.log");
    }

    @Override
    public final String host() {
        return "127.0.0.1";
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public String username() {
        return USER;
    }

    @Override
    public final boolean supportsPasswords() {
        return false;
    }

    @Override
    public final String password() {
        throw new UnsupportedOperationException("This server lets its user in by key");
    }

    @Override
    public final Path userKey() {
        return userKey.privateKey();
    }

    @Override
    public final Path rootDirectory() {
        return scratch.path().resolve("root");
    }

    @Override
    public String sourceDirectory() {
        return rootDirectory().toString();
    }

    @Override
    public final String hostKeyFingerprint() {
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
}
