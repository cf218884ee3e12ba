package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A part of the file system, as it is at one moment. */
final class Area {
    private Area() {}

    /** Tells all that can be told of each path at and below the root; the time of a folder gives away what was there for a moment only. */
    static Map<String, String> snapshot(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                found.put(root.relativize(each).toString(), describe(each));
            }
        }
        return found;
    }

    private static String describe(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String identity = attributes.fileKey() + " " + attributes.lastModifiedTime() + " ";
        if (attributes.isSymbolicLink()) {
            return identity + "-> " + Files.readSymbolicLink(path);
        }
        return identity + (attributes.isRegularFile() ? Files.readString(path) : "folder");
    }
}
