package org.genericsftp.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes small files into one folder: whole or not at all, readable by nobody else, and through no link. The folder is made where
 * it is missing, but not the one that it lies in.
 */
final class PrivateFolder {
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final String TEMPORARY = ".tmp";
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

    private final Path folder;

    PrivateFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether files can be written: in a folder that is no link, or one that can be made. */
    boolean isWritable() {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(folder);
        }
        Path parent = folder.toAbsolutePath().getParent();
        return parent != null && Files.isWritable(parent);
    }

    /** Whether there is a file of this name, and none that a link leads to. */
    boolean hasOwn(String name) {
        return Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    void write(String name, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        make();
        removeLeftBehind("." + name + ".");
        Path temporary = folder.resolve("." + name + "." + UUID.randomUUID() + TEMPORARY);
        try {
            try (FileChannel file = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only(FILE))) {
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force();
    }

    /** A process that was killed may have left a file of ours, which may hold a secret. */
    private void removeLeftBehind(String beginning) throws IOException {
        Instant old = Instant.now().minus(LONGEST_WRITE);
        for (String name : namesThatBegin(beginning)) {
            Path file = folder.resolve(name);
            if (name.endsWith(TEMPORARY)
                    && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(old)) {
                Files.deleteIfExists(file);
            }
        }
    }

    void delete(String name) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            make();
            if (Files.deleteIfExists(folder.resolve(name))) {
                force();
            }
        }
    }

    /** The names of files that begin so; none where there is no folder. */
    List<String> namesThatBegin(String beginning) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                children.forEach(child -> names.add(String.valueOf(child.getFileName())));
            }
        }
        names.removeIf(name -> !name.startsWith(beginning));
        return names;
    }

    /**
     * Makes it where it is missing.
     *
     * @throws NotDirectoryException where it is a link, or something else
     */
    void make() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, only(FOLDER));
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    /** What was renamed or removed stays so after a loss of power; where the system has no such thing, it may not. */
    private void force() throws IOException {
        if (IS_POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] only(Set<PosixFilePermission> permissions) {
        return IS_POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
