package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What Linux tells of a process that runs (proc(5)). */
record ProcessFigures(long pid) {
    /** Those are counted in hundredths of a second, whatever the kernel's own ticks are. */
    private static final double TICKS_A_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;

    long threads() throws IOException {
        return status("Threads");
    }

    long residentBytes() throws IOException {
        return status("VmRSS") * 1024;
    }

    long mostResidentBytes() throws IOException {
        return status("VmHWM") * 1024;
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(file("status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("The kernel does not tell " + name + " of " + pid));
    }

    /** Of all its threads, user and system. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(file("stat"));
        // The name, in parentheses, may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_A_SECOND;
    }

    /** How many TCP connections it has to a port, on whatever machine. */
    long connectionsTo(int port) throws IOException {
        Set<String> sockets = sockets();
        String address = String.format(Locale.ROOT, ":%04X", port);
        long connections = 0;
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            connections += Files.readAllLines(file(table)).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields[REMOTE_ADDRESS].endsWith(address) && sockets.contains(fields[INODE]))
                    .count();
        }
        return connections;
    }

    /** The inodes of its sockets. */
    private Set<String> sockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(file("fd"))) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.replaceAll("[^0-9]", ""));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
