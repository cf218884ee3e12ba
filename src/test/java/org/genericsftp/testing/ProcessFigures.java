package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process takes at one moment, as Linux tells it. */
public record ProcessFigures(long threads, long descriptors, long residentBytes) {
    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;

    public static ProcessFigures of(ProcessHandle process) {
        Path proc = proc(process);
        return new ProcessFigures(entries(proc.resolve("task")), entries(proc.resolve("fd")), bytes(proc, "VmRSS"));
    }

    /** The most memory that it has had so far. */
    public static long mostResidentBytes(ProcessHandle process) {
        return bytes(proc(process), "VmHWM");
    }

    /** How many TCP connections it has to a port, on whatever machine. */
    public static long connectionsTo(ProcessHandle process, int port) {
        Path proc = proc(process);
        Set<String> sockets = sockets(proc.resolve("fd"));
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(proc.resolve(table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields[REMOTE_ADDRESS].endsWith(String.format(Locale.ROOT, ":%04X", port))
                        && sockets.contains("socket:[" + fields[INODE] + "]"))
                .count();
    }

    private static Set<String> sockets(Path descriptors) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(ProcessFigures::targetOf).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // It has been closed.
            return "";
        }
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** How many of its threads have this name, of which Linux keeps 15 characters. */
    public static long threads(ProcessHandle process, String name) {
        try (Stream<Path> threads = Files.list(proc(process).resolve("task"))) {
            return threads.filter(thread -> nameOf(thread).equals(name)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }

    private static long entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path proc, String name) {
        return lines(proc.resolve("status"))
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
