package org.genericsftp.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.servers.OtherServer;

/**
 * A tree of files that only their bytes tell apart: within each folder all have one size and one time. Some in each
 * folder can't be read.
 */
final class AlikeFiles {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final List<String> ODD_NAMES = List.of(
            " ",
            "a b.csv",
            "*.csv",
            "[x].csv",
            "?",
            "-rf",
            "~",
            "#",
            "%41",
            "'\"`$(x)",
            ".hidden",
            "..double",
            "ünï.csv",
            "u\u0308ni\u0308.csv",
            "日本語.csv",
            "back\\slash.csv",
            "tab\there.csv",
            "line\nbreak.csv",
            "x".repeat(200));

    private final Path root;
    private final Set<String> readable = new TreeSet<>();
    private final Set<String> unreadable = new TreeSet<>();

    private AlikeFiles(Path root) {
        this.root = root;
    }

    /** As far as the server can tell them. */
    static AlikeFiles on(OtherServer kind, Path root) throws IOException {
        AlikeFiles files = new AlikeFiles(root);
        for (String name : ODD_NAMES.stream().filter(kind::carries).toList()) {
            files.put("odd/" + name, 300);
        }
        files.folder("many", 1_100, 1_000);
        for (int i = 0; i < 6; i++) {
            files.put("empty/" + i, 0);
        }
        if (kind.opensEmptyFiles()) {
            files.makeUnreadable("empty/5");
        }
        files.folder("large", 4, 3 << 20);
        files.folder("a", 10, 700);
        files.folder("a/b", 10, 700);
        files.folder("a/b/c/d", 30, 700);
        return files;
    }

    private void folder(String folder, int files, int size) throws IOException {
        for (int i = 0; i < files; i++) {
            put(folder + "/" + i + ".bin", size);
        }
        for (int i = 0; i < 1 + files / 400; i++) {
            String name = folder + "/" + i * 350 + "-secret.bin";
            put(name, size);
            makeUnreadable(name);
        }
    }

    private void makeUnreadable(String name) throws IOException {
        readable.remove(name);
        unreadable.add(name);
        Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("---------"));
    }

    private void put(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        readable.add(name);
        Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    Set<String> readable() {
        return readable;
    }

    Set<String> unreadable() {
        return unreadable;
    }

    /** The files that a folder has with other bytes. */
    Set<String> wrongIn(Path copies) throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (String name : readable) {
            Path copy = copies.resolve(name);
            if (Files.exists(copy) && Files.mismatch(root.resolve(name), copy) != -1) {
                wrong.add(name);
            }
        }
        return wrong;
    }
}
