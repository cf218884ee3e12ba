package org.genericsftp.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Files of one size that nobody can compress. They are numbered through all folders; a single file lies in no folder.
 *
 * @param perFolder how many files a folder holds; 0 for no folders
 * @param beside further files, each set in a folder of its name
 */
record DataSet(String name, int files, int perFolder, long fileBytes, List<DataSet> beside) {
    private static final Instant MODIFIED = Instant.parse("2026-11-01T10:00:00Z");
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int BUFFER = 1 << 20;

    /** Matches three files of a data set that has folders. */
    static final String THREE_FILES = "f-0000[0-2].bin";

    DataSet {
        beside = List.copyOf(beside);
        if (files < 1 || fileBytes < 1) {
            throw new IllegalArgumentException("A data set has at least one file with at least one byte");
        }
    }

    DataSet(String name, int files, int perFolder, long fileBytes) {
        this(name, files, perFolder, fileBytes, List.of());
    }

    DataSet with(DataSet... others) {
        return new DataSet(name, files, perFolder, fileBytes, List.of(others));
    }

    /** With fewer files where there are many, with shorter ones where they are large. */
    DataSet scaled(double scale) {
        if (scale >= 1) {
            return this;
        }
        boolean large = fileBytes > BUFFER;
        int fewer = files < 10 ? files : (int) Math.max(10, files * scale);
        long shorter = large ? Math.max(BUFFER / 4, (long) (fileBytes * scale)) : fileBytes;
        return new DataSet(
                name,
                fewer,
                perFolder,
                shorter,
                beside.stream().map(each -> each.scaled(scale)).toList());
    }

    boolean isOneFile() {
        return files == 1;
    }

    int totalFiles() {
        return files + beside.stream().mapToInt(DataSet::totalFiles).sum();
    }

    long totalBytes() {
        return files * fileBytes
                + beside.stream().mapToLong(DataSet::totalBytes).sum();
    }

    /** The one file's name, or the first one's path. */
    String path(int number) {
        String file = String.format(Locale.ROOT, "f-%05d.bin", number);
        return perFolder == 0 ? file : String.format(Locale.ROOT, "d-%03d/%s", number / perFolder, file);
    }

    /** For titles. */
    @Override
    public String toString() {
        return isOneFile() ? "one file of " + size() : String.format(Locale.ROOT, "%,d files of %s", files, size());
    }

    private String size() {
        return fileBytes < KIB
                ? fileBytes + " bytes"
                : fileBytes < MIB
                        ? fileBytes / KIB + " KiB"
                        : fileBytes < GIB ? fileBytes / MIB + " MiB" : fileBytes / GIB + " GiB";
    }

    void writeTo(Path folder) throws IOException {
        Random random = new Random(name.hashCode());
        byte[] buffer = new byte[(int) Math.min(BUFFER, fileBytes)];
        for (int number = 0; number < files; number++) {
            Path file = folder.resolve(path(number));
            if (perFolder == 0 || number % perFolder == 0) {
                Files.createDirectories(file.getParent());
            }
            write(file, buffer, random);
            Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
        }
        for (DataSet set : beside) {
            set.writeTo(folder.resolve(set.name()));
        }
    }

    private void write(Path file, byte[] buffer, Random random) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = fileBytes; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
    }
}
