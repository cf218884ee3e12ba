package org.genericsftp.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What is at the destination, while workers may still come and go with files of their own. */
final class Copies {
    private static final String TEMPORARY = "(.*/)?\\.gsc-[^/]*\\.part(/.*)?";

    private Copies() {}

    /** Relative to the folder, without those that are not whole yet. */
    static List<String> wholeFiles(Path folder) {
        return files(folder).stream().filter(name -> !name.matches(TEMPORARY)).toList();
    }

    static List<String> temporaryFiles(Path folder) {
        return files(folder).stream().filter(name -> name.matches(TEMPORARY)).toList();
    }

    private static List<String> files(Path folder) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(folder.relativize(file).toString());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
