package org.genericsftp.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.genericsftp.testing.ScratchFolder;
import org.jspecify.annotations.Nullable;

/** The files on the server: folders that come, whole, in one moment, and may go again. */
final class SourceTree {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
    private static final int SMALL_BYTES = 20_000;
    private static final int MEBIBYTE = 1024 * 1024;
    /** Beyond what one page of a reply takes. */
    private static final int FILES_OF_MANY_PAGES = 1_200;

    private final Path root;
    private final Path nursery;
    private final Random random;
    private final List<LabFolder> folders = new CopyOnWriteArrayList<>();
    private final Map<String, LabFile> files = new ConcurrentHashMap<>();

    /** @param nursery in the same file system; what is there is not seen */
    SourceTree(Path root, Path nursery, Random random) {
        this.root = root;
        this.nursery = nursery;
        this.random = random;
    }

    /** A folder's name, and its files. */
    record LabFolder(String name, List<LabFile> files) {
        LabFolder {
            files = List.copyOf(files);
        }
    }

    /** Some dozens of small files, some of them in a folder below, and one or two of several READs. */
    LabFolder addMixed(String name) throws IOException {
        List<LabFile> made = new ArrayList<>();
        int small = 16 + random.nextInt(24);
        for (int i = 0; i < small; i++) {
            String below = i % 3 == 0 ? name + "/below/" : name + "/";
            made.add(make(below + i + (i % 2 == 0 ? ".csv" : ".xml"), random.nextInt(SMALL_BYTES)));
        }
        int large = 1 + random.nextInt(2);
        for (int i = 0; i < large; i++) {
            made.add(make(name + "/large-" + i + ".bin", MEBIBYTE + random.nextInt(3 * MEBIBYTE)));
        }
        return publish(name, made);
    }

    /** So many tiny files that a reply that lists them takes more than one page. */
    LabFolder addMany(String name) throws IOException {
        List<LabFile> made = new ArrayList<>();
        for (int i = 0; i < FILES_OF_MANY_PAGES; i++) {
            made.add(make(name + "/" + i + (i % 2 == 0 ? ".csv" : ".xml"), random.nextInt(100)));
        }
        return publish(name, made);
    }

    private LabFile make(String name, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Instant modified = FIRST.plus(Duration.ofSeconds(random.nextInt(1_000_000)));
        Path file = nursery.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return LabFile.of(name, content, modified);
    }

    private LabFolder publish(String name, List<LabFile> made) throws IOException {
        // Known before they are seen: a sync may list them at once.
        made.forEach(file -> files.put(file.name(), file));
        Files.move(nursery.resolve(name), root.resolve(name));
        LabFolder folder = new LabFolder(name, made);
        folders.add(folder);
        return folder;
    }

    /** Takes a folder away, from the server and from the copies. Its files stay known. */
    void remove(LabFolder folder, Path copies) throws IOException {
        folders.remove(folder);
        ScratchFolder.delete(root.resolve(folder.name()));
        ScratchFolder.delete(copies.resolve(folder.name()));
    }

    /** Those there are, the oldest first. */
    List<LabFolder> folders() {
        return List.copyOf(folders);
    }

    /** A file that is there, or was. */
    @Nullable
    LabFile find(String name) {
        return files.get(name);
    }
}
