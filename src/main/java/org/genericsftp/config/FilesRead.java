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

    private final Map<Path, SeenFile> files = new LinkedHashMap<>();
    private final Map<Path, List<String>> folders = new LinkedHashMap<>();

    /** What the files and folders hold: equal where nothing has changed. */
    record Contents(List<String> digests, List<List<String>> names) {
        Contents {
            digests = List.copyOf(digests);
            names = List.copyOf(names);
        }
    }

    String text(Path file, int largestBytes) throws UnreadableException {
        try {
            String text = SmallText.read(file, largestBytes);
            files.putIfAbsent(file, SeenFile.holding(text, file, largestBytes));
            return text;
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
            return names;
        } finally {
            folders.put(folder, names);
        }
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
