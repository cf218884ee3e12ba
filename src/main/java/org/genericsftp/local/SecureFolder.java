package org.genericsftp.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
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
 * A folder held by a handle, where the system has that (openat and its kin): what is done in it is done in the folder
 * that was opened, even when a link has come to its place since. Copying many small files takes no longer than with
 * plain paths.
 */
final class SecureFolder implements Folder {
    private static final Path ITSELF = Path.of(".");
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Root root;
    private final Path path;
    private final SecureDirectoryStream<Path> handle;

    private SecureFolder(Root root, Path path, SecureDirectoryStream<Path> handle) {
        this.root = root;
        this.path = path;
        this.handle = handle;
    }

    private record Root(
            Path realPath,
            SecureDirectoryStream<Path> handle,
            TemporaryNames temporaryNames,
            GivePermissions permissions) {}

    static SecureFolder root(
            Path realPath,
            SecureDirectoryStream<Path> handle,
            TemporaryNames temporaryNames,
            GivePermissions permissions) {
        return new SecureFolder(new Root(realPath, handle, temporaryNames, permissions), realPath, handle);
    }

    @Override
    public @Nullable Object key() throws IOException {
        return handle.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }

    @Override
    public @Nullable BasicFileAttributes look(String name) throws IOException {
        try {
            return view(name).readAttributes();
        } catch (NoSuchFileException notThere) {
            return null;
        }
    }

    @Override
    public Folder open(String name) throws IOException {
        return new SecureFolder(
                root, path.resolve(name), handle.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Java makes folders by path only, and another process can put a link into that path at any moment. So the folder is
     * made in the root, whose path lies outside the destination, and moved to its place by handle; it takes its group and
     * inherited permissions from the root.
     */
    @Override
    public void make(String name) throws IOException {
        Path made = Path.of(root.temporaryNames.next());
        try {
            Files.createDirectory(root.realPath.resolve(made), root.permissions.ofNewFolder());
        } catch (AccessDeniedException notInTheRoot) {
            makeByPath(name);
            return;
        }
        try {
            permitAndMove(root.handle, made, name);
        } catch (AtomicMoveNotSupportedException onAnotherMount) {
            makeByPath(name);
        }
    }

    /** Where the root takes no new folder, or this one lies on another mount: the most that a link can get is empty folders. */
    private void makeByPath(String name) throws IOException {
        Path made = Path.of(root.temporaryNames.next());
        Files.createDirectory(path.resolve(made), root.permissions.ofNewFolder());
        permitAndMove(handle, made, name);
    }

    /** Gives a folder that was just made its place, with its mode and its group; removes it where that fails. */
    private void permitAndMove(SecureDirectoryStream<Path> from, Path made, String name) throws IOException {
        try {
            permit(from, made);
            from.move(made, handle, Path.of(name));
        } catch (AtomicMoveNotSupportedException e) {
            from.deleteDirectory(made);
            throw e;
        } catch (IOException e) {
            from.deleteDirectory(made);
            // Made by another worker, or no folder: the caller looks.
            if (look(name) == null) {
                throw e;
            }
        }
    }

    /** Gives a folder that was just made its mode and its group. */
    private void permit(SecureDirectoryStream<Path> in, Path name) throws IOException {
        if (!root.permissions.concernsFolders()) {
            return;
        }
        try (SecureDirectoryStream<Path> made = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
                FileChannel open = (FileChannel) made.newByteChannel(ITSELF, READ)) {
            root.permissions.toFolder(
                    name.toString(), open, () -> made.getFileAttributeView(PosixFileAttributeView.class));
        }
    }

    @Override
    public FileChannel create(String name) throws IOException {
        return (FileChannel) handle.newByteChannel(Path.of(name), NEW, root.permissions.ofNewFile());
    }

    @Override
    public void permit(String name, FileChannel open) throws IOException {
        root.permissions.toFile(
                name,
                open,
                () -> handle.getFileAttributeView(
                        Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public FileChannel read(String name) throws IOException {
        return (FileChannel) handle.newByteChannel(Path.of(name), READ);
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
        // With a time of access, or Java would look the old one up.
        view(name).setTimes(FileTime.from(modified), FileTime.fromMillis(System.currentTimeMillis()), null);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        handle.move(Path.of(from), handle, Path.of(to));
    }

    @Override
    public void deleteFile(String name) throws IOException {
        handle.deleteFile(Path.of(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        handle.deleteDirectory(Path.of(name));
    }

    @Override
    public void list(Visitor visitor) throws IOException {
        // A handle can be listed only once.
        try (var once = handle.newDirectoryStream(ITSELF, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : once) {
                visitor.visit(String.valueOf(entry.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void force() throws IOException {
        try (FileChannel itself = (FileChannel) handle.newByteChannel(ITSELF, READ)) {
            itself.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }

    private BasicFileAttributeView view(String name) {
        return handle.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
