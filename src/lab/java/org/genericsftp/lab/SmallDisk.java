package org.genericsftp.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genericsftp.testing.Command;

/** A folder on a file system of its own in memory, that can run full, where we may mount one; else a folder like any other. */
final class SmallDisk implements AutoCloseable {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String BALLAST = "ballast";

    private final Path path;
    private final boolean mounted;

    private SmallDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    /** @param path an empty folder */
    static SmallDisk at(Path path, int mebibytes) {
        String complaint =
                Command.printed("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", path.toString());
        return new SmallDisk(path, complaint.isEmpty());
    }

    boolean canRunFull() {
        return mounted;
    }

    void fill() {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] some = new byte[MEBIBYTE];
            while (true) {
                ballast.write(some);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    void makeRoom() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return path.resolve(BALLAST);
    }

    @Override
    public void close() {
        if (mounted) {
            removeFrom(path);
        }
    }

    /** Does nothing where there is none. */
    static void removeFrom(Path path) {
        Command.printed("umount", "--lazy", path.toString());
    }
}
