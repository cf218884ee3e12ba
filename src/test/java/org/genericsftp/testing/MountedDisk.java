package org.genericsftp.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A small file system of its own at a folder, which can be filled, broken and taken away. Tests that ask for one are
 * skipped where mounting is not allowed.
 */
public final class MountedDisk implements AutoCloseable {
    private static final long IMAGE_BYTES = 16 * 1024 * 1024;

    private final Path at;
    private final String[] mount;
    private final @Nullable Path image;
    private boolean mounted;

    private MountedDisk(Path at, @Nullable Path image, String... mount) {
        this.at = at;
        this.image = image;
        this.mount = mount;
    }

    /** One in memory, with options such as {@code size=1m}. */
    public static MountedDisk inMemory(Path at, String options) {
        MountedDisk disk = new MountedDisk(at, null, "mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
        disk.mount();
        return disk;
    }

    /** An ext4 in a file, which turns read-only at its first error. */
    public static MountedDisk inFile(Path at, Path image) {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot make " + image, e);
        }
        Command.run(RealServers.require("mkfs.ext4").toString(), "-q", image.toString());
        MountedDisk disk = new MountedDisk(
                at, image, "mount", "-t", "ext4", "-o", "loop,errors=remount-ro", image.toString(), at.toString());
        disk.mount();
        return disk;
    }

    private void mount() {
        String printed = Command.printed(mount);
        if (!printed.isEmpty()) {
            RealServers.skip("the right to mount: " + printed.strip());
        }
        mounted = true;
    }

    /** Changes its options while it is in use. */
    public void remount(String options) {
        Command.run("mount", "-o", "remount," + options, at.toString());
    }

    /** Makes the kernel find an error on it, whereupon it is read-only. */
    public void breakDown() {
        String device = Path.of(Command.run("findmnt", "-n", "-o", "SOURCE", at.toString())
                        .strip())
                .getFileName()
                .toString();
        try {
            Files.writeString(Path.of("/sys/fs/ext4", device, "trigger_fs_error"), "1");
        } catch (IOException e) {
            throw new IllegalStateException("Cannot break " + device, e);
        }
    }

    /** Checks and mounts one anew that has broken down or was taken away; nothing may have a file on it open. */
    public void repair() {
        close();
        Awaitility.await()
                .until(() -> Command.run("losetup", "--associated", String.valueOf(image))
                        .isEmpty());
        // It exits with 1 where it has mended something.
        Command.printed(RealServers.require("e2fsck").toString(), "-p", String.valueOf(image));
        mount();
    }

    /** Takes it away, even from those who have files on it open. */
    public void takeAway() {
        Command.run("umount", "--lazy", at.toString());
        mounted = false;
    }

    /** Unmounts it; fails while anything has a file on it open. */
    @Override
    public void close() {
        if (mounted) {
            Command.run("umount", at.toString());
            mounted = false;
        }
    }
}
