package org.genericsftp.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open, and whose name another program may give to something else meanwhile: to a pipe, or to a link to a
 * file that lies elsewhere. It is looked at and given its time through its descriptor. Where the system has no paths for
 * descriptors, that is done by name, if what stands there has the key of what stood there when the file was opened. For
 * one thread at a time.
 */
final class OwnFile implements Closeable {
    private final Folder folder;
    private final String name;
    private final FileChannel channel;
    /** Null where there are no paths for descriptors. */
    private final @Nullable Path descriptor;

    private final @Nullable Object key;

    private OwnFile(Folder folder, String name, FileChannel channel) throws IOException {
        this.folder = folder;
        this.name = name;
        this.channel = channel;
        descriptor = Descriptors.pathOf(channel);
        key = attributes(descriptor, folder, name).fileKey();
    }

    /** Makes a file at a name at which nothing stands, with the mode and the group that files are to have there. */
    static OwnFile create(Folder folder, String name) throws IOException {
        OwnFile made = opened(folder, name, folder.create(name));
        try {
            folder.permit(name, made.channel);
            return made;
        } catch (IOException e) {
            try (made) {
                made.delete();
            }
            throw e;
        }
    }

    private static OwnFile opened(Folder folder, String name, FileChannel channel) throws IOException {
        try {
            return new OwnFile(folder, name, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Gives a file its time that was open before, if it still stands at its name.
     *
     * @param key as {@link #key}
     */
    static void setModified(Folder folder, String name, @Nullable Object key, Instant modified) throws IOException {
        try (OwnFile file = opened(folder, name, folder.read(name))) {
            if (Objects.equals(file.key, key)) {
                file.setModified(modified);
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** What its attributes have as their key, also when they are looked up by name; null where the system has no keys. */
    @Nullable
    Object key() {
        return key;
    }

    BasicFileAttributes attributes() throws IOException {
        return attributes(descriptor, folder, name);
    }

    private static BasicFileAttributes attributes(@Nullable Path descriptor, Folder folder, String name)
            throws IOException {
        if (descriptor != null) {
            return Files.readAttributes(descriptor, BasicFileAttributes.class);
        }
        BasicFileAttributes found = folder.look(name);
        if (found == null) {
            throw new NoSuchFileException(name);
        }
        return found;
    }

    void setModified(Instant modified) throws IOException {
        if (descriptor != null) {
            // With a time of access, or Java would look the old one up.
            Files.getFileAttributeView(descriptor, BasicFileAttributeView.class)
                    .setTimes(FileTime.from(modified), FileTime.fromMillis(System.currentTimeMillis()), null);
        } else if (stands()) {
            folder.setModified(name, modified);
        }
    }

    /** Whether it is what stands at its name. */
    boolean stands() throws IOException {
        BasicFileAttributes found = folder.look(name);
        return found != null && isIt(found, key);
    }

    /** Whether what was found at a name is the file of that key. */
    static boolean isIt(BasicFileAttributes found, @Nullable Object key) {
        return found.isRegularFile() && Objects.equals(found.fileKey(), key);
    }

    /** Removes it, if it still stands at its name. */
    void delete() throws IOException {
        if (stands()) {
            folder.deleteFile(name);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
