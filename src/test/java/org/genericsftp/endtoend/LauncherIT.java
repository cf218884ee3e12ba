package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script beside the jar does what the jar does, sooner at its second use, and never gets in the way. */
@Timeout(120)
class LauncherIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    @TempDir
    static Path shared;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static Path configuration;

    @TempDir
    Path folder;

    private Path cache;
    private Path javaHome;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        Folders.file(server.rootDirectory(), "a.csv", 1000, Folders.FIRST);
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(shared.resolve("store"))));
        WorkerConfiguration served = WorkerConfiguration.at(broker.url())
                .client("plant-a", server, Files.createDirectory(shared.resolve("served")))
                .and();
        configuration = served.writeTo(shared);
        OPENED.add(WorkerProcess.start(served).awaitReady(broker, "plant-a"));
        WorkerJar.run("apply", "-c", configuration.toString());
    }

    /** A Java that notes what it is started with: its options in the environment would have the launcher add none. */
    @BeforeEach
    void makeFolders() throws IOException {
        cache = Files.createDirectory(folder.resolve("cache of its user"));
        javaHome = Files.createDirectories(folder.resolve("a java"));
        Path real = Path.of(System.getProperty("java.home"));
        Files.createSymbolicLink(javaHome.resolve("lib"), real.resolve("lib"));
        Path java = Files.createDirectory(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                case " $* " in *' -Xshare:dump '*) ;; *) printf '%%s\\n' "$@" > '%s' ;; esac
                exec '%s' "$@"
                """.formatted(arguments(), real.resolve("bin/java")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void awaitWhatIsMadeInTheBackground() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cached().noneMatch(file -> file.toString().endsWith(".classes")));
    }

    private Path arguments() {
        return folder.resolve("arguments");
    }

    private Stream<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private List<Path> archives() throws IOException {
        return cached().filter(file -> file.toString().endsWith(".jsa")).toList();
    }

    private static Path launcher() {
        return WorkerJar.path().resolveSibling("generic-sftp-client");
    }

    private ProcessBuilder command(Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        return builder;
    }

    private WorkerJar.Ended ended(Process process) throws Exception {
        return new WorkerJar.Ended(
                process.waitFor(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private WorkerJar.Ended run(String... arguments) throws Exception {
        return ended(command(launcher(), arguments).start());
    }

    /** What the JVM was started with by the last run. */
    private List<String> jvmArguments() throws IOException {
        return Files.readAllLines(arguments());
    }

    private void makeArchive(String... arguments) throws Exception {
        run(arguments);
        await().atMost(Duration.ofSeconds(60)).until(() -> archives().size() == 1);
        awaitWhatIsMadeInTheBackground();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check -c FILE",
                "apply -c FILE",
                "config check -c FILE",
                "status -c FILE --wait 1s",
                "request --broker URL --client plant-a --name a.csv --output names"
            })
    void theSecondUseOfACommandTakesItsClassesFromAnArchive(String command) throws Exception {
        String[] arguments = command.replace("FILE", configuration.toString())
                .replace("URL", broker.url())
                .split(" ");
        makeArchive(arguments);

        WorkerJar.Ended second = run(arguments);

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(jvmArguments()).contains(ARCHIVE + archives().get(0));
        assertThat(loadedAgain()).anyMatch(line -> line.contains("org.genericsftp.Main source: shared objects file"));
    }

    /** The classes that a JVM loads which is started as the last was, and where from. */
    private List<String> loadedAgain() throws IOException {
        List<String> again = new ArrayList<>(jvmArguments());
        again.replaceAll(argument -> argument.equals("-Xlog:disable") ? "-Xlog:class+load" : argument);
        again.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return Command.printed(again.toArray(String[]::new)).lines().toList();
    }

    @Test
    void printsAndEndsAsTheJarDoes() throws Exception {
        for (String[] arguments : new String[][] {
            {"--version"}, {}, {"config", "show", "-c", configuration.toString()}, {"chekc"}, {"check", "--help"}
        }) {
            WorkerJar.Ended byJar = WorkerJar.run(arguments);
            assertThat(run(arguments)).as(Arrays.toString(arguments)).isEqualTo(byJar);
        }
    }

    @Test
    void argumentsComeThroughAsTheyAre() throws Exception {
        String name = "it's \"a b\"  $HOME `x` \\n *";

        WorkerJar.Ended ended = run("config", "check", "", "-c", name);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(jvmArguments()).endsWith("config", "check", "", "-c", name);
    }

    @Test
    void isFoundThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("sftp"), launcher().toAbsolutePath());

        WorkerJar.Ended ended = ended(command(link, "--version").start());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("generic-sftp-client");
    }

    @Test
    void anArchiveThatIsBrokenIsPassedOver() throws Exception {
        String[] check = {"check", "-c", configuration.toString()};
        makeArchive(check);
        Path archive = archives().get(0);
        byte[] whole = Files.readAllBytes(archive);
        for (byte[] broken : List.of(
                "no archive".getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                Arrays.copyOf(whole, whole.length / 2))) {
            Files.delete(archive);
            Files.write(archive, broken);

            WorkerJar.Ended ended = run(check);

            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.out()).startsWith("Connection Valid");
            assertThat(ended.err()).isEmpty();
            assertThat(jvmArguments()).contains(ARCHIVE + archive);
        }
    }

    @Test
    void worksWithoutAFolderForArchives() throws Exception {
        Files.delete(cache);
        Files.writeString(cache, "not a folder");

        WorkerJar.Ended ended = run("check", "-c", configuration.toString());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(cache).hasContent("not a folder");
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
        String[] check = {"check", "-c", configuration.toString()};
        makeArchive(check);
        for (String permissions : List.of("rwxrwxr-x", "rwx----w-", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(archives().get(0).getParent(), PosixFilePermissions.fromString(permissions));

            WorkerJar.Ended ended = run(check);

            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.err()).isEmpty();
            assertThat(jvmArguments()).noneMatch(argument -> argument.startsWith(ARCHIVE));
        }
    }

    @Test
    void aRunThatFailsLeavesNoArchive() throws Exception {
        WorkerJar.Ended ended = run("check", "-c", "no such file");

        assertThat(ended.exitCode()).isEqualTo(2);
        awaitWhatIsMadeInTheBackground();
        assertThat(cached()).isEmpty();
    }

    @Test
    void aSignalReachesTheProgram() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(30_000);
            WorkerConfiguration.Client client = WorkerConfiguration.withoutBroker()
                    .client("plant-a", server, shared.resolve("served"))
                    .with("port", silent.getLocalPort());
            Process process = command(
                            launcher(),
                            "check",
                            "-c",
                            client.and().writeTo(folder).toString())
                    .start();
            try (Socket called = silent.accept()) {
                process.destroy();

                assertThat(process.waitFor()).isEqualTo(128 + 15);
                assertThat(called.isConnected()).isTrue();
            }
        }
    }
}
