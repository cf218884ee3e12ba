package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.genericsftp.config.SmallText.UnreadableException;

/**
 * Reads files and remembers what was found, so that it can be compared with what is there later. What was looked for in vain
 * is remembered, too.
 */
final class FilesRead {
    /** Not what editors keep beside a file, nor what Kubernetes has in a folder that it mounts. */
    private static final Pattern OF_CLIENTS = Pattern.compile("[^.].*\\.(ya?ml|paused)");

    /** What files would hold; empty for those that would not be there. */
    private final Map<Path, Optional<String>> instead;

    private final Map<Path, SeenFile> files = new LinkedHashMap<>();
    private final Map<Path, List<String>> folders = new LinkedHashMap<>();

    /** What the files and folders hold: equal where nothing has changed. */
    record Contents(List<String> digests, List<List<String>> names) {
        Contents {
            digests = List.copyOf(digests);
            names = List.copyOf(names);
        }
    }

    FilesRead() {
        this(Map.of());
    }

    private FilesRead(Map<Path, Optional<String>> instead) {
        this.instead = instead;
    }

    /** Reads as if some files held something else; a text that is empty stands for a file that is not there. */
    static FilesRead asIf(Map<Path, Optional<String>> files) {
        return new FilesRead(Map.copyOf(files));
    }

    /** How a file is read. */
    @FunctionalInterface
    private interface Read {
        byte[] bytesOf(Path file, int largestBytes) throws UnreadableException;
    }

    /** Of a regular file. */
    String text(Path file, int largestBytes) throws UnreadableException {
        return text(file, largestBytes, SmallText::bytesOf);
    }

    /** Of the main file, which a command may pipe in. */
    String mainText(Path file, int largestBytes) throws UnreadableException {
        return text(file, largestBytes, SmallText::bytesOfAny);
    }

    /** Has it noticed when a file changes that others read, which need not be text. */
    void note(Path file, int largestBytes) {
        try {
            byte[] unused = bytes(file, largestBytes, SmallText::bytesOf);
        } catch (UnreadableException e) {
            // That is noted, too.
        }
    }

    private String text(Path file, int largestBytes, Read read) throws UnreadableException {
        Optional<String> other = instead.get(file);
        if (other != null) {
            return other.orElseThrow(() -> new UnreadableException("does not exist"));
        }
        return SmallText.decode(bytes(file, largestBytes, read));
    }

    private byte[] bytes(Path file, int largestBytes, Read read) throws UnreadableException {
        try {
            byte[] bytes = read.bytesOf(file, largestBytes);
            files.putIfAbsent(file, SeenFile.holding(bytes, file, largestBytes));
            return bytes;
        } catch (UnreadableException e) {
            files.putIfAbsent(file, SeenFile.unreadable(e, file, largestBytes));
            throw e;
        }
    }

    /** The names of the files that may be about clients, in order; none where there is no such folder. */
    List<String> clientFiles(Path folder) throws UnreadableException {
        List<String> names = List.of();
        try {
            names = list(folder);
            return withThoseInstead(folder, names);
        } finally {
            folders.put(folder, names);
        }
    }

    private List<String> withThoseInstead(Path folder, List<String> names) {
        TreeSet<String> all = new TreeSet<>(names);
        instead.forEach((file, text) -> {
            if (folder.equals(file.getParent())) {
                String name = String.valueOf(file.getFileName());
                boolean unused = text.isPresent() ? all.add(name) : all.remove(name);
            }
        });
        return List.copyOf(all);
    }

    /** As they were read. */
    Contents contentsThen() {
        return new Contents(
                files.values().stream().map(SeenFile::digestWhenRead).toList(), List.copyOf(folders.values()));
    }

    /** As they are now. */
    Contents contentsNow() {
        return new Contents(
                files.values().stream().map(SeenFile::digestNow).toList(),
                folders.keySet().stream().map(FilesRead::listOrNone).toList());
    }

    private static List<String> listOrNone(Path folder) {
        try {
            return list(folder);
        } catch (UnreadableException e) {
            return List.of();
        }
    }

    private static List<String> list(Path folder) throws UnreadableException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            children.forEach(child -> names.add(String.valueOf(child.getFileName())));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new UnreadableException(Files.isDirectory(folder) ? "can't be read" : "is no directory");
        }
        names.removeIf(OF_CLIENTS.asMatchPredicate().negate());
        return List.copyOf(names);
    }
}
