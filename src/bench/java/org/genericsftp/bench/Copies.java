package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at what a contestant has left at its destination. */
record Copies(DataSet data, Path source, Path copies) {
    /** Throws if not exactly these files are there, with as many bytes. */
    void requireComplete() throws IOException {
        List<Path> files = files();
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        if (files.size() != data.totalFiles() || bytes != data.totalBytes()) {
            throw new IOException("%,d files with %,d bytes are there, and not %,d with %,d"
                    .formatted(files.size(), bytes, data.totalFiles(), data.totalBytes()));
        }
    }

    /** Throws if a file's contents are not those of the source. */
    void requireSameContents() throws IOException {
        for (Path file : files()) {
            Path original = source.resolve(copies.relativize(file).toString());
            if (Files.mismatch(original, file) >= 0) {
                throw new IOException("The contents of " + copies.relativize(file) + " are wrong");
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(copies)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
