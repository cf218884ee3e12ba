package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that asks for files, until it ends. */
final class RunningProgram implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path printed;
    private final Path complained;

    private RunningProgram(Process process, Path printed, Path complained) {
        this.process = process;
        this.printed = printed;
        this.complained = complained;
    }

    static RunningProgram start(List<String> command, Path folder) throws IOException {
        Path printed = folder.resolve("printed");
        Path complained = folder.resolve("complained");
        return new RunningProgram(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(printed.toFile())
                        .redirectError(complained.toFile())
                        .start(),
                printed,
                complained);
    }

    /** Its exit status. */
    int awaitEnd() throws InterruptedException, IOException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("It ends. It has printed %s, and complained: %s", printed(), complaints())
                .isTrue();
        return process.exitValue();
    }

    List<String> printed() throws IOException {
        return Files.readAllLines(printed);
    }

    String complaints() throws IOException {
        return Files.readString(complained);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
