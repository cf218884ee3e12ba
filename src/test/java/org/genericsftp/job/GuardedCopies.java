package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;

/** A destination directory amid files and links that must stay as they are, some of them in the directory itself. */
final class GuardedCopies {
    private static final Set<Outcome> THERE = Set.of(Outcome.COPIED, Outcome.UNCHANGED);

    private final Path world;
    private final Path folder;
    private final Map<String, String> before;

    private GuardedCopies(Path world, Path folder) throws IOException {
        this.world = world;
        this.folder = folder;
        this.before = look();
    }

    static GuardedCopies in(Path world) throws IOException {
        Path folder = Files.createDirectories(world.resolve("above/copies"));
        Path beside = Files.createDirectory(world.resolve("above/beside"));
        Files.createDirectory(world.resolve("above/copies-too"));
        for (String name : List.of("canary", "above/canary", "above/beside/canary", "above/copies-too/canary")) {
            Files.writeString(world.resolve(name), "sings in " + name);
        }
        Files.createSymbolicLink(world.resolve("above/to-copies"), folder);
        Files.setPosixFilePermissions(
                Files.writeString(beside.resolve("closed"), "closed"), PosixFilePermissions.fromString("---------"));
        if (System.getProperty("user.name").equals("root")) {
            Path others = Files.writeString(beside.resolve("others"), "of another user");
            Files.setAttribute(others, "unix:uid", 65_534);
            Files.setAttribute(others, "unix:gid", 65_534);
        }
        // Under names that the server has as well.
        Files.writeString(folder.resolve("kept"), "is not on the server");
        Files.createSymbolicLink(folder.resolve("out"), beside.resolve("canary"));
        Files.createSymbolicLink(folder.resolve("same"), Path.of("../beside/not-there"));
        Files.createSymbolicLink(folder.resolve("deep"), beside);
        return new GuardedCopies(world, folder);
    }

    Path folder() {
        return folder;
    }

    void assertNothingElseTouched(List<FileOutcome> outcomes, Function<String, byte[]> onServer) throws IOException {
        Map<String, String> after = look();
        Set<String> copied = new HashSet<>();
        for (FileOutcome outcome : outcomes) {
            if (THERE.contains(outcome.outcome())) {
                String name = outcome.name();
                String path = world.relativize(folder.resolve(name)).toString();
                assertThat(folder.resolve(name)).hasBinaryContent(onServer.apply(name));
                assertThat(after.get(path)).as(name).matches("file [0-7]{1,3} of .*");
                copied.add(path);
                removeFoldersAbove(name, after);
            }
        }
        after.keySet().removeAll(copied);
        before.keySet().removeAll(copied);
        assertThat(after).isEqualTo(before);
    }

    private void removeFoldersAbove(String name, Map<String, String> after) {
        for (Path parent = folder.resolve(name).getParent(); !parent.equals(folder); parent = parent.getParent()) {
            after.remove(world.relativize(parent).toString());
        }
    }

    /** Everything, with whatever tells that it was touched. */
    private Map<String, String> look() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(world)) {
            for (Path path : paths.toList()) {
                all.put(world.relativize(path).toString(), look(path));
            }
        }
        return all;
    }

    private String look(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        String who = "%o of %s:%s, inode %s"
                .formatted(
                        (int) attributes.get("mode") & 07777,
                        attributes.get("uid"),
                        attributes.get("gid"),
                        attributes.get("ino"));
        if (path.equals(folder)) {
            return "folder " + who;
        }
        String when = ", modified " + attributes.get("lastModifiedTime") + ", changed " + attributes.get("ctime")
                + ", links " + attributes.get("nlink");
        if (Files.isSymbolicLink(path)) {
            return "link " + who + when + " to " + Files.readSymbolicLink(path);
        }
        return Files.isDirectory(path) ? "folder " + who + when : "file " + who + when + ", " + digest(path);
    }

    private static String digest(Path file) throws IOException {
        try {
            if (!Files.isReadable(file)) {
                return "unreadable";
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
