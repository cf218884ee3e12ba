package org.genericsftp.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the programs of Debian packages that some tests need. A test whose program is missing is skipped with a printed
 * reason, or fails where the environment variable {@code REQUIRE_REAL_SERVERS} is {@code true}. Where
 * {@code HIDE_REAL_SERVERS} is {@code true}, all are missing, and the tests run as on a machine that has none of them.
 */
public final class RealServers {
    private static final boolean HIDDEN = isTrue("HIDE_REAL_SERVERS");
    private static final boolean REQUIRED = isTrue("REQUIRE_REAL_SERVERS");

    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("bash", "bash"),
            Map.entry("zsh", "zsh"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("ssh", "openssh-client"),
            Map.entry("microsocks", "microsocks"),
            Map.entry("danted", "dante-server"),
            Map.entry("tinyproxy", "tinyproxy"),
            Map.entry("sftp-server", "openssh-sftp-server"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("openssl", "openssl"),
            Map.entry("puttygen", "putty-tools"),
            Map.entry("proftpd", "proftpd-core"),
            Map.entry("smbd", "samba"),
            Map.entry("pdbedit", "samba"),
            Map.entry("smbstatus", "samba"),
            Map.entry("smbclient", "smbclient"),
            Map.entry("krb5kdc", "krb5-kdc"),
            Map.entry("kdb5_util", "krb5-kdc"),
            Map.entry("kadmin.local", "krb5-admin-server"),
            Map.entry("kinit", "krb5-user"),
            Map.entry("promtool", "prometheus"),
            Map.entry("prometheus", "prometheus"),
            Map.entry("script", "bsdutils"),
            Map.entry("prlimit", "util-linux"),
            Map.entry("ps", "procps"),
            Map.entry("mkfs.ext4", "e2fsprogs"),
            Map.entry("mkfs.xfs", "xfsprogs"),
            Map.entry("mkfs.exfat", "exfatprogs"),
            Map.entry("mkfifo", "coreutils"),
            Map.entry("mount.exfat-fuse", "exfat-fuse"),
            Map.entry("mkfs.fat", "dosfstools"),
            Map.entry("mkntfs", "ntfs-3g"),
            Map.entry("lowntfs-3g", "ntfs-3g"),
            Map.entry("e2fsck", "e2fsprogs"),
            Map.entry("chattr", "e2fsprogs"),
            Map.entry("setpriv", "util-linux"),
            Map.entry("unshare", "util-linux"),
            Map.entry("escript", "erlang-ssh"),
            Map.entry("node", "nodejs"),
            Map.entry("go", "golang-go"),
            Map.entry("g++", "g++"),
            Map.entry("ruby", "ruby-stomp"),
            Map.entry("perl", "libnet-stomp-perl"),
            Map.entry("php", "php-stomp"),
            Map.entry("mysecureshell", "mysecureshell"),
            Map.entry("gesftpserver", "gesftpserver"),
            Map.entry("dropbear", "dropbear-bin"),
            Map.entry("dropbearconvert", "dropbear-bin"),
            Map.entry("mvn", "maven"),
            Map.entry("chromium", "chromium"),
            Map.entry("chromedriver", "chromium-driver"));

    private static final Map<String, String> PYTHON_PACKAGES = Map.of("proton", "python3-qpid-proton");

    private RealServers() {}

    /** The program's path; aborts or fails the test that asks when it is not installed. */
    public static Path require(String program) {
        return find(program).orElseThrow(() -> missing(program, PACKAGES.getOrDefault(program, program)));
    }

    /** The same for a part of a program that a package of its own has. */
    public static Path requireFile(Path file, String debianPackage) {
        return Optional.of(file)
                .filter(Files::isReadable)
                .filter(readable -> !HIDDEN)
                .orElseThrow(() -> missing(file.toString(), debianPackage));
    }

    /** The path of the library that shifts a program's clock, by LD_PRELOAD. */
    public static Path requireFakeTime(String name) {
        try (Stream<Path> architectures = Files.list(Path.of("/usr/lib"))) {
            Path library = architectures
                    .map(architecture -> architecture.resolve("faketime").resolve(name))
                    .filter(Files::exists)
                    .findAny()
                    .orElse(Path.of(name));
            return requireFile(library, "libfaketime");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All packages that are named here. */
    static Set<String> packages() {
        Set<String> packages = new TreeSet<>(PACKAGES.values());
        packages.addAll(PYTHON_PACKAGES.values());
        return packages;
    }

    public static boolean has(String program) {
        return find(program).isPresent();
    }

    /** A Python that has the module; there may be several Pythons on the path, and Debian's packages serve one of them. */
    public static Path requirePython(String module) {
        return candidates("python3")
                .filter(python -> hasModule(python, module))
                .findFirst()
                .orElseThrow(() -> missing(
                        "python3 with the module " + module,
                        PYTHON_PACKAGES.getOrDefault(module, "python3-" + module)));
    }

    /**
     * A program that has the library: with these arguments it prints nothing then. What brings the library brings the
     * program.
     */
    public static Path requireWith(String program, String... printsNothing) {
        return candidates(program)
                .filter(found -> printsNothing(found, printsNothing))
                .findFirst()
                .orElseThrow(() -> missing(
                        program + " " + String.join(" ", printsNothing), PACKAGES.getOrDefault(program, program)));
    }

    private static boolean printsNothing(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, program.toString());
        return Command.printed(command.toArray(String[]::new)).isEmpty();
    }

    private static boolean hasModule(Path python, String module) {
        return printsNothing(python, "-W", "ignore", "-c", "import " + module);
    }

    private static Optional<Path> find(String program) {
        return candidates(program).findFirst();
    }

    private static Stream<Path> candidates(String program) {
        if (HIDDEN) {
            return Stream.empty();
        }
        String searched = System.getenv().getOrDefault("PATH", "");
        // Servers live in sbin, which is not on every user's path; sftp-server lies with sshd's helpers.
        Stream<String> alsoSearched = Stream.of(
                "/usr/sbin",
                "/usr/local/sbin",
                "/sbin",
                "/usr/lib/openssh",
                "/usr/libexec/openssh",
                "/usr/lib/ssh",
                "/usr/libexec");
        return Stream.concat(Stream.of(searched.split(File.pathSeparator)), alsoSearched)
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }

    private static boolean isTrue(String variable) {
        return "true".equals(System.getenv(variable));
    }

    /** Ends the test that asks, which needs something that a Debian package has; never returns. */
    private static RuntimeException missing(String what, String debianPackage) {
        return unavailable(what + " (Debian package " + debianPackage + ")");
    }

    /** Ends the test that asks, which needs something that can be had, but not here and now; never returns. */
    static RuntimeException unavailable(String needed) {
        if (REQUIRED) {
            return fail("This test needs " + needed + ", and REQUIRE_REAL_SERVERS is true");
        }
        skip(needed);
        throw new IllegalStateException("skipped");
    }

    /** Ends the test because the machine does not allow what it needs, such as mounting: no package would help. */
    public static void skip(String needed) {
        String reason = "SKIPPED: " + testThatAsks() + " needs " + needed;
        System.out.println(reason);
        abort(reason);
    }

    private static String testThatAsks() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("Test") || name.endsWith("IT"))
                        .findFirst())
                .orElse("a test");
    }
}
