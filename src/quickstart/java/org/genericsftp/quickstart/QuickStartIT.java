package org.genericsftp.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the quick start as its Maven profile does: in a JVM of its own, with the packaged worker. */
@Timeout(180)
class QuickStartIT {
    private static final String WORKER_JAR = System.getProperty("worker.jar");

    /** All that the quick start makes lies in here. */
    @TempDir
    private Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void tearDown() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void showsTheRequestTheReplyAndTheCopies() throws Exception {
        Process process = start(WORKER_JAR, false, "C.UTF-8");

        String shown = everythingShownBy(process);

        assertThat(process.waitFor()).as(shown).isZero();
        assertThat(shown)
                .containsSubsequence(
                        "An ActiveMQ broker listens at tcp://127.0.0.1:",
                        "meters/south/readings-0.csv",
                        "sftp-clients:",
                        "FileRequest",
                        "\"fileName\": \"*.csv\"",
                        "\"type\": \"FileReply\"",
                        "\"status\": \"COMPLETED\"",
                        "\"copied\": 3",
                        "The destination directory holds:",
                        "meters/north/readings-1.csv         596 bytes",
                        "meters/north/readings-2.csv         894 bytes",
                        "meters/south/readings-1.csv      29,780 bytes")
                .doesNotContain("WARN", "ERROR", "SLF4J", "Exception");
        assertThat(shown.substring(shown.indexOf("The destination directory holds:")))
                .doesNotContain("readings-0.csv", "notes.txt");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void worksUnderALocaleThatIsNotUtf8() throws Exception {
        Process process = start(WORKER_JAR, false, "C");

        String shown = everythingShownBy(process);

        assertThat(process.waitFor()).as(shown).isZero();
    }

    @Test
    void saysWhyTheWorkerDoesNotStart() throws Exception {
        Process process = start(temporary.resolve("missing.jar").toString(), false, "C.UTF-8");

        String shown = everythingShownBy(process);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(shown).contains("The worker has ended. It says:", "missing.jar");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void staysUpOnDemandAndPrintsCommandsThatWork() throws Exception {
        RealServers.require("python3");
        Process process = start(WORKER_JAR, true, "C.UTF-8");

        List<String> commands = commandsShownBy(process);

        assertThat(outputOf(commands.get(0))).contains("COMPLETED: 1 copied", "meters/south/notes.txt");
        assertThat(outputOf(commands.get(1))).contains("COMPLETED: 0 copied", "3 unchanged");
        assertThat(outputOf(commands.get(2))).contains("sha-256:", "meters/south/readings-0.csv");
        assertThat(outputOf(commands.get(3)))
                .startsWith("{\"type\":\"FileReply\"")
                .contains("\"status\":\"COMPLETED\"", "meters/south/readings-0.csv");
        assertThat(outputOf(commands.get(4))).contains("Connection Valid");
        assertThat(commands).hasSize(5);

        List<ProcessHandle> worker = process.descendants().toList();
        process.toHandle().destroy();

        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        assertThat(worker).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(temporary).isEmptyDirectory();
    }

    private Process start(String workerJar, boolean keep, String locale) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dkeep=" + keep,
                        "-Dworker.jar=" + workerJar,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        QuickStart.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String everythingShownBy(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The indented lines that begin with a program's name; the last of them is the end of what is shown. */
    private static List<String> commandsShownBy(Process process) throws IOException {
        List<String> commands = new ArrayList<>();
        BufferedReader shown = process.inputReader(StandardCharsets.UTF_8);
        for (String line = shown.readLine(); line != null; line = shown.readLine()) {
            if (line.startsWith("  java ") || line.startsWith("  python3 ")) {
                commands.add(line.strip());
            }
            if (line.contains(" check -c ")) {
                return commands;
            }
        }
        throw new AssertionError("The quick start has ended, having shown " + commands);
    }

    private static String outputOf(String command) {
        return Command.run("sh", "-c", command);
    }
}
