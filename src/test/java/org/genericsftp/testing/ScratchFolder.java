package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that everybody may read, and that is known to be abandoned when the JVM that made it was killed:
 * the kernel then drops the lock that it holds on a file in the folder.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final String PREFIX = "genericsftp-test-";
    private static final String LOCK = "owner.lock";
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Duration TIME_TO_LOCK = Duration.ofMinutes(10);
    // A lock of this JVM must not be tried: closing a channel on the file would drop it.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private ScratchFolder(Path path, FileChannel lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    public static ScratchFolder create(String kind) throws IOException {
        return createIn(temporary(), kind);
    }

    /** The same in a folder of the caller's choice. */
    public static ScratchFolder createIn(Path parent, String kind) throws IOException {
        Path path = Files.createTempDirectory(parent, PREFIX + kind + "-");
        OWN.add(path);
        if (IS_POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        FileChannel lockFile =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ScratchFolder(path, lockFile, lockFile.lock());
    }

    public Path path() {
        return path;
    }

    /** The folders of this kind that killed JVMs have left. */
    static List<Path> abandoned(String kind) throws IOException {
        return abandonedIn(temporary(), kind);
    }

    /** The same in a folder of the caller's choice. */
    public static List<Path> abandonedIn(Path parent, String kind) throws IOException {
        List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + kind + "-*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder) && isAbandoned(folder)) {
                    abandoned.add(folder);
                }
            }
        }
        return abandoned;
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static boolean isAbandoned(Path folder) {
        try (FileChannel lockFile = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (IOException e) {
            // No lock yet, or another user's.
            return Files.isWritable(folder) && isOlderThan(folder, TIME_TO_LOCK);
        }
    }

    private static boolean isOlderThan(Path folder, Duration age) {
        try {
            FileTime modified = Files.getLastModifiedTime(folder);
            return modified.toInstant().isBefore(Instant.now().minus(age));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            if (lock.isValid()) {
                lock.release();
            }
            lockFile.close();
            delete(path);
            OWN.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder with all that is in it, and follows no link. */
    public static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            openUp(path);
            IOException failure = null;
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    failure = deleteChild(child, failure);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
        Files.deleteIfExists(path);
    }

    private static @Nullable IOException deleteChild(Path child, @Nullable IOException earlier) {
        try {
            delete(child);
            return earlier;
        } catch (IOException e) {
            return earlier == null ? e : earlier;
        }
    }

    /** Tests make folders that they themselves may not read. */
    private static void openUp(Path folder) throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
