package org.genericsftp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Kerberos realm with a KDC of MIT's, on loopback and an unprivileged port, in a folder of its own. While it is open, the
 * JDK of the test's JVM has its krb5.conf. Tests that ask for it are skipped where it is not installed.
 */
public final class KerberosRealm implements AutoCloseable {
    public static final String NAME = "PLANT.EXAMPLE";

    private static final String KIND = "krb5kdc";
    private static final String CONFIGURATION = "java.security.krb5.conf";

    private final Path kdc;
    private final ScratchFolder scratch;
    private final int port;
    private final @Nullable String configurationBefore;
    private @Nullable Process process;

    private KerberosRealm(Path kdc, ScratchFolder scratch) throws IOException {
        this.kdc = kdc;
        this.scratch = scratch;
        this.port = FreePort.find();
        this.configurationBefore = System.getProperty(CONFIGURATION);
    }

    public static KerberosRealm started() {
        Path kdc = RealServers.require("krb5kdc");
        RealServers.require("kadmin.local");
        RealServers.require("kinit");
        try {
            ServerLeftovers.remove(KIND);
            ScratchFolder scratch = ScratchFolder.create(KIND);
            KerberosRealm realm = new KerberosRealm(kdc, scratch);
            try {
                realm.create();
                realm.start();
                System.setProperty(CONFIGURATION, realm.configuration().toString());
                return realm;
            } catch (IOException | RuntimeException e) {
                realm.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() throws IOException {
        writeConfiguration(port);
        Files.write(
                path("kdc.conf"),
                List.of(
                        "[kdcdefaults]",
                        " kdc_listen = 127.0.0.1:" + port,
                        " kdc_tcp_listen = 127.0.0.1:" + port,
                        "[realms]",
                        " " + NAME + " = {",
                        "  database_name = " + path("principal"),
                        "  key_stash_file = " + path("stash"),
                        "  acl_file = " + path("acl"),
                        // A Samba that belongs to no domain refuses tickets that have one.
                        "  disable_pac = true",
                        " }",
                        "[logging]",
                        " kdc = FILE:" + path("kdc.log")));
        run(RealServers.require("kdb5_util").toString(), "-r", NAME, "create", "-s", "-P", "master-4711");
    }

    /** What the machine's krb5.conf would have, with the KDC on that port. */
    public void writeConfiguration(int kdcPort) throws IOException {
        Files.write(
                configuration(),
                List.of(
                        "[libdefaults]",
                        " default_realm = " + NAME,
                        " dns_lookup_kdc = false",
                        " dns_lookup_realm = false",
                        " dns_canonicalize_hostname = false",
                        " rdns = false",
                        " udp_preference_limit = 1",
                        "[realms]",
                        " " + NAME + " = {",
                        "  kdc = 127.0.0.1:" + kdcPort,
                        " }",
                        "[domain_realm]",
                        " localhost = " + NAME));
    }

    public int port() {
        return port;
    }

    public Path configuration() {
        return path("krb5.conf");
    }

    /** A file of that name in the realm's folder. */
    public Path path(String name) {
        return scratch.path().resolve(name);
    }

    /** Does something with the realm's data: a command of kadmin. */
    public void administer(String command) {
        run(RealServers.require("kadmin.local").toString(), "-r", NAME, "-q", command);
    }

    /** A file with the principal's key; the principal is made, with what else {@code addprinc} can be told. */
    public Path keytab(String principal, String... options) {
        Path file = path(principal.replace('/', '-') + ".keytab");
        administer("addprinc -randkey " + String.join(" ", options) + " " + principal);
        administer("ktadd -norandkey -k " + file + " " + principal);
        return file;
    }

    /** Puts a ticket into a file, as kinit does. */
    public Path ticket(Path keytab, String principal, String... options) {
        Path cache = path("cache-of-" + principal);
        List<String> command = new ArrayList<>(
                List.of(RealServers.require("kinit").toString(), "-c", "FILE:" + cache, "-k", "-t", keytab.toString()));
        command.addAll(Arrays.asList(options));
        command.add(principal);
        run(command.toArray(String[]::new));
        return cache;
    }

    /** How many tickets of the first kind, got with a key, the KDC has given to the principal. */
    public long logins(String principal) {
        try {
            return Files.readAllLines(path("kdc.log"), UTF_8).stream()
                    .filter(line -> line.contains("AS_REQ") && line.contains("ISSUE: "))
                    .filter(line -> line.contains(principal + "@"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        if (process != null) {
            Processes.killTree(process.toHandle());
            process = null;
        }
    }

    public void start() {
        start(null);
    }

    /** Starts again with a clock that goes ahead; skips the test where that can't be had. */
    public void startAhead(Duration ahead) {
        start("+" + ahead.toSeconds() + "s");
    }

    private void start(@Nullable String clock) {
        try {
            ProcessBuilder command = new ProcessBuilder(
                            kdc.toString(), "-n", "-P", path("kdc.pid").toString(), "-r", NAME)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(path("kdc.out").toFile()));
            inRealm(command);
            if (clock != null) {
                command.environment()
                        .put(
                                "LD_PRELOAD",
                                RealServers.requireFakeTime("libfaketime.so.1").toString());
                command.environment().put("FAKETIME", clock);
            }
            Process started = command.start();
            process = started;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !started.isAlive() || accepts());
            if (!started.isAlive()) {
                throw new IllegalStateException("krb5kdc did not start: " + Files.readString(path("kdc.out"), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void inRealm(ProcessBuilder command) {
        command.environment().put("KRB5_CONFIG", configuration().toString());
        command.environment().put("KRB5_KDC_PROFILE", path("kdc.conf").toString());
    }

    private void run(String... command) {
        Command.runWith(this::inRealm, command);
    }

    @Override
    public void close() {
        stop();
        if (configurationBefore == null) {
            System.clearProperty(CONFIGURATION);
        } else {
            System.setProperty(CONFIGURATION, configurationBefore);
        }
        scratch.close();
    }
}
