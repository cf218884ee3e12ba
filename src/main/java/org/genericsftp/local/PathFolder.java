package org.genericsftp.local;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.Set;
import org.genericsftp.destination.TemporaryNames;
import org.jspecify.annotations.Nullable;

/**
 * A folder known by its path, for systems without {@link SecureFolder}'s handles (Windows, macOS). Links are seen when
 * the folder is opened and whenever the {@link Jail} looks again; one that comes between two looks is followed.
 */
final class PathFolder implements Folder {
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

    private final Path path;
    private final TemporaryNames temporaryNames;
    private final GivePermissions permissions;

    PathFolder(Path path, TemporaryNames temporaryNames, GivePermissions permissions) {
        this.path = path;
        this.temporaryNames = temporaryNames;
        this.permissions = permissions;
    }

    PathFolder(Path path, TemporaryNames temporaryNames) {
        this(path, temporaryNames, new GivePermissions(Permissions.USUAL));
    }

    @Override
    public @Nullable Object key() throws IOException {
        return attributes(path).fileKey();
    }

    @Override
    public @Nullable BasicFileAttributes look(String name) throws IOException {
        try {
            return attributes(path.resolve(name));
        } catch (NoSuchFileException notThere) {
            return null;
        }
    }

    @Override
    public Folder open(String name) throws IOException {
        if (!Folder.isFolder(look(name))) {
            throw new NotDirectoryException(name);
        }
        return new PathFolder(path.resolve(name), temporaryNames, permissions);
    }

    @Override
    public void make(String name) throws IOException {
        if (permissions.concernsFolders()) {
            makePermitted(name);
            return;
        }
        try {
            Files.createDirectory(path.resolve(name));
        } catch (FileAlreadyExistsException there) {
            // Made by another worker, or no folder: the caller looks.
            return;
        }
    }

    /** It has its mode and its group before it has its name. */
    private void makePermitted(String name) throws IOException {
        String made = temporaryNames.next();
        Files.createDirectory(path.resolve(made), permissions.ofNewFolder());
        try {
            permissions.toFolder(made, null, () -> permissionsOf(made));
            replace(made, name);
        } catch (IOException e) {
            deleteFolder(made);
            if (look(name) == null) {
                throw e;
            }
        }
    }

    private @Nullable PosixFileAttributeView permissionsOf(String name) {
        return Files.getFileAttributeView(path.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileChannel create(String name) throws IOException {
        return FileChannel.open(path.resolve(name), NEW, permissions.ofNewFile());
    }

    @Override
    public void permit(String name, FileChannel open) throws IOException {
        permissions.toFile(name, open, () -> permissionsOf(name));
    }

    @Override
    public FileChannel read(String name) throws IOException {
        return FileChannel.open(path.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
        Files.getFileAttributeView(path.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(modified), null, null);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void deleteFile(String name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    public void list(Visitor visitor) throws IOException {
        try (var entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                visitor.visit(String.valueOf(entry.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void force() throws IOException {
        if (FOLDERS_CAN_BE_FORCED) {
            try (FileChannel itself = FileChannel.open(path, StandardOpenOption.READ)) {
                itself.force(true);
            }
        }
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

    private static BasicFileAttributes attributes(Path of) throws IOException {
        return Files.readAttributes(of, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
