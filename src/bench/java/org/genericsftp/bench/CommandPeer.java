package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.Processes;

/** A program that is started, does the work and ends. What is measured is the whole of it. */
final class CommandPeer implements Contestant {
    private final Program program;
    private final Scene scene;
    private final List<String> command;
    private final String remark;
    private final Copies copies;
    private boolean contentsSeen;

    CommandPeer(Program program, Scene scene, List<String> command) {
        this(program, scene, command, "");
    }

    /** @param remark what a reader must know, before the command */
    CommandPeer(Program program, Scene scene, List<String> command, String remark) {
        this.program = program;
        this.scene = scene;
        this.command = List.copyOf(command);
        this.remark = remark;
        this.copies = new Copies(scene.workload().data(), scene.source(), scene.copies(program));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String settings() {
        return remark + Settings.of(command, program, scene);
    }

    @Override
    public void prepare() throws Exception {
        if (scene.workload().task() == Task.UNCHANGED) {
            scene.empty(program);
            run(Duration.ofMinutes(10));
            verify();
        }
    }

    @Override
    public void reset() throws IOException {
        if (scene.workload().task() == Task.COPY) {
            scene.empty(program);
        }
    }

    @Override
    public double run(Duration limit) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scene.output(program).toFile());
        Settings.keepUsersOut(builder.environment(), scene);
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!ended) {
                throw new TakesTooLong(seconds);
            }
            requireSuccess(process);
            return seconds;
        } finally {
            Processes.killTree(process.toHandle());
        }
    }

    private void requireSuccess(Process process) throws IOException {
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + ": " + lastLine());
        }
    }

    private String lastLine() throws IOException {
        List<String> lines = output().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? "it printed nothing"
                : lines.get(lines.size() - 1).strip();
    }

    private Stream<String> output() throws IOException {
        return Files.readString(scene.output(program)).lines();
    }

    @Override
    public void verify() throws IOException {
        if (scene.workload().task() == Task.LIST) {
            requireListed();
            return;
        }
        copies.requireComplete();
        if (!contentsSeen || program.isOurs()) {
            copies.requireSameContents();
            contentsSeen = true;
        }
    }

    @Override
    public void discard() throws IOException {
        reset();
    }

    private void requireListed() throws IOException {
        long listed = output().filter(line -> line.endsWith(".bin")).count();
        if (listed != scene.workload().data().files()) {
            throw new IOException("%,d files were listed, and not %,d: %s"
                    .formatted(listed, scene.workload().data().files(), lastLine()));
        }
    }
}
