package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.Way;
import org.genericsftp.ssh.Way.Protocol;
import org.genericsftp.ssh.Way.ProxyLogin;
import org.jspecify.annotations.Nullable;

/** A proxy that others wrote, on the loopback interface. Tests that ask for one that is not installed are skipped. */
public final class RealProxy implements AutoCloseable {
    public static final ProxyLogin LOGIN = new ProxyLogin("ann", "canary-secret");

    private static final String KIND = "proxy";

    private final Protocol protocol;
    private final ScratchFolder scratch;
    private final int port;
    private final Process process;

    /** What is started on a port. */
    private interface Launch {
        List<String> command(Path folder, int port) throws IOException;
    }

    private RealProxy(Protocol protocol, Launch launch) {
        this.protocol = protocol;
        try {
            ServerLeftovers.remove(KIND);
            scratch = ScratchFolder.create(KIND);
            port = FreePort.find();
            process = new ProcessBuilder(launch.command(scratch.path(), port))
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.path().resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !process.isAlive() || answers());
        } finally {
            if (!process.isAlive() || !answers()) {
                close();
            }
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("The proxy did not start");
        }
    }

    private boolean answers() {
        try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** OpenSSH's {@code ssh -D}, through that server. */
    public static RealProxy ofOpenSsh(OpenSshServer through) {
        Path ssh = RealServers.require("ssh");
        return new RealProxy(
                Protocol.SOCKS5,
                (folder, port) -> List.of(
                        ssh.toString(),
                        "-N",
                        "-F",
                        "none",
                        "-o",
                        "UserKnownHostsFile=" + through.knownHosts(),
                        "-o",
                        "BatchMode=yes",
                        "-i",
                        through.userKey().toString(),
                        "-p",
                        String.valueOf(through.port()),
                        "-D",
                        "127.0.0.1:" + port,
                        through.username() + "@" + through.host()));
    }

    /** microsocks, which has a login of RFC 1929. */
    public static RealProxy microsocks(boolean wantsLogin) {
        Path program = RealServers.require("microsocks");
        return new RealProxy(
                Protocol.SOCKS5,
                (folder, port) -> wantsLogin
                        ? List.of(
                                program.toString(),
                                "-i",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "-u",
                                LOGIN.username(),
                                "-P",
                                LOGIN.password())
                        : List.of(program.toString(), "-i", "127.0.0.1", "-p", String.valueOf(port)));
    }

    /** Dante, whose rules forbid all connections. */
    public static RealProxy forbiddingDante() {
        Path program = RealServers.require("danted");
        return new RealProxy(Protocol.SOCKS5, (folder, port) -> {
            Path configuration = Files.writeString(
                    folder.resolve("danted.conf"),
                    String.join(
                            "\n",
                            "logoutput: " + folder.resolve("log"),
                            "internal: 127.0.0.1 port = " + port,
                            "external: lo",
                            "socksmethod: none",
                            "clientmethod: none",
                            "user.unprivileged: " + System.getProperty("user.name"),
                            "client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }",
                            "socks block { from: 0.0.0.0/0 to: 0.0.0.0/0 }",
                            ""));
            return List.of(program.toString(), "-f", configuration.toString());
        });
    }

    /** Tinyproxy, which speaks HTTP. */
    public static RealProxy tinyproxy(boolean wantsLogin, int... portsAllowed) {
        Path program = RealServers.require("tinyproxy");
        return new RealProxy(Protocol.HTTP, (folder, port) -> {
            Path configuration = Files.writeString(
                    folder.resolve("tinyproxy.conf"),
                    String.join(
                            "\n",
                            "Port " + port,
                            "Listen 127.0.0.1",
                            "Timeout 600",
                            "LogFile \"" + folder.resolve("log") + "\"",
                            wantsLogin ? "BasicAuth " + LOGIN.username() + " " + LOGIN.password() : "",
                            IntStream.of(portsAllowed)
                                    .mapToObj(allowed -> "ConnectPort " + allowed)
                                    .collect(Collectors.joining("\n")),
                            ""));
            return List.of(program.toString(), "-d", "-c", configuration.toString());
        });
    }

    public int port() {
        return port;
    }

    /** Through this proxy. */
    public Way way(@Nullable ProxyLogin login) {
        return new Way(new Way.Proxy(protocol, new Endpoint("127.0.0.1", port), login), null);
    }

    @Override
    public void close() {
        Processes.killTree(process.toHandle());
        scratch.close();
    }
}
