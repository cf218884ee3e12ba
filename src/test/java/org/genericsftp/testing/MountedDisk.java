package org.genericsftp.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A small file system of its own at a folder, which can be filled, broken and taken away. Tests that ask for one are
 * skipped where mounting is not allowed.
 */
public final class MountedDisk implements AutoCloseable {
    private static final long IMAGE_BYTES = 16 * 1024 * 1024;

    /** File systems that do with names or times what others do not. */
    public enum Kind {
        /** Takes names for one that differ in case, and refuses some. */
        EXFAT("mkfs.exfat {image}", "mount.exfat-fuse {device} {at}"),
        /** The same, keeps even seconds only, and nothing but ASCII in names as this program serves it. */
        FAT("mkfs.fat {image}", "fusefat -o rw+ {image} {at}"),
        /** Keeps every name in lower case. */
        NTFS_IGNORING_CASE("mkntfs -q -Q -F {image}", "lowntfs-3g -o ignore_case {device} {at}"),
        /** Keeps no time behind January 2038. */
        XFS_WITHOUT_BIGTIME("mkfs.xfs -q -m bigtime=0 {image}", "mount -t xfs {device} {at}"),
        /** The same. */
        EXT4_WITH_SMALL_INODES("mkfs.ext4 -q -I 128 {image}", "mount -t ext4 {device} {at}");

        private final String make;
        private final String mount;

        Kind(String make, String mount) {
            this.make = make;
            this.mount = mount;
        }
    }

    /** One of a kind, in a file. */
    public static MountedDisk of(Kind kind, Path at, Path image) {
        for (String command : List.of(kind.make, kind.mount)) {
            Path unused = RealServers.require(command.substring(0, command.indexOf(" ")));
        }
        // The smallest that XFS takes; most of it is a hole.
        makeImage(image, 320 * 1024 * 1024);
        Command.run(words(kind.make, image, "", at));
        String device = kind.mount.contains("{device}") ? loopDevice(image) : "";
        MountedDisk disk = new MountedDisk(at, image, words(kind.mount, image, device, at));
        disk.device = device;
        disk.mount();
        return disk;
    }

    private static String[] words(String command, Path image, String device, Path at) {
        String[] words = command.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("{image}", image.toString())
                    .replace("{device}", device)
                    .replace("{at}", at.toString());
        }
        words[0] = RealServers.require(words[0]).toString();
        return words;
    }

    private static String loopDevice(Path image) {
        String printed =
                Command.printed("losetup", "--find", "--show", image.toString()).strip();
        if (!printed.startsWith("/dev/")) {
            RealServers.skip("a loop device: " + printed);
        }
        return printed;
    }

    private static void makeImage(Path image, long bytes) {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot make " + image, e);
        }
    }

    private final Path at;
    private final String[] mount;
    private final @Nullable Path image;
    private String device = "";
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
        makeImage(image, IMAGE_BYTES);
        Command.run(RealServers.require("mkfs.ext4").toString(), "-q", image.toString());
        MountedDisk disk = new MountedDisk(
                at, image, "mount", "-t", "ext4", "-o", "loop,errors=remount-ro", image.toString(), at.toString());
        disk.mount();
        return disk;
    }

    private void mount() {
        String printed = Command.printed(mount);
        // Those in user space print a greeting.
        if (!isMountPoint()) {
            releaseDevice();
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

    /**
     * Stops the program that serves it, one in user space: the system returns from no call to it, until what this returns
     * is closed. That is done by a process which is there before: a new one would inherit open files, and wait for them.
     */
    public AutoCloseable hanging() throws IOException {
        long pid = server().pid();
        Process resumes =
                new ProcessBuilder("sh", "-c", "kill -STOP " + pid + "; echo; read line; kill -CONT " + pid).start();
        int unused = resumes.getInputStream().read();
        return () -> {
            resumes.getOutputStream().close();
            resumes.waitFor();
        };
    }

    private ProcessHandle server() {
        return ProcessHandle.allProcesses()
                .filter(each -> Processes.title(each).endsWith(" " + at))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No program serves " + at));
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
            releaseDevice();
        }
    }

    private boolean isMountPoint() {
        return Command.printed("findmnt", "-n", "-o", "TARGET", at.toString())
                .strip()
                .equals(at.toString());
    }

    private void releaseDevice() {
        if (!device.isEmpty()) {
            Command.run("losetup", "--detach", device);
            device = "";
        }
    }
}
