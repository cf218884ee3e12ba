package org.genericsftp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;

/** A command of ours that has little to do, started by the launcher where the build has one, at its second use or later. */
final class OurCommand implements Contestant {
    private static final String LAUNCHER = "generic-sftp-client";
    private static final Duration UNTIL_ARCHIVED = Duration.ofSeconds(60);

    private final Program program;
    private final Scene scene;
    private final String client;
    private final boolean launched;
    private final CommandPeer command;
    private final Opened opened = new Opened();

    OurCommand(Program program, Scene scene) throws IOException {
        this.program = program;
        this.scene = scene;
        this.client = Contestants.client("command", program);
        Path launcher = scene.jar(program).resolveSibling(LAUNCHER);
        this.launched = !program.isBefore() && Files.isExecutable(launcher);
        this.command = new CommandPeer(program, scene, command(launcher));
    }

    private List<String> command(Path launcher) throws IOException {
        List<String> words = new ArrayList<>(
                launched
                        ? List.of("env", "JAVA_HOME=" + System.getProperty("java.home"), launcher.toString())
                        : WorkerJar.command(scene.jar(program), Map.of()).command());
        words.addAll(
                switch (scene.workload().task()) {
                    case COLD_CHECK -> List.of("check", "-c", configuration());
                    case COLD_APPLY -> List.of("apply", "-c", configuration());
                    case COLD_REQUEST ->
                        List.of(
                                "request",
                                "--broker",
                                scene.brokerUrl(),
                                "--client",
                                client,
                                "--name",
                                DataSet.THREE_FILES);
                    default -> throw new IllegalStateException(scene.workload().task() + " is no command");
                });
        return words;
    }

    private String configuration() throws IOException {
        // The destination must be there when the configuration is read.
        scene.empty(program);
        return scene.configuration(WorkerConfiguration.withoutBroker(), client, program)
                .writeTo(Files.createDirectories(scene.into(program)))
                .toString();
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return command.settings();
    }

    @Override
    public void prepare() throws Exception {
        if (scene.workload().task() == Task.COLD_REQUEST) {
            opened.add(scene.startWorker(program, client));
        }
        run(Duration.ofMinutes(1));
        if (launched) {
            Awaitility.await().atMost(UNTIL_ARCHIVED).until(this::isArchived);
        }
    }

    /** Whether the launcher has made what it makes after the first use. */
    private boolean isArchived() {
        String name = scene.workload().task().name().replace("COLD_", "").toLowerCase(Locale.ROOT) + "-";
        try (Stream<Path> files = Files.walk(scene.ssh().home())) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(file -> file.startsWith(name) && file.endsWith(".jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double run(Duration limit) throws Exception {
        return command.run(limit);
    }

    /** The exit code was looked at. */
    @Override
    public void verify() {}

    @Override
    public void close() throws Exception {
        opened.closeAll();
    }
}
