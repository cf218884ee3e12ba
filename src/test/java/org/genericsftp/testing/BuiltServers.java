package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** What servers need that must be made first, in the build's folder: made once, and used by all test runs. */
public final class BuiltServers {
    private static final Path FOLDER = Path.of("target", "servers").toAbsolutePath();

    /** Fills the folder. */
    @FunctionalInterface
    public interface Build {
        void into(Path folder) throws IOException, InterruptedException;
    }

    private BuiltServers() {}

    /** The folder with what the build has made, now or earlier. Two JVMs that need it wait for each other. */
    public static Path built(String name, Build build) {
        Path made = FOLDER.resolve(name);
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel file = FileChannel.open(
                            FOLDER.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (!Files.exists(made)) {
                    make(build, Files.createDirectories(FOLDER.resolve(name + ".new")), made);
                }
                return made;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while building " + name, e);
        }
    }

    private static void make(Build build, Path unfinished, Path made) throws IOException, InterruptedException {
        ScratchFolder.delete(unfinished);
        Files.createDirectory(unfinished);
        build.into(unfinished);
        Files.move(unfinished, made);
    }

    /** Copies a folder to where every user may read it: the build's may lie in a home. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
