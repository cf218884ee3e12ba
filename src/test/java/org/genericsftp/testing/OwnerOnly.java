package org.genericsftp.testing;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner reads and writes, as those have to be that hold passwords. */
public final class OwnerOnly {
    private OwnerOnly() {}

    public static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }
}
