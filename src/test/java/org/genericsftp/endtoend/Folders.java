package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.ScratchFolder;

/** Trees of files: made, searched by {@code find}, and compared. */
final class Folders {
    static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

    private static final List<String> HARD_NAMES = List.of(
            "a b.csv",
            "*.csv",
            "[x].csv",
            "-rf",
            "ünï.csv",
            "back\\slash.csv",
            "line\nbreak.csv",
            ".csv",
            "?.xml",
            "~");

    private Folders() {}

    /** A file of so many bytes, which are the same for the same name, changed at that time. */
    static Path file(Path folder, String name, int bytes, Instant modified) throws IOException {
        byte[] content = new byte[bytes];
        new Random(name.hashCode()).nextBytes(content);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    /** 1,000 files in 100 nested folders, one an hour, with names that are hard on shells, globs and servers. */
    static void hardTree(Path root) throws IOException {
        Random random = new Random(42);
        Path folder = root;
        for (int i = 0; i < 100; i++) {
            folder = (i % 10 == 0 ? root : folder).resolve("f" + i);
            for (int j = 0; j < 10; j++) {
                int number = 10 * i + j;
                String name = i % 4 == 0 ? HARD_NAMES.get(j) : number + (j % 2 == 0 ? ".csv" : ".xml");
                file(folder, name, random.nextInt(20_000), FIRST.plus(Duration.ofHours(number)));
            }
        }
    }

    /** The names, relative to the root, of the files that {@code find} selects. */
    static Set<String> find(Path root, String... conditions) {
        List<String> command = new ArrayList<>(List.of("find", root.toString(), "-type", "f"));
        command.addAll(List.of(conditions));
        command.addAll(List.of("-printf", "%P\\0"));
        String printed = Command.run(command.toArray(String[]::new));
        return new TreeSet<>(Arrays.asList(printed.isEmpty() ? new String[0] : printed.split("\0")));
    }

    /**
     * Every file with its size, its time and the digest of its content. Temporary files count as well; if one goes while
     * it is looked at, all is looked at again.
     */
    static Map<String, String> contents(Path root) throws IOException {
        while (true) {
            try {
                return contentsNow(root);
            } catch (NoSuchFileException e) {
                // What a worker tries names with, and what it copies, has other names a moment later.
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, String> contentsNow(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(root)) {
            String said = Files.size(file) + " bytes of "
                    + Files.getLastModifiedTime(file).toInstant() + ", " + sha256(file);
            contents.put(root.relativize(file).toString(), said);
        }
        return contents;
    }

    static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Those that are not whole yet. */
    static Set<String> temporaryFiles(Path root) {
        return find(root, "-name", ".gsc-*.part");
    }

    static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes what is in the folder, in which a worker that has just started may be trying what names it can give. */
    static void empty(Path folder) {
        Awaitility.await().ignoreException(DirectoryNotEmptyException.class).untilAsserted(() -> {
            for (Path child : children(folder)) {
                ScratchFolder.delete(child);
            }
            assertThat(folder).isEmptyDirectory();
        });
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
